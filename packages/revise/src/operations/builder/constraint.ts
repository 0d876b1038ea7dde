import type { Deferrable, ReferentialAction } from "../../model/constraint";
import type { ObjectName } from "../object-name";
import type { DropDefinition } from "./existence";

/** How the index behind a constraint is kept and used. */
export interface ConstraintIndexDefinition {
  /** Storage parameters: `{ fillfactor: "70" }`. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tablespace?: string;
  /** Marks it as the order that `CLUSTER` brings the rows into (`ALTER TABLE … CLUSTER ON`). */
  readonly clustered?: boolean;
  /** The comment of the index, beside that of the constraint: `COMMENT ON INDEX`. */
  readonly indexComment?: string;
}

export interface PrimaryKeyDefinition extends ConstraintIndexDefinition {
  readonly name: string;
  readonly columns: readonly string[];
  /** `"INITIALLY IMMEDIATE"` or `"INITIALLY DEFERRED"`; checked at once unless stated. */
  readonly deferrable?: Deferrable;
  /** Columns that the index carries along without being part of the key (`INCLUDE`). */
  readonly include?: readonly string[];
  /** Tells rows apart by it for those who receive the changes of the table (`REPLICA IDENTITY USING INDEX`). */
  readonly replicaIdentity?: boolean;
  readonly comment?: string;
}

export interface UniqueDefinition extends PrimaryKeyDefinition {
  /** Whether two nulls are the same (PostgreSQL 15 and later). */
  readonly nullsNotDistinct?: boolean;
}

export interface ForeignKeyDefinition {
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: { readonly table: ObjectName; readonly columns: readonly string[] };
  /** `"NO ACTION"` unless stated. */
  readonly onDelete?: ReferentialAction;
  /** The columns that `onDelete: "SET NULL"` sets, where not all of them (PostgreSQL 15 and later). */
  readonly onDeleteColumns?: readonly string[];
  /** `"NO ACTION"` unless stated. */
  readonly onUpdate?: ReferentialAction;
  readonly match?: "SIMPLE" | "FULL";
  readonly deferrable?: Deferrable;
  /** Leaves the rows that are there unchecked and takes no long lock (`NOT VALID`). */
  readonly notValid?: boolean;
  /** States it without ever checking it (`NOT ENFORCED`, PostgreSQL 18). */
  readonly notEnforced?: boolean;
  readonly comment?: string;
}

export interface CheckDefinition {
  readonly name: string;
  /** SQL, without the word CHECK and its parentheses. */
  readonly expression: string;
  readonly noInherit?: boolean;
  /** Leaves the rows that are there unchecked (`NOT VALID`). */
  readonly notValid?: boolean;
  /** States it without ever checking it (`NOT ENFORCED`, PostgreSQL 18). */
  readonly notEnforced?: boolean;
  readonly comment?: string;
}

export interface ExclusionDefinition extends ConstraintIndexDefinition {
  readonly name: string;
  /** What follows the word EXCLUDE: `USING gist (room WITH =, during WITH &&)`. */
  readonly expression: string;
  readonly deferrable?: Deferrable;
  readonly comment?: string;
}

/** The calls on `op` for constraints. */
export interface ConstraintCalls {
  /**
   * `ALTER TABLE "user" ADD CONSTRAINT "PK_user" PRIMARY KEY ("id")`. The columns become not null.
   *
   * @example await op.addPrimaryKey("user", { name: "PK_user", columns: ["id"] });
   */
  addPrimaryKey(table: ObjectName, key: PrimaryKeyDefinition): Promise<void>;

  /**
   * `ALTER TABLE "user" ADD CONSTRAINT "UQ_email" UNIQUE ("email")`. Builds an index while nobody can write.
   *
   * @example await op.addUnique("user", { name: "UQ_email", columns: ["email"] });
   */
  addUnique(table: ObjectName, unique: UniqueDefinition): Promise<void>;

  /**
   * `ALTER TABLE "post" ADD CONSTRAINT "FK_author" FOREIGN KEY ("authorId") REFERENCES "user" ("id")`. Checks the
   * rows that are there while nobody can write to either table.
   *
   * @example
   * await op.addForeignKey("post", {
   *   name: "FK_author",
   *   columns: ["authorId"],
   *   references: { table: "user", columns: ["id"] },
   *   onDelete: "CASCADE",
   * });
   */
  addForeignKey(table: ObjectName, key: ForeignKeyDefinition): Promise<void>;

  /**
   * `ALTER TABLE "user" ADD CONSTRAINT "CHK_age" CHECK (age > 17)`.
   *
   * @example await op.addCheck("user", { name: "CHK_age", expression: "age > 17" });
   */
  addCheck(table: ObjectName, check: CheckDefinition): Promise<void>;

  /**
   * `ALTER TABLE "booking" ADD CONSTRAINT "XCL_room" EXCLUDE USING gist (…)`.
   *
   * @example
   * await op.addExclusion("booking", {
   *   name: "XCL_room",
   *   expression: "USING gist (room WITH =, during WITH &&)",
   * });
   */
  addExclusion(table: ObjectName, exclusion: ExclusionDefinition): Promise<void>;

  /**
   * Drops a constraint of any kind: `ALTER TABLE "user" DROP CONSTRAINT "UQ_email"`.
   *
   * @example await op.dropConstraint("user", "UQ_email", { ifExists: true });
   */
  dropConstraint(table: ObjectName, name: string, options?: DropDefinition): Promise<void>;

  /**
   * Changes when a foreign key is checked: `ALTER TABLE "post" ALTER CONSTRAINT "FK_author" DEFERRABLE INITIALLY
   * DEFERRED`. No row is read. `deferrable: null` is to check each statement at once.
   *
   * @example await op.alterForeignKey("post", "FK_author", { deferrable: "INITIALLY DEFERRED" });
   */
  alterForeignKey(
    table: ObjectName,
    name: string,
    change: { readonly deferrable: Deferrable },
  ): Promise<void>;

  /**
   * `ALTER TABLE "user" RENAME CONSTRAINT "UQ_mail" TO "UQ_email"`. The index of the constraint follows.
   *
   * @example await op.renameConstraint("user", "UQ_mail", "UQ_email");
   */
  renameConstraint(table: ObjectName, from: string, to: string): Promise<void>;

  /**
   * Checks the rows that `notValid` left unchecked: `ALTER TABLE "post" VALIDATE CONSTRAINT "FK_author"`. Others go on
   * reading and writing meanwhile.
   *
   * @example await op.validateConstraint("post", "FK_author");
   */
  validateConstraint(table: ObjectName, name: string): Promise<void>;
}
