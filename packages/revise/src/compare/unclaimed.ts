/** What is in the database and in no entity: either a revision created it, or it is somebody else's. */
import type { ObjectKind, QualifiedName } from "../model/names";
import type { CompareContext, ObjectReference } from "./comparison";
import { isManaged } from "./filter";

interface Unclaimed<Item> {
  readonly dropped: readonly Item[];
  /** What stays as it is, for the report. */
  readonly unmanaged: readonly ObjectReference[];
}

/** Whether an object that no entity claims goes. */
export function isOursToDrop(kind: ObjectKind, name: QualifiedName, context: CompareContext): boolean {
  return context.unmanaged === "drop" || isManaged(kind, name, context);
}

/** @param goes which objects go; those that are ours to drop where nothing else is said */
export function partUnclaimed<Item extends { readonly name: QualifiedName }>(
  kind: ObjectKind,
  removed: readonly Item[],
  context: CompareContext,
  goes = ({ name }: Item): boolean => isOursToDrop(kind, name, context),
): Unclaimed<Item> {
  const dropped = removed.filter(goes);
  return {
    dropped,
    unmanaged: removed
      .filter((item) => !dropped.includes(item))
      .map(({ name }) => ({ kind, name, member: null })),
  };
}
