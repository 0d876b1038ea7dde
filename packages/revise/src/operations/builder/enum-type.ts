import type { ObjectName } from "../object-name";
import type { DefaultDefinition } from "./column";
import type { DropDefinition } from "./existence";

/** A column of an enum type. */
export interface EnumUseDefinition {
  readonly table: ObjectName;
  readonly column: string;
  /** Whether the column is an array of the enum. */
  readonly array?: boolean;
  /** The default of the column, which is taken away for the change and set again after it. */
  readonly default?: DefaultDefinition | null;
}

export interface EnumAlteration {
  /** Every column of this type; one that is left out makes the server refuse. */
  readonly usedBy?: readonly EnumUseDefinition[];
  /** What becomes of rows that hold a removed value: removed value → remaining value. */
  readonly mapping?: Readonly<Record<string, string>>;
}

/** The calls on `op` for enum types. */
export interface EnumTypeCalls {
  /**
   * Creates an enum type: `CREATE TYPE "mood" AS ENUM ('sad', 'ok')`. The order of the values is their sort order.
   *
   * @example await op.createEnum("mood", ["sad", "ok"]);
   */
  createEnum(name: ObjectName, values: readonly string[]): Promise<void>;

  /**
   * Drops an enum type: `DROP TYPE "mood"`. The server refuses while a column has the type.
   *
   * @example await op.dropEnum("mood");
   */
  dropEnum(name: ObjectName, options?: DropDefinition): Promise<void>;

  /**
   * Renames an enum type within its schema: `ALTER TYPE "mood" RENAME TO "feeling"`. Columns follow.
   *
   * @example await op.renameEnum("mood", "feeling");
   */
  renameEnum(from: ObjectName, to: ObjectName): Promise<void>;

  /**
   * Adds a value, at the end or beside another: `ALTER TYPE "mood" ADD VALUE 'happy' AFTER 'ok'`. Committed at once,
   * because PostgreSQL lets nobody use a new value in the transaction that adds it.
   *
   * @example await op.addEnumValue("mood", "happy", { after: "ok" });
   */
  addEnumValue(
    name: ObjectName,
    value: string,
    position?: { readonly before: string } | { readonly after: string },
  ): Promise<void>;

  /**
   * Renames a value; rows that hold it follow: `ALTER TYPE "mood" RENAME VALUE 'ok' TO 'fine'`.
   *
   * @example await op.renameEnumValue("mood", "ok", "fine");
   */
  renameEnumValue(name: ObjectName, from: string, to: string): Promise<void>;

  /**
   * Gives an enum exactly these values, in this order. PostgreSQL can't remove or reorder values, so the type is
   * built anew: the old one is renamed, the new one created, every column of `usedBy` changed over to it by
   * `ALTER COLUMN … TYPE … USING`, and the old one dropped. The tables are rewritten under an exclusive lock.
   *
   * @example
   * await op.alterEnum("mood", ["sad", "happy"], {
   *   usedBy: [{ table: "person", column: "mood", default: "happy" }],
   *   mapping: { ok: "happy" },
   * });
   */
  alterEnum(name: ObjectName, values: readonly string[], details?: EnumAlteration): Promise<void>;
}
