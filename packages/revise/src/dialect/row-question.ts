/** What a report asks about the rows of tables. */
import type { ColumnType } from "../model/column-type";
import type { QualifiedName } from "../model/names";

/** A question about the rows of a table. */
export interface RowQuestion {
  readonly table: QualifiedName;
  readonly which: RowTest;
}

/** Which rows of a table are asked for. */
export type RowTest =
  | { readonly kind: "all" }
  /** Those that hold NULL in the column. */
  | { readonly kind: "null"; readonly column: string }
  /** Those that have their like in the columns, of those that a condition in SQL chooses. */
  | {
      readonly kind: "alike";
      readonly columns: readonly string[];
      readonly where: string | null;
      readonly nullsAlike: boolean;
    }
  /** Those that hold one of these values of an enum in a column, or in an array of them. */
  | {
      readonly kind: "holds";
      readonly column: string;
      readonly array: boolean;
      readonly values: readonly string[];
    }
  /** Those for which a condition in SQL is false. */
  | { readonly kind: "breaks"; readonly expression: string }
  /** Those that an exclusion forbids beside others. */
  | { readonly kind: "excludes"; readonly expression: string }
  /** Those that point at no row of another table. */
  | {
      readonly kind: "orphan";
      readonly columns: readonly string[];
      readonly references: { readonly table: QualifiedName; readonly columns: readonly string[] };
      readonly match: "SIMPLE" | "FULL";
    }
  /** Those whose value another type does not take as it is. */
  | {
      readonly kind: "misfit";
      readonly column: string;
      readonly from: ColumnType;
      readonly to: ColumnType;
      /** Of an enum: what it takes. */
      readonly values: readonly string[] | null;
    };

export interface RowCount {
  readonly rows: number;
  /** False for an estimate. */
  readonly exact: boolean;
}
