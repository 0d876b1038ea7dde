import { displayName, nameKey, objectKey } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { TableIndex } from "../model/table-index";
import type { View } from "../model/view";
import type { Operation } from "../operations/operation";
import { type Changes, changes, type CompareContext, noChanges } from "./comparison";
import { incomparableReason } from "./incomparable";
import { matchByKey, type Matching } from "./match";
import { indexesOfRemade } from "./table-index";
import { partUnclaimed } from "./unclaimed";

export function matchViews(current: SchemaModel, desired: SchemaModel): Matching<View> {
  return matchByKey(current.views, desired.views, ({ name }) => nameKey(name));
}

/** Views that come and go. */
export function compareViewLists({ added, removed }: Matching<View>, context: CompareContext): Changes {
  const { dropped, unmanaged } = partUnclaimed("view", removed, context);
  return changes({ operations: [...dropped.map(dropView), ...added.flatMap(createView)], unmanaged });
}

/** A view that both sides have. PostgreSQL replaces a view only within narrow limits, so it is made anew. */
export function compareView(current: View, desired: View, context: CompareContext): Changes {
  if (sameView(current, desired)) return noChanges;
  const reason = incomparableReason(objectKey("view", desired.name), "view", context);
  if (reason !== null && current.materialized === desired.materialized) {
    return changes({ notes: [`View ${displayName(desired.name)} was not compared: ${reason}`] });
  }
  return changes({
    operations: makeAnew(current, desired),
  });
}

export function sameView(current: View, desired: View): boolean {
  return current.definition === desired.definition && current.materialized === desired.materialized;
}

/** What no entity can say stays as it was. */
export function makeAnew(
  current: View,
  desired: View,
  /** Those of the current view, under the names that they are to have. */
  formerIndexes: readonly TableIndex[] = current.indexes,
): readonly Operation[] {
  const comment = desired.comment ?? current.comment;
  const indexes = indexesOfRemade(formerIndexes, desired.indexes);
  return [dropView(current), ...createView({ ...desired, comment, indexes })];
}

export function dropView(view: View): Operation {
  return { kind: "dropView", name: view.name, materialized: view.materialized, definition: view };
}

export function createView(view: View): readonly Operation[] {
  return [
    { kind: "createView", view: { ...view, indexes: [] } },
    ...view.indexes.map((index) => ({ kind: "createIndex", table: view.name, index }) as const),
  ];
}
