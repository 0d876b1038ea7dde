/** Runs the operations of a revision on the database. */
import { ReviseError } from "../errors";
import type { Operation } from "../operations/operation";
import type { OperationSink } from "../operations/sink";
import type { Statement } from "../operations/statement";
import { refuseUnfilled } from "./fill-in";
import { isRepeated } from "./journal";
import { StatementRunner, type StatementRunnerOptions } from "./statement-runner";
import { refuseTransactionEnd } from "./transaction-end";
import { Turns } from "./turns";
import { refuseUnaskedDrops } from "./unasked-drops";
import { refuseHeldValues } from "./undecided-values";

/** Runs operations as they come, one at a time however they are called. */
export class DatabaseSink implements OperationSink {
  readonly #options: StatementRunnerOptions;
  readonly #runner: StatementRunner;
  readonly #turns = new Turns();
  #closed = false;

  constructor(options: StatementRunnerOptions) {
    this.#options = options;
    this.#runner = new StatementRunner(options);
  }

  get queryRunner(): unknown {
    return this.#options.connection.queryRunner;
  }

  get manager(): unknown {
    return this.#options.connection.manager;
  }

  /** See {@link StatementRunner}. */
  get failed(): ReviseError | null {
    return this.#runner.failed;
  }

  run(operation: Operation): Promise<unknown> {
    if (this.#closed) return Promise.reject(tooLate(operation));
    return this.#turns.take(() => this.#perform(operation));
  }

  async autocommit(body: () => Promise<void>): Promise<void> {
    await this.#turns.take(() => this.#runner.enterIsland());
    try {
      await body();
    } finally {
      await this.#turns.take(() => this.#runner.leaveIsland());
    }
  }

  /** Refuses every further operation. */
  close(): void {
    this.#closed = true;
  }

  /** Refuses every further operation, waits for those under way, and ends what the revision has begun by hand. */
  async abandon(): Promise<void> {
    this.close();
    await this.atRest();
    await this.#runner.abandon();
  }

  /** Waits for what has been called so far. */
  atRest(): Promise<void> {
    return this.#turns.atRest();
  }

  async #perform(operation: Operation): Promise<unknown> {
    refuseUnfilled(operation);
    const { dialect, journal } = this.#options;
    if (this.#runner.joins) refuseTransactionEnd(operation, dialect);
    const { done, begun } = journal.enter(operation);
    if (done === 0) await this.#refuseLosses(operation);
    const statements = dialect.compile([operation]);
    let rows: readonly unknown[] = [];
    if (done !== null && done < statements.length)
      rows = await this.#runner.runAll(statements.slice(done), begun);
    else if (isRepeated(operation)) rows = await this.#runner.repeat(statements);
    journal.leave();
    await this.#runner.returnToTransaction();
    return operation.kind === "execute" ? rows : undefined;
  }

  async #refuseLosses(operation: Operation): Promise<void> {
    const { dialect, session } = this.#options;
    const query = (statement: Statement): Promise<unknown[]> => this.#runner.query(statement);
    const begin = (): Promise<void> => this.#runner.begin();
    await refuseHeldValues(operation, dialect, query);
    await refuseUnaskedDrops(operation, dialect, { serverVersion: session.serverVersion, begin, query });
  }
}

function tooLate(operation: Operation): ReviseError {
  return new ReviseError(
    "operation-invalid",
    `op.${operation.kind} was called after the revision had ended.`,
    { hint: "Wait for every operation: `await op.…`." },
  );
}
