import type { Dialect } from "../dialect/dialect";
import type { Operation } from "../operations/operation";
import type { OperationSink } from "../operations/sink";
import type { Statement } from "../operations/statement";
import type { Limits } from "../revisions/limits";
import { refuseUnfilled } from "./fill-in";
import { noConnection } from "./recording-sink";
import type { Script } from "./script";
import { limitsFor, noLimits } from "./statement-limits";
import { refuseTransactionEnd } from "./transaction-end";

export interface SqlTextSinkOptions {
  readonly dialect: Dialect;
  /** False where each statement of the revision is to be a transaction of its own. */
  readonly transactional: boolean;
  readonly limits: Limits;
}

/** Prints the statements of operations into a script. Queries give no rows. */
export class SqlTextSink implements OperationSink {
  readonly #script: Script;
  readonly #options: SqlTextSinkOptions;

  constructor(script: Script, options: SqlTextSinkOptions) {
    this.#script = script;
    this.#options = options;
  }

  get queryRunner(): unknown {
    throw noConnection("queryRunner");
  }

  get manager(): unknown {
    throw noConnection("manager");
  }

  run(operation: Operation): Promise<unknown> {
    refuseUnfilled(operation);
    if (this.#script.open) refuseTransactionEnd(operation, this.#options.dialect);
    for (const statement of this.#options.dialect.compile([operation])) this.#print(statement);
    return Promise.resolve(operation.kind === "execute" ? [] : undefined);
  }

  /** Gives the session back the limits that it came with. */
  end(): void {
    if (!this.#script.open) this.#script.limit(noLimits, this.#options.dialect);
  }

  #print(statement: Statement): void {
    const { sql, parameters, transactional } = statement;
    const wasOpen = this.#script.open;
    if (transactional === false) this.#script.commit();
    const { lockTimeout, statementTimeout } = limitsFor(
      statement,
      this.#options.limits,
      this.#options.dialect.waitFor(sql),
    );
    const limits = { statementTimeout, lockTimeout: lockTimeout === Infinity ? null : lockTimeout };
    this.#script.limit(limits, this.#options.dialect);
    this.#script.statement(
      parameters.length === 0 ? sql : this.#options.dialect.interpolate(sql, parameters),
    );
    if (transactional !== true) this.#script.commit();
    if (!wasOpen) return;
    this.end();
    this.#script.begin();
  }

  async autocommit(body: () => Promise<void>): Promise<void> {
    this.#script.commit();
    await body();
    this.end();
    if (this.#options.transactional) this.#script.begin();
  }
}
