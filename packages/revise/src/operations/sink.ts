import type { Operation } from "./operation";

/** Where the operations of a revision go: to a database, into a script, or onto a list. */
export interface OperationSink {
  /** Takes one operation; gives the rows of a statement that has some. */
  run(operation: Operation): Promise<unknown>;
  /** Runs `body` outside the transaction of the revision. */
  autocommit(body: () => Promise<void>): Promise<void>;
  /** TypeORM's own query runner and entity manager. Throws `operation-unsupported` where there is no connection. */
  readonly queryRunner: unknown;
  readonly manager: unknown;
}
