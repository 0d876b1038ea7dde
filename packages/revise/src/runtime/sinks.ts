/** Where the operations of a revision go: to the database, or onto a list. The script of offline SQL is in `offline.ts`. */
import type { Connection } from "../dialect/connection";
import type { Dialect } from "../dialect/dialect";
import { ReviseError } from "../errors";
import type { Operation } from "../operations/operation";
import type { OperationSink } from "../operations/sink";
import type { Statement } from "../operations/statement";
import type { Journal } from "./journal";
import { isQuery } from "./journal";
import { refuseUnfilled } from "./fill-in";
import type { StatementFailure } from "./failure";
import { statementError } from "./failure";
import type { Transaction } from "./transaction";

export interface DatabaseSinkOptions {
  readonly connection: Connection;
  readonly dialect: Dialect;
  readonly transaction: Transaction;
  /** False where the revision is to run outside any transaction. */
  readonly transactional: boolean;
  readonly journal: Journal;
  readonly onStatement: (statement: Statement) => void;
}

/** Runs operations as they come, one at a time however they are called. */
export class DatabaseSink implements OperationSink {
  readonly #options: DatabaseSinkOptions;
  #last: Promise<unknown> = Promise.resolve();
  #islands = 0;
  #closed = false;
  #failure: StatementFailure | null = null;

  constructor(options: DatabaseSinkOptions) {
    this.#options = options;
  }

  get queryRunner(): unknown {
    return this.#options.connection.queryRunner;
  }

  get manager(): unknown {
    return this.#options.connection.manager;
  }

  /** The first statement that failed in the transaction that is still open: it is why later ones fail. */
  get failure(): StatementFailure | null {
    return this.#failure;
  }

  run(operation: Operation): Promise<unknown> {
    if (this.#closed) return Promise.reject(tooLate(operation));
    return this.#inTurn(() => this.#perform(operation));
  }

  async autocommit(body: () => Promise<void>): Promise<void> {
    await this.#inTurn(() => {
      this.#islands += 1;
      return this.#leaveTransaction();
    });
    try {
      await body();
    } finally {
      await this.#inTurn(() => {
        this.#islands -= 1;
        return this.#returnToTransaction();
      });
    }
  }

  /** Refuses every further operation. */
  close(): void {
    this.#closed = true;
  }

  #inTurn<Result>(body: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(body, body);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #perform(operation: Operation): Promise<unknown> {
    const { dialect, journal } = this.#options;
    if (journal.skips(operation) && !isQuery(operation)) {
      await journal.count(operation, false);
      return operation.kind === "execute" ? [] : undefined;
    }
    refuseUnfilled(operation);
    let rows: unknown[] = [];
    for (const statement of dialect.compile([operation])) {
      if (!statement.transactional) await this.#leaveTransaction();
      else await this.#returnToTransaction();
      rows = await this.#query(statement);
    }
    await journal.count(operation, !this.#options.transaction.open);
    await this.#returnToTransaction();
    return operation.kind === "execute" ? rows : undefined;
  }

  async #query(statement: Statement): Promise<unknown[]> {
    const { connection, dialect, transaction, onStatement } = this.#options;
    onStatement(statement);
    try {
      const rows = await connection.query(statement.sql, statement.parameters);
      this.#failure = null;
      return rows;
    } catch (error) {
      const failure = { statement, facts: dialect.describeError(error), cause: error };
      if (transaction.open) this.#failure ??= failure;
      throw statementError(failure);
    }
  }

  async #leaveTransaction(): Promise<void> {
    const { transaction, journal } = this.#options;
    if (!transaction.open) return;
    await journal.save();
    await transaction.commit();
    this.#failure = null;
  }

  async #returnToTransaction(): Promise<void> {
    if (this.#islands === 0 && this.#options.transactional) await this.#options.transaction.begin();
  }
}

function tooLate(operation: Operation): ReviseError {
  return new ReviseError(
    "operation-invalid",
    `op.${operation.kind} was called after the revision had ended.`,
    {
      hint: "Wait for every operation: `await op.…`.",
    },
  );
}

/** Keeps operations and runs none of them. Queries give no rows. */
export class RecordingSink implements OperationSink {
  readonly operations: Operation[] = [];

  get queryRunner(): unknown {
    throw noConnection("queryRunner");
  }

  get manager(): unknown {
    throw noConnection("manager");
  }

  run(operation: Operation): Promise<unknown> {
    this.operations.push(operation);
    return Promise.resolve(operation.kind === "execute" ? [] : undefined);
  }

  autocommit(body: () => Promise<void>): Promise<void> {
    return body();
  }
}

export function noConnection(name: "queryRunner" | "manager"): ReviseError {
  return new ReviseError("operation-unsupported", `op.${name} needs a database, and this run has none.`, {
    hint: "Write the statement with op.execute, which offline SQL can print, or run the revision without --sql.",
  });
}
