import type { ObjectName } from "../object-name";
import type { TableColumnDefinition } from "./column";
import type {
  CheckDefinition,
  ExclusionDefinition,
  PrimaryKeyDefinition,
  UniqueDefinition,
} from "./constraint";
import type { CreateDefinition, DropDefinition } from "./existence";

/** A new table. Foreign keys and indexes are calls of their own, so that tables may refer to each other. */
export interface TableDefinition {
  readonly columns: readonly TableColumnDefinition[];
  readonly primaryKey?: PrimaryKeyDefinition | null;
  readonly uniques?: readonly UniqueDefinition[];
  readonly checks?: readonly CheckDefinition[];
  readonly exclusions?: readonly ExclusionDefinition[];
  readonly comment?: string | null;
  /** Makes a partitioned table: `"RANGE (at)"`, `"LIST (country)"`, `"HASH (id)"`. See `op.createPartition`. */
  readonly partitionBy?: string;
  /** Tables whose columns it has as well (`INHERITS`). */
  readonly inherits?: readonly ObjectName[];
  /** The table access method. */
  readonly using?: string;
  /** Storage parameters: `{ fillfactor: "70" }`. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tablespace?: string;
  /** Whether it is kept out of the write-ahead log: faster, and empty after a crash. */
  readonly unlogged?: boolean;
}

/** The calls on `op` for tables. */
export interface TableCalls {
  /**
   * Creates a table with its columns and constraints: `CREATE TABLE "user" (…)`, and `COMMENT ON` where there are
   * comments.
   *
   * @example
   * await op.createTable("user", {
   *   columns: [
   *     { name: "id", type: "integer", nullable: false, generated: "increment" },
   *     { name: "email", type: "varchar(255)", nullable: false },
   *   ],
   *   primaryKey: { name: "PK_user", columns: ["id"] },
   *   uniques: [{ name: "UQ_email", columns: ["email"] }],
   * });
   * @example
   * await op.createTable("visit", {
   *   columns: [{ name: "at", type: "timestamptz", nullable: false }],
   *   partitionBy: "RANGE (at)",
   * });
   */
  createTable(name: ObjectName, definition: TableDefinition, options?: CreateDefinition): Promise<void>;

  /**
   * Drops a table with its rows: `DROP TABLE "user"`. The server refuses while another table or a view refers to it.
   *
   * @example await op.dropTable("user");
   */
  dropTable(name: ObjectName, options?: DropDefinition): Promise<void>;

  /**
   * Renames a table within its schema: `ALTER TABLE "user" RENAME TO "account"`. What refers to it follows.
   *
   * @example await op.renameTable("user", "account");
   */
  renameTable(from: ObjectName, to: ObjectName): Promise<void>;

  /**
   * Changes the comment of a table: `COMMENT ON TABLE "user" IS '…'`; null removes it.
   *
   * @example await op.alterTable("user", { comment: "who may sign in" });
   */
  alterTable(name: ObjectName, changes: { readonly comment: string | null }): Promise<void>;
}
