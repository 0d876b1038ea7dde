/** Tables and columns as they were before a revision. */
import type { Column } from "../model/column";
import type { QualifiedName } from "../model/names";
import { findTable } from "../model/schema-model";
import type { Table } from "../model/table";
import { columnNameBefore, nameBefore } from "../operations/former-name";
import type { Operation } from "../operations/operation";
import type { RuleContext } from "./rule";

export function tableNameBefore(table: QualifiedName, operations: readonly Operation[]): QualifiedName {
  return nameBefore(table, operations, ["table"]);
}

/** The table before the revision. */
export function tableBefore(table: QualifiedName, { before, operations }: RuleContext): Table | undefined {
  const former = tableNameBefore(table, operations);
  return findTable(before, former);
}

/** The column before the revision. */
export function columnBefore(table: QualifiedName, column: string, context: RuleContext): Column | null {
  const former = columnNameBefore(table, column, context.operations);
  return tableBefore(table, context)?.columns.find(({ name }) => name === former) ?? null;
}
