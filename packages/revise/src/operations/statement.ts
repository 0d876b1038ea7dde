import type { Operation } from "./operation";

/** One SQL statement, how it must be run, and the operation it comes from. */
export interface Statement {
  /** Without a closing semicolon. */
  readonly sql: string;
  /** Values for `$1`, …; none for DDL. */
  readonly parameters: readonly unknown[];
  /**
   * True for what may share a transaction; `last` for what others can use only once it is committed, so that it ends its
   * transaction; false for what the database refuses in a transaction block.
   */
  readonly transactional: boolean | "last";
  readonly source: Operation;
}
