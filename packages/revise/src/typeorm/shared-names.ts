import type { Constraint } from "../model/constraint";
import { displayName, nameKey, type QualifiedName } from "../model/names";
import type { Table } from "../model/table";
import type { View } from "../model/view";
import type { Reading } from "./reading";

const words: Partial<Record<Constraint["kind"], string>> = {
  primaryKey: "primary key",
  unique: "unique constraint",
  exclusion: "exclusion",
};

/**
 * Says which names are taken twice. Tables, views, indexes and the constraints that stand on an index share the names of
 * a schema (PostgreSQL manual, `CREATE INDEX`, `CREATE TABLE`); an inherited `@Index("name")` gives it to every subclass.
 */
export function warnAboutSharedNames(
  reading: Reading,
  tables: readonly Table[],
  views: readonly View[],
): void {
  const owners = new Map<string, Owner>();
  const take = (name: QualifiedName, what: string, on: QualifiedName): void => {
    const key = nameKey(name);
    const other = owners.get(key);
    if (other === undefined) owners.set(key, { what, on });
    else {
      reading.warn(
        `"${name.name}" is the name of the ${describe(other)} and of the ${describe({ what, on })}; PostgreSQL wants a name once per schema.`,
      );
    }
  };
  for (const { name } of tables) take(name, "table", name);
  for (const { name } of views) take(name, "view", name);
  for (const { name, constraints } of tables) {
    for (const constraint of constraints) {
      const word = words[constraint.kind];
      if (word !== undefined) take({ schema: name.schema, name: constraint.name }, `${word} on`, name);
    }
  }
  for (const { name, indexes } of [...tables, ...views]) {
    for (const index of indexes) take({ schema: name.schema, name: index.name }, "index on", name);
  }
}

/** What has a name: `table`, or `index on` a table. */
interface Owner {
  readonly what: string;
  readonly on: QualifiedName;
}

function describe({ what, on }: Owner): string {
  return `${what} ${displayName(on)}`;
}
