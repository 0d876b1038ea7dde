import type { Dependent } from "../../dialect/dependent";
import { displayName, objectKey, sameName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { Operation } from "../../operations/operation";
import type { OperationInUnreadableWords } from "../../operations/refused";
import { relocationOf } from "../../operations/relocation";
import type { CompareContext } from "../comparison";
import { nameOf } from "./unmodelled";

/**
 * Views that are made anew with a query in which former names occur, because the database could not tell the new ones.
 *
 * @param current the model on which `operations` run
 */
export function unfollowedViews(
  current: SchemaModel,
  operations: readonly Operation[],
  { viewsAfterRenames }: Pick<CompareContext, "viewsAfterRenames">,
): readonly OperationInUnreadableWords[] {
  if (viewsAfterRenames === undefined) return [];
  return operations.flatMap((operation): readonly OperationInUnreadableWords[] => {
    if (operation.kind !== "createView") return [];
    const { name, definition } = operation.view;
    const unknown = viewsAfterRenames.unknown.get(objectKey("view", name));
    const before = current.views.find((view) => sameName(view.name, name));
    if (unknown === undefined || before?.definition !== definition) return [];
    const reason = `its query has names of before the renames, and the database could not tell it with the new ones (${unknown})`;
    return [{ kind: "unreadable-words", operation, what: `view ${displayName(name)}`, reason }];
  });
}

/**
 * Rules on views that are made anew and remembered before what the rules name gets another name: they come back in the words
 * of before.
 *
 * @param dependents after the renames; what these touch steps aside no more
 */
export function unfollowedRules(
  operations: readonly Operation[],
  dependents: readonly Dependent[],
): readonly OperationInUnreadableWords[] {
  const rules = dependents.filter(({ kind, aside }) => kind === "rule" && aside === null);
  if (rules.length === 0) return [];
  return operations.flatMap((operation, start): readonly OperationInUnreadableWords[] => {
    if (operation.kind !== "dropView" || operation.remember !== true) return [];
    if (!operations.slice(start).some(renames)) return [];
    const reason = "it is remembered with the names of before the renames";
    return rules
      .filter(({ table }) => table !== null && sameName(table, operation.name))
      .map((rule) => ({ kind: "unreadable-words", operation, what: nameOf(rule), reason }));
  });
}

function renames(operation: Operation): boolean {
  return operation.kind === "renameColumn" || relocationOf(operation) !== null;
}
