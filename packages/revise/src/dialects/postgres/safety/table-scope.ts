import { sameName, type QualifiedName } from "../../../model/names";
import type { Column } from "../../../model/column";
import { newName } from "../../../operations/renaming";
import type { RuleContext } from "../../../safety/rule";

/** The column before the revision, under the name it had before the renames of the revision. */
export function columnBefore(table: QualifiedName, column: string, context: RuleContext): Column | null {
  const name = nameBefore(table, context);
  const columnName = context.operations.reduceRight(
    (known, operation) =>
      operation.kind === "renameColumn" && operation.to === known && sameName(operation.table, table)
        ? operation.from
        : known,
    column,
  );
  const before = context.before.tables.find((one) => sameName(one.name, name));
  return before?.columns.find((one) => one.name === columnName) ?? null;
}

/** The last rename first: two that swap their names take three. */
function nameBefore(table: QualifiedName, context: RuleContext): QualifiedName {
  return context.operations.reduceRight((known, operation) => {
    if (operation.kind === "renameTable" && sameName(newName(operation), known)) return operation.from;
    if (operation.kind !== "setSchema" || operation.object.kind !== "table") return known;
    const { name } = operation.object;
    return sameName({ schema: operation.to, name: name.name }, known) ? name : known;
  }, table);
}
