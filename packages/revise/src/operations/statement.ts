import type { Operation } from "./operation";

/** One SQL statement, how it must be run, and the operation it comes from. */
export interface Statement {
  /** Without a closing semicolon. */
  readonly sql: string;
  /** Values for `$1`, …; none for DDL. */
  readonly parameters: readonly unknown[];
  /** False for what PostgreSQL refuses in a transaction block, or must have committed before it is used. */
  readonly transactional: boolean;
  readonly source: Operation;
}
