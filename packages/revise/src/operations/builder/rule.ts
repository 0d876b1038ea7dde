import type { ObjectName } from "../object-name";
import type { DropDefinition } from "./existence";

export interface RuleDefinition {
  readonly name: string;
  readonly event: "SELECT" | "INSERT" | "UPDATE" | "DELETE";
  /** SQL over `OLD` and `NEW` that picks the rows. */
  readonly where?: string | null;
  /** Whether the statement itself is not run (`DO INSTEAD`). */
  readonly instead?: boolean;
  /** The statements that are run; none for `NOTHING`. */
  readonly commands?: readonly string[];
}

/** The calls on `op` for rules. */
export interface RuleCalls {
  /**
   * Creates a rule on a table or view: `CREATE RULE "keep" AS ON DELETE TO "post" DO INSTEAD NOTHING`.
   *
   * @example await op.createRule("post", { name: "keep", event: "DELETE", instead: true });
   * @example
   * await op.createRule("post", {
   *   name: "keep_title",
   *   event: "UPDATE",
   *   where: "NEW.title <> OLD.title",
   *   commands: ["INSERT INTO post (id, title) VALUES (-OLD.id, OLD.title)"],
   * });
   */
  createRule(table: ObjectName, rule: RuleDefinition): Promise<void>;

  /**
   * `DROP RULE "keep" ON "post"`.
   *
   * @example await op.dropRule("post", "keep");
   */
  dropRule(table: ObjectName, name: string, options?: DropDefinition): Promise<void>;
}
