/** The session that a run works in: its transaction, its limits, and what it is stopped by. */
import type { Connection, TransactionWords } from "../dialect/connection";
import type { Dialect } from "../dialect/dialect";
import type { HeldLock } from "../dialect/lock";
import type { ServerSession } from "../dialect/session";
import type { Statement } from "../operations/statement";
import type { Limits } from "../revisions/limits";
import { quietly } from "../util/quietly";
import type { StatementLimits } from "./statement-limits";
import { limitNames, limitsFor, noLimits } from "./statement-limits";
import { Transaction } from "./transaction";

export interface WorkSessionOptions {
  readonly connection: Connection;
  readonly dialect: Dialect;
  readonly lock: HeldLock;
  /** A connection beside it, to look at the session while that waits. */
  readonly observer: Connection;
  /** What the lock of the run is about. */
  readonly key: string;
  readonly limits: Limits;
  readonly signal?: AbortSignal | undefined;
  readonly onWait: (holder: string) => void;
  readonly onBlocked: (statement: Statement, blockers: readonly ServerSession[]) => void;
}

/** A statement without a limit is looked at after this many milliseconds. */
const lookAfter = 5_000;
/** Milliseconds between two requests to end a statement: one that comes between two statements ends neither. */
const cancelAgain = 200;

export class WorkSession {
  readonly transaction: Transaction;
  readonly #options: WorkSessionOptions;
  #limits: Limits;
  /** Settings that the revision has taken into its own hands. */
  #byHand = new Set<keyof StatementLimits>();
  #blockers: readonly ServerSession[] = [];
  /** The server's number of the session, as it was in the last transaction. */
  #id: number | null = null;
  /** Settings of the open transaction, as far as they are known. */
  #local: Partial<StatementLimits> = noLimits;
  /** What runs outside of any transaction. */
  #outside: string | null = null;

  constructor(options: WorkSessionOptions) {
    this.#options = options;
    this.#limits = options.limits;
    this.transaction = new Transaction(options.connection, {
      onBegin: (begin) => this.#claim(begin),
      beforeCommit: () => options.lock.check(),
    });
  }

  get serverVersion(): number {
    return this.#options.lock.serverVersion;
  }

  /** Who was in the way of the last statement; nobody where nobody was seen. */
  get blockers(): readonly ServerSession[] {
    return this.#blockers;
  }

  /** Sets the limits of the next revision. */
  limit(limits: Limits): void {
    this.#limits = limits;
    this.#byHand.clear();
  }

  /** Runs a statement where the session is: in the open transaction, or outside of any. */
  async run(statement: Statement): Promise<Record<string, unknown>[]> {
    this.#options.signal?.throwIfAborted();
    this.#blockers = [];
    const wait = this.#options.dialect.waitFor(statement.sql);
    if (wait === "nothing") {
      // It needs no limits, and where a statement has failed, the server takes it and nothing before it. Who goes back to
      // a savepoint goes back to the settings that held there.
      this.#local = {};
      return this.#options.connection.query(statement.sql);
    }
    const limits = limitsFor(statement, this.#limits, wait);
    const undo = this.transaction.open ? await this.#setLocally(limits) : await this.#setOutside(limits);
    const look = this.#lookLater(statement, limits.lockTimeout);
    this.#outside = this.transaction.open ? null : statement.sql;
    try {
      return await this.#options.connection.query(statement.sql, statement.parameters);
    } finally {
      this.#outside = null;
      clearTimeout(look);
      await undo();
      this.#noteByHand(statement.sql);
    }
  }

  /**
   * While `work` goes on, an abort of the signal ends what the server does for it, and then the wait for `work`, whatever
   * that waits for itself.
   *
   * @param atRest waits until nothing runs any more that was asked of the server
   */
  async cancelling(work: () => Promise<void>, atRest: () => Promise<void>): Promise<void> {
    const { signal, dialect, observer } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    let stop = (): void => undefined;
    let cancelled: Promise<unknown> = Promise.resolve();
    const cancel = (): void => {
      if (this.#id === null || (!this.transaction.open && this.#outside === null)) return;
      cancelled = Promise.all([cancelled, quietly(dialect.cancel(observer, this.#id, this.#outside))]);
    };
    const start = (): void => {
      cancel();
      timer = setInterval(cancel, cancelAgain);
      void atRest().then(stop);
    };
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    signal?.addEventListener("abort", start, { once: true });
    try {
      await Promise.race([work(), stopped]);
      signal?.throwIfAborted();
    } finally {
      signal?.removeEventListener("abort", start);
      clearInterval(timer);
      // A request that is still on its way would end what is asked of the server next.
      await cancelled;
    }
  }

  async #claim(begin: TransactionWords["begin"]): Promise<void> {
    const { connection, dialect, key, limits, signal, onWait } = this.#options;
    this.#local = noLimits;
    const options = { timeout: limits.lockTimeout, onWait, signal, begin };
    this.#id = await dialect.claimWork(connection, key, options);
  }

  /** @returns what undoes it, which is nothing: the settings end with the transaction */
  async #setLocally(wanted: StatementLimits): Promise<() => Promise<void>> {
    const { connection, dialect } = this.#options;
    for (const name of limitNames) {
      if (this.#local[name] === wanted[name] || this.#byHand.has(name)) continue;
      await connection.query(dialect[name](wanted[name], "transaction"));
    }
    this.#local = wanted;
    return () => Promise.resolve();
  }

  async #setOutside(wanted: StatementLimits): Promise<() => Promise<void>> {
    const { connection, dialect } = this.#options;
    const byHand = Object.fromEntries([...this.#byHand].map((name) => [name, null]));
    return dialect.limitSession(connection, { ...wanted, ...byHand });
  }

  #noteByHand(sql: string): void {
    if (!/\bset/i.test(sql)) return;
    if (/\block_timeout\b/i.test(sql)) this.#byHand.add("lockTimeout");
    if (/\bstatement_timeout\b/i.test(sql)) this.#byHand.add("statementTimeout");
  }

  /** Who is in the way can be asked only while the statement waits: shortly before it gives up. */
  #lookLater(statement: Statement, limit: number | null): NodeJS.Timeout {
    const { dialect, observer, onBlocked } = this.#options;
    const look = async (): Promise<void> => {
      if (this.#id === null) return;
      const blockers = await dialect.blockers(observer, this.#id);
      if (blockers.length === 0) return;
      this.#blockers = blockers;
      if (limit === null || limit > lookAfter) onBlocked(statement, blockers);
    };
    return setTimeout(() => void quietly(look()), Math.min((limit ?? Infinity) * 0.6, lookAfter));
  }
}
