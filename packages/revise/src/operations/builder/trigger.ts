import type { Deferrable } from "../../model/constraint";
import type { ObjectName } from "../object-name";
import type { DropDefinition } from "./existence";

export interface TriggerDefinition {
  readonly name: string;
  readonly timing: "BEFORE" | "AFTER" | "INSTEAD OF";
  readonly events: readonly ("INSERT" | "UPDATE" | "DELETE" | "TRUNCATE")[];
  /** Only changes of these columns count (`UPDATE OF`). */
  readonly columns?: readonly string[];
  /** `"ROW"` unless stated. */
  readonly forEach?: "ROW" | "STATEMENT";
  /** SQL over `OLD` and `NEW` that picks the rows. */
  readonly when?: string | null;
  /** The function that it calls. */
  readonly function: ObjectName;
  /** Texts that the function gets in `TG_ARGV`. */
  readonly arguments?: readonly string[];
  /** Makes a constraint trigger, which may be `deferrable`. */
  readonly constraint?: boolean;
  readonly deferrable?: Deferrable;
  /** The name under which a trigger sees the rows before (`REFERENCING OLD TABLE AS`). */
  readonly oldTable?: string | null;
  /** The name under which a trigger sees the rows after (`REFERENCING NEW TABLE AS`). */
  readonly newTable?: string | null;
}

/** The calls on `op` for triggers. */
export interface TriggerCalls {
  /**
   * Creates a trigger: `CREATE TRIGGER "touch" BEFORE UPDATE ON "post" FOR EACH ROW EXECUTE FUNCTION "touch"()`.
   *
   * @example
   * await op.createTrigger("post", {
   *   name: "touch",
   *   timing: "BEFORE",
   *   events: ["INSERT", "UPDATE"],
   *   columns: ["title"],
   *   when: "NEW.title <> ''",
   *   function: "touch",
   * });
   */
  createTrigger(table: ObjectName, trigger: TriggerDefinition): Promise<void>;

  /**
   * `DROP TRIGGER "touch" ON "post"`.
   *
   * @example await op.dropTrigger("post", "touch");
   */
  dropTrigger(table: ObjectName, name: string, options?: DropDefinition): Promise<void>;

  /**
   * `ALTER TABLE "post" ENABLE TRIGGER "touch"`.
   *
   * @example await op.enableTrigger("post", "touch");
   */
  enableTrigger(table: ObjectName, name: string): Promise<void>;

  /**
   * `ALTER TABLE "post" DISABLE TRIGGER "touch"`.
   *
   * @example await op.disableTrigger("post", "touch");
   */
  disableTrigger(table: ObjectName, name: string): Promise<void>;
}
