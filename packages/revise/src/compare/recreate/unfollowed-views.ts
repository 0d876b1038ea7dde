import { displayName, objectKey, sameName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { Operation } from "../../operations/operation";
import type { CompareContext } from "../comparison";
import type { HeldOperation } from "./held";

/**
 * Views that are made anew with a query in which former names occur, because the database could not tell the new ones.
 *
 * @param current the model on which `operations` run
 */
export function unfollowedViews(
  current: SchemaModel,
  operations: readonly Operation[],
  { viewsAfterRenames }: Pick<CompareContext, "viewsAfterRenames">,
): readonly HeldOperation[] {
  if (viewsAfterRenames === undefined) return [];
  return operations.flatMap((operation): readonly HeldOperation[] => {
    if (operation.kind !== "createView") return [];
    const { name, definition } = operation.view;
    const reason = viewsAfterRenames.unknown.get(objectKey("view", name));
    const before = current.views.find((view) => sameName(view.name, name));
    if (reason === undefined || before?.definition !== definition) return [];
    const refusal = `its query has names of before the renames, and the database could not tell it with the new ones (${reason})`;
    return [{ operation, by: [`view ${displayName(name)}`], refusal }];
  });
}
