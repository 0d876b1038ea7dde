/** What mentions a value that its enum loses: the database reads it again after the rebuild, and no such value is there. */
import type { Dependent } from "../../dialect/dependent";
import { displayName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import { type AlterEnum, isAlterEnum } from "../../operations/enum-type";
import { undecidedValues } from "../../operations/enum-type/mapping";
import type { Operation } from "../../operations/operation";
import type { OperationWithRemovedValue } from "../../operations/refused";
import { describe } from "../../operations/traits-table";
import type { CompareContext } from "../comparison";
import { expressionsOf } from "../exact-words";
import { nameOf } from "./unmodelled";

/**
 * Operations that make something again in words with a value that is gone by then.
 *
 * @param current the model on which `operations` run
 * @param dependents by the names of that model
 */
export function mentionsOfRemovedValues(
  { enumTypes }: SchemaModel,
  operations: readonly Operation[],
  dependents: readonly Dependent[],
  { afterValueRename }: Pick<CompareContext, "afterValueRename">,
): readonly OperationWithRemovedValue[] {
  if (afterValueRename === undefined) return [];
  const types = enumTypes.map(({ name }) => name);
  return operations.filter(isAlterEnum).flatMap((rebuild): readonly OperationWithRemovedValue[] => {
    const { name } = rebuild;
    const removed = removedValues(rebuild);
    const mentioned = (text: string): readonly string[] =>
      removed.filter((from) => afterValueRename(text, { name, from, to: `${from}'` }, types) !== text);
    const made = operations.flatMap((operation): readonly OperationWithRemovedValue[] => {
      const values = [...new Set(expressionsOf(operation).flatMap(mentioned))];
      if (values.length === 0) return [];
      return [{ kind: "removed-value", operation, what: madeBy(operation, dependents), type: name, values }];
    });
    return [...defaultsOf(rebuild), ...made];
  });
}

function removedValues({ values: { from = [], to } }: AlterEnum): readonly string[] {
  return from.filter((value) => !to.includes(value));
}

/** Defaults that the rebuild sets again take the value that `mapping` says, once somebody has said it. */
function defaultsOf(rebuild: AlterEnum): readonly OperationWithRemovedValue[] {
  const undecided = undecidedValues(rebuild);
  return rebuild.usedBy.flatMap(({ table, column, default: value }): readonly OperationWithRemovedValue[] => {
    if (value?.kind !== "literal" || !undecided.includes(value.text)) return [];
    const what = `the default of ${displayName(table)}.${column}`;
    return [{ kind: "removed-value", operation: rebuild, what, type: rebuild.name, values: [value.text] }];
  });
}

function madeBy(operation: Operation, dependents: readonly Dependent[]): string {
  if (operation.kind !== "execute") return describe(operation).replace(/^\S+ /, "");
  const { sql } = operation;
  const found = dependents.find(({ aside }) => aside?.create.includes(sql) === true);
  return found === undefined ? "it" : nameOf(found);
}
