import type { ColumnType } from "./column-type";
import type { QualifiedName } from "./names";
import type { SequenceOptions } from "./sequence";

/** A default: a literal of the column's type in its text form (`18`, `true`, `{"a": 1}`), or SQL. */
export type DefaultValue =
  { readonly kind: "literal"; readonly text: string } | { readonly kind: "expression"; readonly sql: string };

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
    }
  | { readonly kind: "expression"; readonly expression: string; readonly stored: boolean };

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly default: DefaultValue | null;
  readonly generation: Generation | null;
  /** Null for the default collation of the type. */
  readonly collation: QualifiedName | null;
  readonly comment: string | null;
}

/** The aspects of a column that can change on their own. */
export type ColumnFacet = Exclude<keyof Column, "name">;
