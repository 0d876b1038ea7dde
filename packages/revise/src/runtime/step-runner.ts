import { ReviseError } from "../errors";
import { createOperations } from "../operations/builder";
import { fileHash } from "../revisions/file-hash";
import type { LoadedRevision, RevisionFunction } from "../revisions/load";
import type { MigrationStep, StampStep, Step } from "../revisions/step";
import { sleep } from "../util/sleep";
import { DatabaseSink } from "./database-sink";
import { failureOf, type StatementFailure } from "./statement-failure";
import { type Aftermath, stepError } from "./step-error";
import { historyRow } from "./history-table";
import { Journal } from "./journal";
import type { Limits } from "../revisions/limits";
import { limitsOf, pauseAfter } from "../revisions/limits";
import type { MigrateOptions } from "./migrate-options";
import type { Progress } from "./progress-table";
import { dropProgress, readProgress } from "./progress-table";
import { modesOf, sharesTransaction } from "./transaction";
import { Watch } from "./watch";
import type { VersionStore } from "./version-store";
import { applyRows, readRows } from "./version-store";
import type { WorkSession } from "./work-session";

export interface StepRunnerOptions extends Pick<
  MigrateOptions,
  | "transaction"
  | "history"
  | "lockTimeout"
  | "statementTimeout"
  | "lockRetry"
  | "onEvent"
  | "onVersionApply"
  | "signal"
> {
  readonly store: VersionStore;
  readonly session: WorkSession;
  readonly steps: readonly Step[];
  readonly loaded: ReadonlyMap<string, LoadedRevision>;
  readonly halfDone: Progress | null;
}

/** A step that failed because a lock could not be had, and that may be tried again. */
interface Refusal {
  readonly failure: StatementFailure;
  readonly limits: Limits;
}

/** Runs the steps of one plan on one connection. Knows the rows as they are now, and what an earlier run has left. */
export class StepRunner {
  readonly #options: StepRunnerOptions;
  readonly #modes: ReturnType<typeof modesOf>;
  #rows: readonly string[];
  #halfDone: Progress | null;
  /** The first step of which something is in the open transaction, or that comes next where there is none. */
  #uncommitted = 0;
  #attempt = 1;
  #stepStarted = 0;
  #waitingSince: number | null = null;

  constructor(options: StepRunnerOptions, rows: readonly string[]) {
    this.#options = options;
    this.#modes = modesOf(options.steps, options.transaction, options.loaded);
    this.#rows = rows;
    this.#halfDone = options.halfDone;
  }

