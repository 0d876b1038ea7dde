/** The locks around everything that changes a database, and those that its statements wait for. */
import type { TransactionWords } from "./connection";

export interface LockOptions {
  /** Milliseconds to wait; null to wait for ever. */
  readonly timeout: number | null;
  /** Called once when somebody else holds the lock, with who that is. */
  readonly onWait?: (holder: string) => void;
  /** Ends the wait, which then throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface ClaimOptions extends LockOptions {
  /** Opens the transaction with a first statement in the same round trip, whose rows it gives. */
  readonly begin: TransactionWords["begin"];
}

export interface HeldLock {
  /** `150018` and the like. */
  readonly serverVersion: number;
  /** Throws `database-locked` where the connection of the lock is gone, and the lock with it. */
  check(): Promise<void>;
  release(): Promise<void>;
}

/**
 * `strong-lock`: one that stops others who read or write the table, while it is waited for too. `nothing`: the statement does
 * nothing but begin, part or end a transaction, or go back to a savepoint.
 */
export type StatementWait = "nothing" | "strong-lock" | "other";
