import type { QualifiedName } from "../model/names";
import type { Table } from "../model/table";
import type { Change } from "./operation";

/**
 * Creates a table with its columns, primary key, uniques, checks and exclusions. Foreign keys and indexes are
 * operations of their own: that is what lets tables refer to each other in a cycle.
 */
export interface CreateTable {
  readonly kind: "createTable";
  readonly table: Table;
}

export interface DropTable {
  readonly kind: "dropTable";
  readonly name: QualifiedName;
  readonly definition?: Table;
}

export interface RenameTable {
  readonly kind: "renameTable";
  readonly from: QualifiedName;
  /** The new name, in the same schema. */
  readonly to: string;
}

export interface AlterTable {
  readonly kind: "alterTable";
  readonly name: QualifiedName;
  readonly comment: Change<string | null>;
}

export interface TableOperationMap {
  createTable: CreateTable;
  dropTable: DropTable;
  renameTable: RenameTable;
  alterTable: AlterTable;
}
