/** Names that the entities give twice where PostgreSQL takes them once. */
import type { Constraint } from "../model/constraint";
import { displayName, nameKey, objectKey, type ObjectKey, type QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";

export interface SharedName {
  readonly name: QualifiedName;
  /** What has it: `index on user (User)`. */
  readonly owners: readonly [string, string];
}

interface Named {
  readonly name: QualifiedName;
  /** `table`, or `index on` a table. */
  readonly what: string;
  /** Itself, or the table that it is on. */
  readonly on: QualifiedName;
  readonly onKind: "table" | "view" | "enum";
}

const words: Partial<Record<Constraint["kind"], string>> = {
  primaryKey: "primary key on",
  unique: "unique constraint on",
  exclusion: "exclusion on",
};

/**
 * Tables, views, indexes and the constraints that stand on an index share the names of a schema (PostgreSQL manual,
 * `CREATE INDEX`, `CREATE TABLE`), and a table or view is a type as well, as an enum is; an inherited `@Index("name")` gives
 * its name to every subclass.
 *
 * @param origins where a table, view or enum type comes from: `User`, `User.mood`
 */
export function sharedNames(
  model: SchemaModel,
  origins: ReadonlyMap<ObjectKey, string>,
): readonly SharedName[] {
  const relations = relationsOf(model);
  const enums = model.enumTypes.map(({ name }) => named("enum", name));
  const describe = ({ what, on, onKind }: Named): string => {
    const origin = origins.get(objectKey(onKind, on));
    return `${what} ${displayName(on)}${origin === undefined ? "" : ` (${origin})`}`;
  };
  return [...twice([...relations, ...membersOf(model)]), ...twice([...relations, ...enums])].map(
    ([first, second]) => ({ name: first.name, owners: [describe(first), describe(second)] }),
  );
}

function named(kind: Named["onKind"], name: QualifiedName): Named {
  return { name, what: kind, on: name, onKind: kind };
}

function relationsOf({ tables, views }: SchemaModel): readonly Named[] {
  return [...tables.map(({ name }) => named("table", name)), ...views.map(({ name }) => named("view", name))];
}

function membersOf({ tables, views }: SchemaModel): readonly Named[] {
  const member = (what: string, onKind: Named["onKind"], on: QualifiedName, name: string): Named => ({
    name: { schema: on.schema, name },
    what,
    on,
    onKind,
  });
  return [
    ...tables.flatMap(({ name, constraints }) =>
      constraints.flatMap((constraint) => {
        const word = words[constraint.kind];
        return word === undefined ? [] : [member(word, "table", name, constraint.name)];
      }),
    ),
    ...tables.flatMap(({ name, indexes }) =>
      indexes.map((index) => member("index on", "table", name, index.name)),
    ),
    ...views.flatMap(({ name, indexes }) =>
      indexes.map((index) => member("index on", "view", name, index.name)),
    ),
  ];
}

/** The first of each name, with each that follows it. */
function twice(all: readonly Named[]): readonly (readonly [Named, Named])[] {
  const owners = new Map<string, Named>();
  return all.flatMap((one): (readonly [Named, Named])[] => {
    const key = nameKey(one.name);
    const first = owners.get(key);
    if (first !== undefined) return [[first, one]];
    owners.set(key, one);
    return [];
  });
}
