import type { ObjectName } from "../object-name";
import type { CreateDefinition, DropDefinition } from "./existence";
import type { SequenceDefinition } from "./sequence";

/** A default: a plain value is a literal, a function gives SQL: `18`, `"draft"`, `() => "now()"`. */
export type DefaultDefinition = string | number | bigint | boolean | (() => string);

/** The type of a column, in one text or with TypeORM's words beside it. */
export interface ColumnTypeDefinition {
  /** `"varchar(255)"`, `"numeric(10,2)"`, `"timestamptz"`, `"text[]"`, `"app.mood"`. */
  readonly type: string;
  /** Instead of a modifier in `type`: `type: "varchar", length: 255`. */
  readonly length?: number | string;
  /** Instead of a modifier in `type`: `type: "numeric", precision: 10, scale: 2`. */
  readonly precision?: number;
  readonly scale?: number;
  /** `true` for an array of the type. */
  readonly array?: boolean;
}

/** How the database itself fills a column. */
export interface GenerationDefinition {
  /** `"increment"` for a serial column (a sequence and a default), `"identity"` for an identity column. */
  readonly generated?: "increment" | "identity";
  /** Of an identity column; `"BY DEFAULT"` lets a statement give its own value. That is the default. */
  readonly generatedIdentity?: "ALWAYS" | "BY DEFAULT";
  /** Of an identity column: what differs from the defaults of its sequence. */
  readonly identityOptions?: SequenceDefinition;
  /** Of a serial or identity column: its sequence where the name is not `<table>_<column>_seq`. */
  readonly sequence?: ObjectName;
  /** SQL that computes the column from others of the row. */
  readonly asExpression?: string;
  /** Of a computed column; `"STORED"` is the default. `"VIRTUAL"` exists from PostgreSQL 18 on. */
  readonly generatedType?: "STORED" | "VIRTUAL";
}

/** How long values are kept, where that is not the way of the type (PostgreSQL manual, TOAST). */
export interface StorageDefinition {
  /** Whether they are compressed, and moved out of the row: `ALTER COLUMN … SET STORAGE EXTERNAL`. */
  readonly storage?: "PLAIN" | "EXTERNAL" | "EXTENDED" | "MAIN";
  /** `ALTER COLUMN … SET COMPRESSION lz4`. */
  readonly compression?: "pglz" | "lz4";
}

/** A column in the words of TypeORM's `@Column`. */
export interface ColumnDefinition extends ColumnTypeDefinition, GenerationDefinition, StorageDefinition {
  readonly name: string;
  /** False unless stated. */
  readonly nullable?: boolean;
  readonly default?: DefaultDefinition | null;
  readonly collation?: ObjectName | null;
  readonly comment?: string | null;
}

/** A new column, with the short forms of a key over this column alone. */
export interface TableColumnDefinition extends ColumnDefinition {
  /** Makes the column (part of) the primary key `<table>_pkey`. */
  readonly primary?: boolean;
  /** Adds the unique constraint `<table>_<column>_key`. */
  readonly unique?: boolean;
}

/** What changes about a column; what is not stated stays as it is. */
export interface ColumnAlteration
  extends Partial<ColumnTypeDefinition>, Omit<GenerationDefinition, "generated">, StorageDefinition {
  /** SQL that gives the new value of a row where the type changes and a plain cast will not do. */
  readonly using?: string | null;
  readonly nullable?: boolean;
  /** Null removes the default. */
  readonly default?: DefaultDefinition | null;
  /** Null makes the column an ordinary one. */
  readonly generated?: "increment" | "identity" | null;
  readonly collation?: ObjectName | null;
  /** Null removes the comment. */
  readonly comment?: string | null;
  /** The new name of the column, which it gets after the other changes. */
  readonly name?: string;
}

/** The calls on `op` for columns. */
export interface ColumnCalls {
  /**
   * Adds a column: `ALTER TABLE "user" ADD COLUMN "email" varchar(255)`, and `COMMENT ON COLUMN` where it has one. A
   * column that is not nullable needs a default (or generation) if the table holds rows. With `restore` it gets what
   * `dropColumn` with `remember` took note of earlier in the revision.
   *
   * @example await op.addColumn("user", { name: "email", type: "varchar(255)", nullable: true });
   * @example await op.addColumn("user", { name: "handle", type: "text", default: () => "gen_random_uuid()", unique: true });
   */
  addColumn(
    table: ObjectName,
    column: TableColumnDefinition,
    options?: CreateDefinition & { readonly restore?: boolean },
  ): Promise<void>;

  /**
   * Drops a column with its data, indexes and constraints: `ALTER TABLE "user" DROP COLUMN "email"`. With `remember`, what
   * belongs to the column is noted first, as this database has it: grants, statistics target and options.
   *
   * @example await op.dropColumn("user", "email");
   */
  dropColumn(
    table: ObjectName,
    column: string,
    options?: DropDefinition & { readonly remember?: boolean },
  ): Promise<void>;

  /**
   * Renames a column and keeps its data: `ALTER TABLE "user" RENAME COLUMN "mail" TO "email"`.
   *
   * @example await op.renameColumn("user", "mail", "email");
   */
  renameColumn(table: ObjectName, from: string, to: string): Promise<void>;

  /**
   * Changes what is stated and nothing else: `ALTER TABLE "user" ALTER COLUMN "email" TYPE varchar(300)`,
   * `… SET NOT NULL`, `… SET DEFAULT …`. A change of type keeps the data; it rewrites the table unless the server
   * knows better (PostgreSQL manual, ALTER TABLE, Notes).
   *
   * @example await op.alterColumn("user", "age", { type: "bigint", nullable: false, default: 18 });
   * @example await op.alterColumn("user", "age", { type: "integer", using: '"age"::integer' });
   */
  alterColumn(table: ObjectName, column: string, changes: ColumnAlteration): Promise<void>;
}
