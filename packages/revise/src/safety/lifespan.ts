/** What is born in a revision holds no rows yet, so most rules have nothing to say about it. */
import { nameKey, sameName, type QualifiedName } from "../model/names";
import type { Operation } from "../operations/operation";
import type { RuleContext } from "./rule";

/** One set per revision; rules ask for every operation. */
const bornHere = new WeakMap<readonly Operation[], ReadonlySet<string>>();

/** Whether the revision itself creates the table or view: then it is empty, and nobody waits for it. */
export function isCreatedHere(name: QualifiedName, { operations }: RuleContext): boolean {
  let born = bornHere.get(operations);
  if (born === undefined) {
    born = new Set(operations.flatMap(createdBy));
    bornHere.set(operations, born);
  }
  return born.has(nameKey(name));
}

function createdBy(operation: Operation): string[] {
  if (operation.kind === "createTable") return [nameKey(operation.table.name)];
  return operation.kind === "createView" ? [nameKey(operation.view.name)] : [];
}

/** Whether the revision adds the column without a default: it is NULL in every row, so no two rows are alike in it. */
export function isAddedEmpty(table: QualifiedName, column: string, { operations }: RuleContext): boolean {
  return operations.some(
    (operation) =>
      operation.kind === "addColumn" &&
      operation.column.name === column &&
      operation.column.default === null &&
      operation.column.generation === null &&
      sameName(operation.table, table),
  );
}
