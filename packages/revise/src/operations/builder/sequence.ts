import type { ObjectName } from "../object-name";
import type { CreateDefinition, DropDefinition } from "./existence";

/** The options of a sequence. Numbers that JavaScript can't hold exactly are written as text or `bigint`. */
export interface SequenceDefinition {
  /** `"bigint"` unless stated. */
  readonly type?: "smallint" | "integer" | "bigint";
  readonly start?: number | bigint | string;
  readonly increment?: number | bigint | string;
  readonly minimum?: number | bigint | string;
  readonly maximum?: number | bigint | string;
  /** How many values a session takes at once. */
  readonly cache?: number | bigint | string;
  /** Whether it starts over at its end. */
  readonly cycle?: boolean;
}

/** The calls on `op` for sequences that stand alone. */
export interface SequenceCalls {
  /**
   * Creates a sequence: `CREATE SEQUENCE "ticket" START WITH 1000`.
   *
   * @example await op.createSequence("ticket", { start: 1000 });
   */
  createSequence(name: ObjectName, options?: SequenceDefinition, existence?: CreateDefinition): Promise<void>;

  /**
   * Drops a sequence: `DROP SEQUENCE "ticket"`. The server refuses while a default uses it.
   *
   * @example await op.dropSequence("ticket");
   */
  dropSequence(name: ObjectName, options?: DropDefinition): Promise<void>;

  /**
   * Changes the options that are stated: `ALTER SEQUENCE "ticket" INCREMENT BY 10`.
   *
   * @example await op.alterSequence("ticket", { increment: 10 });
   */
  alterSequence(name: ObjectName, options: SequenceDefinition): Promise<void>;

  /**
   * Renames a sequence within its schema: `ALTER SEQUENCE "ticket" RENAME TO "ticket_number"`.
   *
   * @example await op.renameSequence("ticket", "ticket_number");
   */
  renameSequence(from: ObjectName, to: ObjectName): Promise<void>;
}
