/** What a person writes by hand: SQL and rows. */
import type { QualifiedName } from "../model/names";

export interface Execute {
  readonly kind: "execute";
  readonly sql: string;
  /** Values for `$1`, `$2`, …: bound when run, rendered as literals in offline SQL. */
  readonly parameters: readonly unknown[];
}

export interface BulkInsert {
  readonly kind: "bulkInsert";
  readonly table: QualifiedName;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export interface SqlOperationMap {
  execute: Execute;
  bulkInsert: BulkInsert;
}
