import type { QualifiedName } from "../model/names";
import type { TableIndex } from "../model/table-index";

export interface CreateIndex {
  readonly kind: "createIndex";
  /** A table or a materialized view. */
  readonly table: QualifiedName;
  readonly index: TableIndex;
}

export interface DropIndex {
  readonly kind: "dropIndex";
  readonly table: QualifiedName;
  readonly name: string;
  readonly concurrently: boolean;
  readonly definition?: TableIndex;
}

export interface RenameIndex {
  readonly kind: "renameIndex";
  readonly table: QualifiedName;
  readonly from: string;
  readonly to: string;
}

export interface TableIndexOperationMap {
  createIndex: CreateIndex;
  dropIndex: DropIndex;
  renameIndex: RenameIndex;
}
