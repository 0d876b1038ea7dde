import type { ObjectName } from "../object-name";
import type { DropDefinition } from "./existence";

/** What functions and procedures have in common. */
export interface ProcedureDefinition {
  /** As SQL writes them: `["a integer", "b integer DEFAULT 1"]`. */
  readonly arguments?: readonly string[];
  /** `"sql"` unless stated. */
  readonly language?: string;
  /** The body. */
  readonly as: string;
  /** Whether it runs with the rights of its owner. */
  readonly securityDefiner?: boolean;
  /** Settings while it runs: `{ search_path: ["app", "pg_temp"] }`. */
  readonly set?: Readonly<Record<string, string | readonly string[]>>;
}

export interface FunctionDefinition extends ProcedureDefinition {
  /** What follows the word RETURNS: `"integer"`, `"SETOF app.user"`, `"TABLE (id integer)"`, `"trigger"`, `"void"`. */
  readonly returns?: string;
  /** `"VOLATILE"` unless stated. */
  readonly volatility?: "VOLATILE" | "STABLE" | "IMMUTABLE";
  /** Whether it gives null at once where an argument is null. */
  readonly strict?: boolean;
  readonly leakproof?: boolean;
  /** `"UNSAFE"` unless stated. */
  readonly parallel?: "UNSAFE" | "RESTRICTED" | "SAFE";
  /** What the planner takes a call for, in units of `cpu_operator_cost`. */
  readonly cost?: number | string;
  /** How many rows the planner expects. */
  readonly rows?: number | string;
}

/** Which of several functions of one name is meant. */
export interface RoutineChoice extends DropDefinition {
  /** Types are enough, names and defaults may stand with them; may be left out where there is one function of the name. */
  readonly arguments?: readonly string[];
}

/** The calls on `op` for functions and procedures. */
export interface RoutineCalls {
  /**
   * Creates a function: `CREATE FUNCTION "add"(a integer, b integer) RETURNS integer LANGUAGE "sql" AS $revise$…$revise$`.
   *
   * @example
   * await op.createFunction("add", {
   *   arguments: ["a integer", "b integer DEFAULT 1"],
   *   returns: "integer",
   *   volatility: "IMMUTABLE",
   *   as: "SELECT a + b",
   * });
   * @example
   * await op.createFunction("touch", {
   *   returns: "trigger",
   *   language: "plpgsql",
   *   as: `BEGIN
   *     NEW."updatedAt" := now();
   *     RETURN NEW;
   *   END`,
   * });
   */
  createFunction(name: ObjectName, definition: FunctionDefinition): Promise<void>;

  /**
   * Gives a function of the same arguments and result another body or other options: `CREATE OR REPLACE FUNCTION …`.
   * What uses the function stays.
   *
   * @example
   * await op.replaceFunction("add", {
   *   arguments: ["a integer", "b integer DEFAULT 1"],
   *   returns: "integer",
   *   as: "SELECT b + a",
   * });
   */
  replaceFunction(name: ObjectName, definition: FunctionDefinition): Promise<void>;

  /**
   * `DROP FUNCTION "add"(integer, integer)`. The server refuses while a trigger, a default or a view uses it.
   *
   * @example await op.dropFunction("add", { arguments: ["integer", "integer"] });
   */
  dropFunction(name: ObjectName, choice?: RoutineChoice): Promise<void>;

  /**
   * Creates a procedure: `CREATE PROCEDURE "purge"(days integer) LANGUAGE "sql" AS $revise$…$revise$`.
   *
   * @example
   * await op.createProcedure("purge", {
   *   arguments: ["days integer"],
   *   as: 'DELETE FROM "post" WHERE "createdAt" < now() - days * interval \'1 day\'',
   * });
   */
  createProcedure(name: ObjectName, definition: ProcedureDefinition): Promise<void>;

  /**
   * Gives a procedure of the same arguments another body: `CREATE OR REPLACE PROCEDURE …`.
   *
   * @example
   * await op.replaceProcedure("purge", { arguments: ["days integer"], as: 'DELETE FROM "post"' });
   */
  replaceProcedure(name: ObjectName, definition: ProcedureDefinition): Promise<void>;

  /**
   * `DROP PROCEDURE "purge"(integer)`.
   *
   * @example await op.dropProcedure("purge", { arguments: ["integer"] });
   */
  dropProcedure(name: ObjectName, choice?: RoutineChoice): Promise<void>;
}
