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
  const owners = new Map<string, string>();
  const take = (name: QualifiedName, owner: string): void => {
    const other = owners.get(nameKey(name));
    if (other === undefined) owners.set(nameKey(name), owner);
    else {
      reading.warn(
        `"${name.name}" is the name of the ${other} and of the ${owner}; PostgreSQL wants a name once per schema.`,
      );
    }
  };
  for (const { name } of tables) take(name, `table ${displayName(name)}`);
  for (const { name } of views) take(name, `view ${displayName(name)}`);
  for (const { name, constraints } of tables) {
    for (const constraint of constraints) {
      const word = words[constraint.kind];
      if (word === undefined) continue;
      take({ schema: name.schema, name: constraint.name }, `${word} on ${displayName(name)}`);
    }
  }
  for (const { name, indexes } of [...tables, ...views]) {
    for (const index of indexes) {
      take({ schema: name.schema, name: index.name }, `index on ${displayName(name)}`);
    }
  }
}
