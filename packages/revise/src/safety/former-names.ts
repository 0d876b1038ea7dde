/** What tables and columns were called before the renames of a revision: what is known of them is known by those names. */
import type { Column } from "../model/column";
import { sameName, type QualifiedName } from "../model/names";
import type { Table } from "../model/table";
import type { Operation } from "../operations/operation";
import { relocationOf } from "../operations/relocation";
import type { RuleContext } from "./rule";

/** The last rename first: two that swap their names take three. */
export function tableNameBefore(table: QualifiedName, operations: readonly Operation[]): QualifiedName {
  return operations.reduceRight((known, operation) => {
    const relocation = relocationOf(operation);
    return relocation?.kind === "table" && sameName(relocation.to, known) ? relocation.from : known;
  }, table);
}

/** @param table as it is called after the renames, which is how renames of columns speak of it */
export function columnNameBefore(
  table: QualifiedName,
  column: string,
  operations: readonly Operation[],
): string {
  return operations.reduceRight(
    (known, operation) =>
      operation.kind === "renameColumn" && operation.to === known && sameName(operation.table, table)
        ? operation.from
        : known,
    column,
  );
}

/** The table before the revision. */
export function tableBefore(table: QualifiedName, { before, operations }: RuleContext): Table | undefined {
  const former = tableNameBefore(table, operations);
  return before.tables.find(({ name }) => sameName(name, former));
}

/** The column before the revision. */
export function columnBefore(table: QualifiedName, column: string, context: RuleContext): Column | null {
  const former = columnNameBefore(table, column, context.operations);
  return tableBefore(table, context)?.columns.find(({ name }) => name === former) ?? null;
}
