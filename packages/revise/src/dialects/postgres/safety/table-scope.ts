import { sameName, type QualifiedName } from "../../../model/names";
import type { Column } from "../../../model/column";
import type { RuleContext } from "../../../safety/rule";

/** The column before the revision, under the name it had before the renames of the revision. */
export function columnBefore(table: QualifiedName, column: string, context: RuleContext): Column | null {
  const name = nameBefore(table, context);
  const renamed = context.operations.find(
    (operation) =>
      operation.kind === "renameColumn" && operation.to === column && sameName(operation.table, table),
  );
  const columnName = renamed?.kind === "renameColumn" ? renamed.from : column;
  const before = context.before.tables.find((one) => sameName(one.name, name));
  return before?.columns.find((one) => one.name === columnName) ?? null;
}

function nameBefore(table: QualifiedName, context: RuleContext): QualifiedName {
  const renamed = context.operations.find(
    (operation) =>
      operation.kind === "renameTable" &&
      operation.to === table.name &&
      operation.from.schema === table.schema,
  );
  return renamed?.kind === "renameTable" ? renamed.from : table;
}
