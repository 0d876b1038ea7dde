/** Why the server did not take an expression: the text is wrong, it is too early for it, or the means are missing. */
import type { EnumType } from "../../../../model/enum-type";
import { nameKey, type QualifiedName } from "../../../../model/names";
import type { SchemaModel } from "../../../../model/schema-model";

/** What this revision is going to create, by what its absence makes the server say. */
export interface Pending {
  readonly relations: boolean;
  readonly columns: boolean;
  readonly types: boolean;
  readonly functions: boolean;
  readonly enumValues: boolean;
}

export function pendingObjects(current: SchemaModel, desired: SchemaModel): Pending {
  const extensions = isMissing(current.extensions.map(named), desired.extensions.map(named));
  const enumTypes = isMissing(current.enumTypes, desired.enumTypes);
  const namespaces = isMissing(current.namespaces.map(named), desired.namespaces.map(named));
  const tables = isMissing(current.tables, desired.tables);
  return {
    relations:
      tables ||
      namespaces ||
      isMissing(current.views, desired.views) ||
      isMissing(current.sequences, desired.sequences),
    columns: isMissing(current.tables.flatMap(columnNames), desired.tables.flatMap(columnNames)),
    types: extensions || enumTypes || namespaces,
    functions: extensions || namespaces,
    enumValues: isMissing(current.enumTypes.flatMap(valueNames), desired.enumTypes.flatMap(valueNames)),
  };
}

interface Named {
  readonly name: QualifiedName;
}

function isMissing(current: readonly Named[], desired: readonly Named[]): boolean {
  const existing = new Set(current.map(({ name }) => nameKey(name)));
  return desired.some(({ name }) => !existing.has(nameKey(name)));
}

function named({ name }: { readonly name: string }): Named {
  return { name: { schema: null, name } };
}

function columnNames(table: SchemaModel["tables"][number]): readonly Named[] {
  return table.columns.map((column) => ({ name: { schema: nameKey(table.name), name: column.name } }));
}

function valueNames(type: EnumType): readonly Named[] {
  return type.values.map((value) => ({ name: { schema: nameKey(type.name), name: value } }));
}

/** Whether what the server misses (SQLSTATE `code`) may be something that the revision creates. */
export function isTooEarly(code: string, pending: Pending): boolean {
  switch (code) {
    case "42P01": // undefined_table
      return pending.relations;
    case "42703": // undefined_column
      return pending.columns || pending.relations;
    case "42704": // undefined_object: types, collations, operator classes
      return pending.types;
    case "42883": // undefined_function, and operators
      return pending.functions || pending.types;
    case "3F000": // invalid_schema_name
      return pending.relations || pending.types;
    case "22P02": // invalid_text_representation: of an enum, too
      return pending.enumValues;
    default:
      return false;
  }
}

/**
 * Whether the server rejects the text itself: syntax and names (42), values (22), what such an expression may not
 * hold (0A). Not where it lacks the privilege (42501), or the lock, the time or the memory.
 */
export function isRejected(code: string): boolean {
  return code !== "42501" && ["42", "22", "0A"].includes(code.slice(0, 2));
}
