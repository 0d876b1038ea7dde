/** The transaction of a run: opened, committed and rolled back in one place. */
import type { Connection } from "../dialect/connection";

/**
 * - `per-revision`: each revision and its change of the version table are one transaction.
 * - `all`: one transaction spans the run.
 * - `none`: every statement stands for itself.
 */
export type TransactionMode = "per-revision" | "all" | "none";

/** Knows whether a transaction is open on its connection. */
export class Transaction {
  readonly #connection: Connection;
  #open = false;
  /** How many transactions have been opened; tells whether something happened in the one that is open now. */
  #count = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get open(): boolean {
    return this.#open;
  }

  get count(): number {
    return this.#count;
  }

  async begin(): Promise<void> {
    if (this.#open) return;
    await (this.#connection.transaction?.begin() ?? this.#connection.query("BEGIN"));
    this.#open = true;
    this.#count += 1;
  }

  async commit(): Promise<void> {
    if (!this.#open) return;
    // A commit that fails leaves no transaction behind.
    this.#open = false;
    await (this.#connection.transaction?.commit() ?? this.#connection.query("COMMIT"));
  }

  /** Never throws: it runs where something has failed already, maybe the connection itself. */
  async rollback(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    try {
      await (this.#connection.transaction?.rollback() ?? this.#connection.query("ROLLBACK"));
    } catch {
      // The server rolls back what a lost connection leaves open.
    }
  }
}
