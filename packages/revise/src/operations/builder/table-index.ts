import type { ObjectName } from "../object-name";
import type { CreateDefinition, DropDefinition } from "./existence";

/** One key of an index; a string is a column with everything at its default. */
export type IndexKeyDefinition =
  | string
  | ({ readonly column: string } & IndexKeyOptions)
  /** SQL: `lower(email)`. */
  | ({ readonly expression: string } & IndexKeyOptions);

export interface IndexKeyOptions {
  readonly collation?: ObjectName | null;
  /** `"gin_trgm_ops"`, `"jsonb_path_ops"`, …; the default class of the type unless stated. */
  readonly operatorClass?: string | null;
  /** `"ASC"` unless stated. */
  readonly order?: "ASC" | "DESC";
  /** Last in ascending and first in descending order unless stated. */
  readonly nulls?: "FIRST" | "LAST";
}

export interface IndexDefinition {
  readonly name: string;
  readonly columns: readonly IndexKeyDefinition[];
  readonly unique?: boolean;
  /** Whether two nulls are the same in a unique index (PostgreSQL 15 and later). */
  readonly nullsNotDistinct?: boolean;
  /** The access method: `"gin"`, `"gist"`, `"hash"`, …; `"btree"` unless stated. */
  readonly using?: string;
  /** Columns that the index carries along without being part of its key (`INCLUDE`). */
  readonly include?: readonly string[];
  /** SQL that picks the rows of a partial index. */
  readonly where?: string | null;
  /** Storage parameters: `{ fillfactor: "70" }`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Builds the index while others write. Runs outside the transaction of the revision. */
  readonly concurrently?: boolean;
  readonly comment?: string;
  /** Marks it as the order that `CLUSTER` brings the rows into (`ALTER TABLE … CLUSTER ON`). */
  readonly clustered?: boolean;
  /** Tells rows apart by it for those who receive the changes of the table (`REPLICA IDENTITY USING INDEX`). */
  readonly replicaIdentity?: boolean;
  /** Statistics targets of keys that are expressions, by their place from 1: `{ 1: 500 }`. */
  readonly statistics?: Readonly<Record<number, number>>;
}

export interface IndexOptions extends CreateDefinition {
  readonly tablespace?: string;
  /** On a partitioned table: leaves the partitions without it (`ON ONLY`). */
  readonly only?: boolean;
}

/** The calls on `op` for indexes that no constraint owns. */
export interface TableIndexCalls {
  /**
   * Creates an index on a table or a materialized view: `CREATE INDEX "IDX_email" ON "user" ("email")`. Nobody can
   * write to the table meanwhile, unless it is built `concurrently`.
   *
   * @example await op.createIndex("user", { name: "IDX_email", columns: ["email"], unique: true });
   * @example
   * await op.createIndex("post", {
   *   name: "IDX_recent",
   *   columns: ["authorId", { column: "createdAt", order: "DESC" }],
   *   where: "published",
   *   concurrently: true,
   * });
   * @example
   * await op.createIndex("post", {
   *   name: "IDX_title",
   *   columns: [{ expression: "lower(title)", operatorClass: "text_pattern_ops" }],
   *   include: ["authorId"],
   *   parameters: { fillfactor: "70" },
   * });
   */
  createIndex(table: ObjectName, index: IndexDefinition, options?: IndexOptions): Promise<void>;

  /**
   * Drops an index: `DROP INDEX "IDX_email"`, with `CONCURRENTLY` where others are to go on writing.
   *
   * @example await op.dropIndex("user", "IDX_email");
   */
  dropIndex(
    table: ObjectName,
    name: string,
    options?: DropDefinition & { readonly concurrently?: boolean },
  ): Promise<void>;

  /**
   * `ALTER INDEX "IDX_mail" RENAME TO "IDX_email"`.
   *
   * @example await op.renameIndex("user", "IDX_mail", "IDX_email");
   */
  renameIndex(table: ObjectName, from: string, to: string): Promise<void>;
}
