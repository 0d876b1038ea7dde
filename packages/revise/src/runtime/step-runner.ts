import { ReviseError } from "../errors";
import { createOperations } from "../operations/builder";
import type { LoadedRevision, RevisionFunction } from "../revisions/load";
import type { MigrationStep, StampStep, Step } from "../revisions/step";
import type { Aftermath } from "./failure";
import { stepError } from "./failure";
import type { HalfDone, Journal } from "./journal";
import { openJournal } from "./journal";
import type { MigrateOptions } from "./migrate";
import { DatabaseSink } from "./sinks";
import { Transaction } from "./transaction";
import type { VersionStore } from "./version-store";
import { Watch } from "./watch";
import { applyRows, readRows } from "./version-store";

export interface StepRunnerOptions extends Pick<
  MigrateOptions,
  "transaction" | "onEvent" | "onVersionApply"
> {
  readonly store: VersionStore;
  readonly loaded: ReadonlyMap<string, LoadedRevision>;
  readonly halfDone: HalfDone | null;
}

/** Runs the steps of one plan on one connection. Knows the open transaction and the rows as they are now. */
export class StepRunner {
  readonly #options: StepRunnerOptions;
  readonly #transaction: Transaction;
  #rows: readonly string[];

  constructor(options: StepRunnerOptions, rows: readonly string[]) {
    this.#options = options;
    this.#transaction = new Transaction(options.store.connection);
    this.#rows = rows;
  }

  /** @returns the rows afterwards */
  async runAll(steps: readonly Step[]): Promise<readonly string[]> {
    for (const [index, step] of steps.entries()) {
      const started = performance.now();
      this.#options.onEvent?.({ kind: "step-started", step });
      const last = index === steps.length - 1;
      // Stamps belong together: half of them would be a place where the database never was.
      const goesOn = step.direction === "stamp" && steps[index + 1]?.direction === "stamp";
      const commits = last || (this.#options.transaction !== "all" && !goesOn);
      if (step.direction === "stamp") await this.#stamp(step, commits);
      else await this.#migrate(step, commits);
      const milliseconds = performance.now() - started;
      this.#options.onEvent?.({ kind: "step-finished", step, milliseconds });
    }
    return this.#rows;
  }

  async #stamp(step: StampStep, commits: boolean): Promise<void> {
    try {
      await this.#transaction.begin();
      await this.#changeRows(step);
      if (commits) await this.#transaction.commit();
    } catch (error) {
      await this.#transaction.rollback();
      throw error;
    }
  }

  async #migrate(step: MigrationStep, commits: boolean): Promise<void> {
    const { store, onEvent, transaction: mode } = this.#options;
    const journal = this.#journal(step);
    const loaded = this.#options.loaded.get(step.revision.id);
    const transactional = mode !== "none" && loaded?.transactional !== false;
    const sink = new DatabaseSink({
      ...store,
      transaction: this.#transaction,
      transactional,
      journal,
      onStatement: (statement) => onEvent?.({ kind: "statement", step, statement }),
    });
    try {
      const body = bodyOf(step, loaded);
      if (transactional) await this.#transaction.begin();
      else await this.#transaction.commit();
      const watch = new Watch();
      await body(watch.over(createOperations(sink)));
      await watch.settle();
      sink.close();
      await this.#transaction.begin();
      await journal.clear();
      await this.#changeRows(step);
      if (commits) await this.#transaction.commit();
    } catch (error) {
      await this.#transaction.rollback();
      throw stepError(step, error, sink.failure, await this.#aftermath(journal, !transactional));
    }
  }

  #journal(step: MigrationStep): Journal {
    const { store, halfDone, onEvent } = this.#options;
    const { id, path } = step.revision;
    const own = halfDone?.revision === id && halfDone.direction === step.direction ? halfDone : null;
    if (own !== null) onEvent?.({ kind: "resuming", step, skipped: own.operations });
    return openJournal(store, { revision: id, direction: step.direction, file: path }, own);
  }

  async #changeRows(step: Step): Promise<void> {
    const { store, onVersionApply } = this.#options;
    this.#rows = await applyRows(store, this.#rows, step.rows);
    await onVersionApply?.({ step, rows: this.#rows, connection: store.connection });
  }

  async #aftermath(journal: Journal, outsideTransaction: boolean): Promise<Aftermath> {
    const committed = journal.savedOperations;
    try {
      return { rows: await readRows(this.#options.store), committed, outsideTransaction };
    } catch {
      return { rows: null, committed, outsideTransaction };
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