  /** @returns the rows afterwards */
  async runAll(): Promise<readonly string[]> {
    const { steps, onEvent } = this.#options;
    for (let index = 0; index < steps.length;) {
      const step = steps[index];
      if (step === undefined) break;
      if (this.#attempt === 1) this.#stepStarted = performance.now();
      if (this.#attempt === 1) onEvent?.({ kind: "step-started", step });
      const refusal = await this.#run(step, index);
      if (refusal !== null && step.direction !== "stamp") {
        await this.#giveWay(step, refusal);
        index = this.#uncommitted;
        continue;
      }
      this.#attempt = 1;
      this.#waitingSince = null;
      onEvent?.({ kind: "step-finished", step, milliseconds: performance.now() - this.#stepStarted });
      index += 1;
    }
    return this.#rows;
  }

  async #run(step: Step, index: number): Promise<Refusal | null> {
    const commits = !sharesTransaction(this.#options.steps, this.#modes, index);
    if (step.direction === "stamp") await this.#stamp(step, commits);
    else {
      const refusal = await this.#migrate(step, index, commits);
      if (refusal !== null) return refusal;
    }
    if (commits) this.#uncommitted = index + 1;
    return null;
  }

  async #stamp(step: StampStep, commits: boolean): Promise<void> {
    const { transaction } = this.#options.session;
    try {
      await transaction.begin();
      // What was half done, somebody has set right by hand.
      if (this.#halfDone !== null) await dropProgress(this.#options.store);
      await this.#changeRows(step);
      if (commits) await transaction.commit();
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
  }

  async #migrate(step: MigrationStep, index: number, commits: boolean): Promise<Refusal | null> {
    const { store, session, onEvent, signal } = this.#options;
    const { transaction } = session;
    const loaded = this.#options.loaded.get(step.revision.id);
    const transactional = this.#modes[index] !== "none";
    const limits = limitsOf(this.#options, loaded?.limits ?? {});
    const journal = this.#journal(step);
    const { commits: before } = transaction;
    const sink = new DatabaseSink({
      ...store,
      session,
      transactional,
      journal,
      onStatement: (statement) => onEvent?.({ kind: "statement", step, statement }),
    });
    const watch = new Watch();
    try {
      signal?.throwIfAborted();
      session.limit(limits);
      const body = bodyOf(step, loaded);
      if (transactional) await transaction.begin();
      await session.cancelling(
        async () => {
          await body(watch.over(createOperations(sink, loaded?.vocabulary)));
          await watch.settle();
        },
        () => sink.atRest(),
      );
      sink.close();
      journal.finish();
      await transaction.begin();
      await journal.clear();
      await this.#changeRows(step);
      if (commits) await transaction.commit();
      return null;
    } catch (error) {
      await sink.abandon();
      await transaction.rollback();
      if (transaction.commits > before) {
        this.#uncommitted = index;
        this.#attempt = 1;
      }
      const culprit = sink.failed ?? error;
      const failure = failureOf(culprit);
      if (failure !== null && this.#triesAgain(failure, limits)) return { failure, limits };
      const line = watch.lineOf(culprit, loaded);
      const after = await this.#aftermath(journal, this.#attempt);
      throw stepError({ step, line }, { error, failure, after }, signal);
    }
  }

  /** A lock that could not be had may be free later; so long, nothing is kept that others wait for. */
  #triesAgain({ facts }: StatementFailure, { lockRetry, lockTimeout }: Limits): boolean {
    if (facts?.kind !== "lock" || lockRetry === null || this.#options.signal?.aborted === true) return false;
    this.#waitingSince ??= performance.now();
    const waited = performance.now() - this.#waitingSince + lockRetry.timeout;
    return this.#attempt < lockRetry.attempts && waited < (lockTimeout ?? Infinity);
  }

  async #giveWay(step: MigrationStep, { failure, limits }: Refusal): Promise<void> {
    const { lockRetry } = limits;
    if (lockRetry === null) return;
    const delay = pauseAfter(this.#attempt, lockRetry);
    const { attempts } = lockRetry;
    const { statement, blockers } = failure;
    this.#attempt += 1;
    this.#options.onEvent?.({
      kind: "lock-refused",
      step,
      statement,
      blockers,
      delay,
      attempt: this.#attempt,
      attempts,
    });
    await sleep(delay, this.#options.signal);
    this.#rows = await readRows(this.#options.store);
    this.#halfDone = await readProgress(this.#options.store);
  }

  #journal(step: MigrationStep): Journal {
    const { store, onEvent } = this.#options;
    const { id, path } = step.revision;
    const halfDone = this.#halfDone;
    const own = halfDone?.revision === id && halfDone.direction === step.direction ? halfDone : null;
    if (own !== null && this.#attempt === 1)
      onEvent?.({ kind: "resuming", step, skipped: own.hashes.length });
    const { direction } = step;
    return new Journal(store, { revision: id, direction, file: path, fileHash: fileHash(path) }, own);
  }

  async #changeRows(step: Step): Promise<void> {
    const { store, history, onVersionApply } = this.#options;
    this.#rows = await applyRows(store, this.#rows, step.rows);
    if (history !== null) {
      const milliseconds = performance.now() - this.#stepStarted;
      const { sql, parameters } = historyRow(store.dialect, history, step, milliseconds);
      await store.connection.query(sql, parameters);
    }
    await onVersionApply?.({ step, rows: this.#rows, connection: store.connection });
  }

  async #aftermath(journal: Journal, attempts: number): Promise<Aftermath> {
    const committed = journal.savedOperations;
    try {
      return { rows: await readRows(this.#options.store), committed, attempts };
    } catch {
      return { rows: null, committed, attempts };
    }
  }
}

function bodyOf(step: MigrationStep, loaded: LoadedRevision | undefined): RevisionFunction {
  const body = step.direction === "upgrade" ? loaded?.upgrade : loaded?.downgrade;
  if (typeof body === "function") return body;
  throw new ReviseError("revision-file-invalid", `the file exports no function \`${step.direction}\``, {
    hint: "Write one; an empty one says that there is nothing to do.",
  });
}
