/** Why the server did not take an expression: the text is wrong, it is too early for it, or the means are missing. */
import { sameType } from "../../../../model/column-type";
import { nameKey, type QualifiedName } from "../../../../model/names";
import type { SchemaModel } from "../../../../model/schema-model";
import type { Table } from "../../../../model/table";
import { escaped, mentions, textsOf, type Part } from "./question";

/** What this revision is going to create, by its names: what the server misses, its message names. */
export interface Pending {
  readonly relations: readonly string[];
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly schemas: readonly string[];
  readonly enumValues: readonly string[];
  /** Nobody knows what an extension brings along. */
  readonly extensions: boolean;
  /** Tables whose columns get other types, which a view may read before it is so. */
  readonly retyped: readonly QualifiedName[];
}

export function pendingObjects(current: SchemaModel, desired: SchemaModel): Pending {
  return {
    relations: [
      ...missing(current.tables, desired.tables),
      ...missing(current.views, desired.views),
      ...missing(current.sequences, desired.sequences),
    ],
    columns: missing(current.tables.flatMap(columnNames), desired.tables.flatMap(columnNames)),
    types: missing(current.enumTypes, desired.enumTypes),
    schemas: missing(current.namespaces.map(named), desired.namespaces.map(named)),
    enumValues: missing(current.enumTypes.flatMap(valueNames), desired.enumTypes.flatMap(valueNames)),
    extensions: missing(current.extensions.map(named), desired.extensions.map(named)).length > 0,
    retyped: retypedTables(current, desired),
  };
}

interface Named {
  readonly name: QualifiedName;
}

function missing(current: readonly Named[], desired: readonly Named[]): readonly string[] {
  const existing = new Set(current.map(({ name }) => nameKey(name)));
  return desired.filter(({ name }) => !existing.has(nameKey(name))).map(({ name }) => name.name);
}

function named({ name }: { readonly name: string }): Named {
  return { name: { schema: null, name } };
}

function columnNames(table: Table): readonly Named[] {
  return table.columns.map((column) => ({ name: { schema: nameKey(table.name), name: column.name } }));
}

function valueNames(type: SchemaModel["enumTypes"][number]): readonly Named[] {
  return type.values.map((value) => ({ name: { schema: nameKey(type.name), name: value } }));
}

function retypedTables(current: SchemaModel, desired: SchemaModel): readonly QualifiedName[] {
  const found = new Map(current.tables.map((table) => [nameKey(table.name), table.columns]));
  return desired.tables
    .filter(({ name, columns }) =>
      columns.some((column) => {
        const before = found.get(nameKey(name))?.find((other) => other.name === column.name);
        return before !== undefined && !sameType(before.type, column.type);
      }),
    )
    .map(({ name }) => name);
}

export interface Refusal {
  /** SQLSTATE */
  readonly code: string;
  /** The server's message. */
  readonly reason: string;
}

/** Whether what the server misses may be something that the revision creates. */
export function isTooEarly({ code, reason }: Refusal, part: Part, pending: Pending): boolean {
  const names = (...lists: readonly (readonly string[])[]): boolean =>
    lists.some((list) => list.some((name) => isNamed(name, reason)));
  switch (code) {
    case "42P01": // undefined_table
      return names(pending.relations);
    case "42703": // undefined_column
      // Scratch tables have the columns to come; views may read tables that have them not yet.
      return part.kind === "view" && names(pending.columns, pending.relations);
    case "42704": // undefined_object: types, collations, operator classes
      return pending.extensions || names(pending.types, pending.schemas);
    case "3F000": // invalid_schema_name
      return names(pending.schemas);
    case "22P02": // invalid_text_representation: of an enum, too
      return names(pending.enumValues);
    case "42883": // undefined_function, and operators
      return pending.extensions || names(pending.types, pending.schemas) || readsRetyped(part, pending);
    case "42804": // datatype_mismatch
    case "42846": // cannot_coerce
      return names(pending.types) || readsRetyped(part, pending);
    default:
      return false;
  }
}

/** As a word, in the case in which the server looked for it. */
function isNamed(name: string, reason: string): boolean {
  if (!reason.includes(name)) return false;
  return new RegExp(`(?<![\\p{L}\\p{N}_$])${escaped(name)}(?![\\p{L}\\p{N}_$])`, "u").test(reason);
}

/** A qualified name never finds a stand-in. */
function readsRetyped(part: Part, { retyped }: Pending): boolean {
  return part.kind === "view" && retyped.some(({ name }) => mentions(textsOf(part), name));
}

/**
 * Whether the server rejects the text itself: syntax and names (42), values (22), what such an expression may not
 * hold (0A). Not where it lacks the privilege (42501), or the lock, the time or the memory.
 */
export function isRejected({ code }: Refusal): boolean {
  return code !== "42501" && ["42", "22", "0A"].includes(code.slice(0, 2));
}

/** Whether something is not there that an operation which nobody can look into might bring along. */
export function isMissing({ code }: Refusal): boolean {
  return ["42P01", "42703", "42704", "42883", "3F000"].includes(code);
}
