import type { ColumnType } from "./column-type";
import type { QualifiedName } from "./names";
import type { SequenceOptions } from "./sequence";

/** A default: a literal of the column's type in its text form (`18`, `true`, `{"a": 1}`), or SQL. */
export type DefaultValue =
  { readonly kind: "literal"; readonly text: string } | { readonly kind: "expression"; readonly sql: string };

export function sameDefault(left: DefaultValue | null, right: DefaultValue | null): boolean {
  if (left === null || right === null) return left === right;
  if (left.kind === "literal") return right.kind === "literal" && left.text === right.text;
  return right.kind === "expression" && left.sql === right.sql;
}

/** How the database itself fills a column. */
export type Generation =
  | {
      readonly kind: "serial";
      /** The owned sequence where its name is not the implicit `<table>_<column>_seq`. */
      readonly sequence: QualifiedName | null;
    }
  | {
      readonly kind: "identity";
      readonly always: boolean;
      /** What differs from the defaults of the column's type; empty for a plain identity. */
      readonly options: Partial<SequenceOptions>;
      /** Its sequence where the name is not the implicit `<table>_<column>_seq`. */
      readonly sequence?: QualifiedName;
    }
  | { readonly kind: "expression"; readonly expression: string; readonly stored: boolean };

/** The name of the sequence behind a serial or identity column, where it is not the implicit one. */
export function sequenceOfItsOwnName(generation: Generation | null): QualifiedName | null {
  if (generation?.kind !== "serial" && generation?.kind !== "identity") return null;
  return generation.sequence ?? null;
}

/** The serial or identity column with a sequence of that name; null for the implicit one. */
export function withSequenceName(column: Column, sequence: QualifiedName | null): Column {
  const { generation } = column;
  if (generation?.kind === "serial") return { ...column, generation: { kind: "serial", sequence } };
  if (generation?.kind !== "identity") return column;
  const { kind, always, options } = generation;
  return { ...column, generation: { kind, always, options, ...(sequence !== null && { sequence }) } };
}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly default: DefaultValue | null;
  readonly generation: Generation | null;
  /** Null for the default collation of the type. */
  readonly collation: QualifiedName | null;
  readonly comment: string | null;
  /** No entity can say it: it is kept where the column gets another type or is made anew. */
  readonly storage?: ColumnStorage;
}

/** How long values of a column are kept, where that is not the way of its type. The comparison does not look at it. */
export interface ColumnStorage {
  readonly strategy?: (typeof storageStrategies)[number];
  readonly compression?: (typeof compressionMethods)[number];
}

/** PostgreSQL manual, "TOAST". */
export const storageStrategies = ["PLAIN", "EXTERNAL", "EXTENDED", "MAIN"] as const;
export const compressionMethods = ["pglz", "lz4"] as const;

/** The aspects of a column that can change on their own. */
export type ColumnFacet = Exclude<keyof Column, "name" | "storage">;
