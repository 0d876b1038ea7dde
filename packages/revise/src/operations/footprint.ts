/**
 * The keys of footprints. Besides the objects themselves an operation touches *aspects*: what is not an object and
 * still decides an order. With them every order follows from four lists of keys and the one rule of `traits.ts`.
 *
 * | aspect | created by | dropped by | needed by | released by |
 * |---|---|---|---|---|
 * | `relationName(x)`: relations and types share one name space per schema | create | drop | | |
 * | `keyOver(t, columns)`: a unique key that a foreign key may point at | primary key, unique, unique index | their drop | add foreign key | drop foreign key |
 * | `primaryKeyOf(t)`: a table has one | add primary key | its drop | | |
 * | `changed(t, c)` / `former(t, c)`: a column after and before a change of its shape | change / – | – / change | what is built on it | what is torn down from it |
 * | `changedShape(t)` / `formerShape(t)`: the same for the whole table | change / – | – / change | checks, expressions | their drop |
 * | `anyShape` / `formerAnyShape`: the same for all tables; what a view reads is not always known | change / – | – / change | create view | drop view |
 * | `plainColumns(t)` / `formerPlainColumns(t)`: the columns that a generated column may read | as above | as above | add generated column | drop generated column |
 * | `enumValue(type, v)`, `literal(v)`: a value of one enum, of any enum | add value | remove value | default `v` | default `v` no more |
 * | `anyEnumValue`: some value was added or got its name | add value, rename value | | expressions | |
 * | `anyExtension` / `formerExtension` | create / – | – / drop | what may use it | what may have used it |
 * | `anyRoutine` / `formerRoutine` | create function / – | – / drop | triggers, policies | their drop |
 * | `anySequence` / `formerSequence` | create / – | – / drop | defaults by expression | defaults by expression no more |
 *
 * A pair of aspects instead of one key keeps two changes of one table free of each other. A key that nothing creates
 * or drops costs nothing, so an operation may need what may not exist: the enum of a column of type `integer`.
 */
import { objectKey, type ObjectKey, type QualifiedName } from "../model/names";
import type { Footprint } from "./traits";

const nowhere: QualifiedName = { schema: null, name: "" };

export const anyShape = objectKey("table", nowhere, "changed shape");
export const formerAnyShape = objectKey("table", nowhere, "former shape");
export const anyEnumValue = objectKey("enum", nowhere, "any value");
export const anyExtension = objectKey("extension", nowhere, "any");
export const formerExtension = objectKey("extension", nowhere, "former");
export const anyRoutine = objectKey("routine", nowhere, "any");
export const formerRoutine = objectKey("routine", nowhere, "former");
export const anySequence = objectKey("sequence", nowhere, "any");
export const formerSequence = objectKey("sequence", nowhere, "former");

export function enumValue(type: QualifiedName, value: string): ObjectKey {
  return objectKey("enum", type, `value ${value}`);
}

export function literal(value: string): ObjectKey {
  return objectKey("enum", nowhere, `value ${value}`);
}

export function relationName({ schema, name }: QualifiedName): ObjectKey {
  return objectKey("schema", { schema, name }, "name");
}

export function keyOver(table: QualifiedName, columns: readonly string[]): ObjectKey {
  return objectKey("table", table, `key over ${JSON.stringify([...columns].sort())}`);
}

export function primaryKeyOf(table: QualifiedName): ObjectKey {
  return objectKey("table", table, "primary key");
}

export function changed(table: QualifiedName, column: string): ObjectKey {
  return objectKey("table", table, `changed column ${column}`);
}

export function former(table: QualifiedName, column: string): ObjectKey {
  return objectKey("table", table, `former column ${column}`);
}

export function changedShape(table: QualifiedName): ObjectKey {
  return objectKey("table", table, "changed shape");
}

export function formerShape(table: QualifiedName): ObjectKey {
  return objectKey("table", table, "former shape");
}

export function plainColumns(table: QualifiedName): ObjectKey {
  return objectKey("table", table, "plain columns");
}

export function formerPlainColumns(table: QualifiedName): ObjectKey {
  return objectKey("table", table, "former plain columns");
}

/** Every aspect of a table whose columns are others afterwards. */
export function shapeAfter(table: QualifiedName): readonly ObjectKey[] {
  return [changedShape(table), plainColumns(table), anyShape];
}

/** Every aspect of a table whose columns were others before. */
export function shapeBefore(table: QualifiedName): readonly ObjectKey[] {
  return [formerShape(table), formerPlainColumns(table), formerAnyShape];
}

/** The schema that an object stands in, for `needs` and `releases`; none for the default schema. */
export function schemaOf(name: QualifiedName): readonly ObjectKey[] {
  return name.schema === null ? [] : [schemaKey(name.schema)];
}

export function schemaKey(name: string): ObjectKey {
  return objectKey("schema", { schema: null, name });
}

export function extensionKey(name: string): ObjectKey {
  return objectKey("extension", { schema: null, name });
}

export function tableKey(table: QualifiedName): ObjectKey {
  return objectKey("table", table);
}

export function columnsOf(table: QualifiedName, columns: readonly string[]): readonly ObjectKey[] {
  return columns.map((column) => objectKey("column", table, column));
}

/** What is built on columns needs them as they are after every change. */
export function builtOn(table: QualifiedName, columns: readonly string[]): readonly ObjectKey[] {
  return columns.flatMap((column) => [objectKey("column", table, column), changed(table, column)]);
}

/** What is torn down from columns lets go of them as they were before any change. */
export function tornDownFrom(table: QualifiedName, columns: readonly string[]): readonly ObjectKey[] {
  return columns.flatMap((column) => [objectKey("column", table, column), former(table, column)]);
}

/** A footprint without repetitions; an operation does not wait for what it makes or ends itself. */
export function footprintOf(parts: Partial<Footprint>): Footprint {
  const creates = new Set(parts.creates);
  const drops = new Set(parts.drops);
  return {
    creates: [...creates],
    drops: [...drops],
    needs: [...new Set(parts.needs)].filter((key) => !creates.has(key)),
    releases: [...new Set(parts.releases)].filter((key) => !drops.has(key)),
  };
}
