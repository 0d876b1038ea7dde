import type { ObjectName } from "../object-name";
import type { TableColumnDefinition } from "./column";
import type {
  CheckDefinition,
  ExclusionDefinition,
  PrimaryKeyDefinition,
  UniqueDefinition,
} from "./constraint";

/** A new table. Foreign keys and indexes are calls of their own, so that tables may refer to each other. */
export interface TableDefinition {
  readonly columns: readonly TableColumnDefinition[];
  readonly primaryKey?: PrimaryKeyDefinition | null;
  readonly uniques?: readonly UniqueDefinition[];
  readonly checks?: readonly CheckDefinition[];
  readonly exclusions?: readonly ExclusionDefinition[];
  readonly comment?: string | null;
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
   */
  createTable(name: ObjectName, definition: TableDefinition): Promise<void>;

  /** Drops a table with its rows: `DROP TABLE "user"`. The server refuses while another table or a view refers to it. */
  dropTable(name: ObjectName): Promise<void>;

  /** Renames a table within its schema: `ALTER TABLE "user" RENAME TO "account"`. What refers to it follows. */
  renameTable(from: ObjectName, to: ObjectName): Promise<void>;

  /** Changes the comment of a table: `COMMENT ON TABLE "user" IS '…'`; null removes it. */
  alterTable(name: ObjectName, changes: { readonly comment: string | null }): Promise<void>;
}
