/** The transaction of a run: opened, committed and rolled back in one place. */
import type { Connection, TransactionWords } from "../dialect/connection";
import type { LoadedRevision } from "../revisions/load";
import type { TransactionMode } from "../revisions/revision";
import type { Step } from "../revisions/step";
import { quietly } from "../util/quietly";

export interface TransactionHooks {
  /** Runs first in every transaction, which `begin` opens together with its first statement. */
  readonly onBegin: (begin: TransactionWords["begin"]) => Promise<void>;
  /** Runs last; what it throws, nothing is committed. */
  readonly beforeCommit: () => Promise<void>;
}

/** Knows whether a transaction is open on its connection. */
export class Transaction {
  readonly #connection: Connection;
  readonly #hooks: TransactionHooks;
  #open = false;
  #commits = 0;

  constructor(connection: Connection, hooks: TransactionHooks) {
    this.#connection = connection;
    this.#hooks = hooks;
  }

  /** How many transactions have been committed. */
  get commits(): number {
    return this.#commits;
  }

  get open(): boolean {
    return this.#open;
  }

  async begin(): Promise<void> {
    if (this.#open) return;
    this.#open = true;
    try {
      await this.#hooks.onBegin((first) => this.#send(first));
    } catch (error) {
      await this.rollback();
      throw error;
    }
  }

  async #send(first: string): Promise<Record<string, unknown>[]> {
    const { transaction } = this.#connection;
    if (transaction !== undefined) return transaction.begin(first);
    const results = await this.#connection.batch(["BEGIN", first]);
    return results.at(-1) ?? [];
  }

  async commit(): Promise<void> {
    if (!this.#open) return;
    await this.#hooks.beforeCommit();
    // A commit that fails leaves no transaction behind.
    this.#open = false;
    await (this.#connection.transaction?.commit() ?? this.#connection.query("COMMIT"));
    this.#commits += 1;
  }

  /** Never throws: it runs where something has failed already, maybe the connection itself. */
  async rollback(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await quietly(this.#connection.transaction?.rollback() ?? this.#connection.query("ROLLBACK"));
  }
}

/** The mode of each step: that of its revision where it states one, else that of the run. */
export function modesOf(
  steps: readonly Step[],
  mode: TransactionMode,
  loaded: ReadonlyMap<string, Pick<LoadedRevision, "transaction">>,
): readonly TransactionMode[] {
  return steps.map((step) => {
    if (step.direction === "stamp") return "all";
    return loaded.get(step.revision.id)?.transaction ?? mode;
  });
}

/**
 * Whether the transaction of a step goes on in the next step. Stamps belong together: half of them would be a place where
 * the database never was.
 */
export function sharesTransaction(
  steps: readonly Step[],
  modes: readonly TransactionMode[],
  index: number,
): boolean {
  return index + 1 < steps.length && modes[index] === "all" && modes[index + 1] === "all";
}
