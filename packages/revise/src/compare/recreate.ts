/**
 * What stays but stands in the way: views over a column whose type changes, foreign keys on a primary key that is
 * replaced, partial indexes over an enum that is rebuilt. Each is dropped before and made anew after, whoever owns
 * it, as long as what it stands on is still there afterwards.
 */
import { objectKey } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import { rebuilt } from "../operations/enum-type";
import type { Operation } from "../operations/operation";
import type { ArrangeContext } from "./comparison";
import { recreatedColumns, recreatedConstraints, recreatedIndexes } from "./recreate/on-table";
import { steppingAside } from "./recreate/unmodelled";
import { recreatedViews } from "./recreate/views";
import { woundsOf } from "./recreate/wounds";

/**
 * @param current the model on which `operations` will run
 * @param desired what views and columns are to be like afterwards; what it does not name stays as it is
 */
export function recreateDependents(
  current: SchemaModel,
  desired: SchemaModel,
  operations: readonly Operation[],
  {
    dependents,
    unsteady = new Map(),
    comparableTypes = () => true,
  }: Pick<ArrangeContext, "dependents" | "unsteady" | "comparableTypes">,
): readonly Operation[] {
  let result = operations;
  while (result.length > 0) {
    const wounds = woundsOf(result);
    const surviving = current.tables.filter(({ name }) => !wounds.dropped.has(objectKey("table", name)));
    const situation = { current, desired, wounds, operations: result, unsteady, comparableTypes };
    const held = [
      ...surviving.flatMap((table) => [
        ...recreatedColumns(table, situation),
        ...recreatedIndexes(table, situation),
        ...recreatedConstraints(table, situation),
      ]),
      ...recreatedViews(situation),
    ];
    // What the models hold is led by them first: what they make anew has stepped aside.
    const more = held.length > 0 ? held : steppingAside(dependents, situation);
    if (more.length === 0) return withoutLeading(result);
    result = [...withoutReplaced(result, more), ...more];
  }
  return result;
}

/** A column that is dropped and comes again is not led to the new type of an enum besides. */
function withoutLeading(operations: readonly Operation[]): readonly Operation[] {
  const { dropped } = woundsOf(operations);
  return operations.map((operation) => {
    if (operation.kind !== "alterEnum") return operation;
    const usedBy = operation.usedBy.filter(
      ({ table, column }) => !dropped.has(objectKey("column", table, column)),
    );
    return usedBy.length === operation.usedBy.length
      ? operation
      : rebuilt(operation.name, { values: operation.values, usedBy });
  });
}

/** What is made anew is made in its final form: renaming or altering it besides would be once too often. */
function withoutReplaced(operations: readonly Operation[], more: readonly Operation[]): readonly Operation[] {
  const { dropped } = woundsOf(more);
  return operations.filter((operation) => {
    switch (operation.kind) {
      case "renameConstraint":
        return !dropped.has(objectKey("constraint", operation.table, operation.from));
      case "createIndex":
      case "dropIndex":
        return !dropped.has(objectKey("view", operation.table));
      case "renameIndex":
        return (
          !dropped.has(objectKey("index", operation.table, operation.from)) &&
          !dropped.has(objectKey("view", operation.table))
        );
      case "renameColumn":
        return !dropped.has(objectKey("column", operation.table, operation.from));
      case "alterColumn":
        return !dropped.has(objectKey("column", operation.table, operation.column));
      default:
        return true;
    }
  });
}
