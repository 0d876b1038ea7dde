import type { QualifiedName } from "../model/names";
import type { View } from "../model/view";

/** Creates a view or a materialized view; the indexes of a materialized one are `createIndex` operations. */
export interface CreateView {
  readonly kind: "createView";
  readonly view: View;
}

export interface DropView {
  readonly kind: "dropView";
  readonly name: QualifiedName;
  readonly materialized: boolean;
  readonly definition?: View;
}

export interface ViewOperationMap {
  createView: CreateView;
  dropView: DropView;
}
