/** A plan as an SQL script: run by `psql`, it gives exactly what the online run gives. */
import type { Dialect } from "../dialect/dialect";
import type { QualifiedName } from "../model/names";
import { createOperations, type Operations } from "../operations/builder";
import type { Operation } from "../operations/operation";
import type { OperationSink } from "../operations/sink";
import type { Statement } from "../operations/statement";
import type { LoadedRevision } from "../revisions/load";
import type { Limits } from "../revisions/limits";
import type { Revision, TransactionMode } from "../revisions/revision";
import type { Step } from "../revisions/step";
import { stepName } from "../revisions/step";
import { scriptError } from "./failure";
import { refuseTransactionEnd } from "./transaction-end";
import { refuseUnfilled, refuseUnfilledStep } from "./fill-in";
import { limitsOf } from "../revisions/limits";
import { noConnection } from "./recording-sink";
import type { HistoryOptions } from "./history-table";
import { createHistory, historyRow } from "./history-table";
import type { StatementLimits } from "./statement-limits";
import { limitNames, limitsFor, noLimits } from "./statement-limits";
import { modesOf, sharesTransaction } from "./transaction";
import { rowStatements } from "./version-store";
import { Watch } from "./watch";

export interface OfflineOptions {
  readonly dialect: Dialect;
  readonly versionTable: QualifiedName;
  readonly transaction: TransactionMode;
  readonly limits: Limits;
  /** Where a row for each step is kept; null for nowhere. */
  readonly history: HistoryOptions | null;
  readonly steps: readonly Step[];
  readonly load: (revision: Revision) => Promise<LoadedRevision>;
  /** Whether the script starts from base, and so with the version table. */
  readonly fromBase: boolean;
}

/**
 * Writes the script. Values are literals. `-- Running upgrade <from> -> <to>` precedes the statements of a step, and
 * `BEGIN;` and `COMMIT;` stand where the transaction mode puts them.
 *
 * @throws what `load` and the revisions throw; `operation-unsupported` for `op.queryRunner` and `op.manager`
 */
export async function offlineScript(options: OfflineOptions): Promise<string> {
  const { dialect, versionTable, steps } = options;
  const script = new Script();
  if (options.fromBase && steps.length > 0) script.statement(dialect.versionTable.create(versionTable));
  if (options.history !== null && steps.length > 0)
    script.statement(createHistory(dialect, options.history.table));
  const loaded = new Map<string, LoadedRevision>();
  for (const step of steps) {
    if (step.direction !== "stamp") loaded.set(step.revision.id, await options.load(step.revision));
  }
  const modes = modesOf(steps, options.transaction, loaded);
  for (const [index, step] of steps.entries()) {
    const own = step.revision === null ? undefined : loaded.get(step.revision.id);
    await writeStep(script, step, own, modes[index] !== "none", options);
    if (!sharesTransaction(steps, modes, index)) script.commit();
  }
  return script.text;
}

async function writeStep(
  script: Script,
  step: Step,
  loaded: LoadedRevision | undefined,
  transactional: boolean,
  options: OfflineOptions,
): Promise<void> {
  const { dialect, versionTable } = options;
  if (transactional) script.begin();
  else script.commit();
  script.line(`-- Running ${stepName(step)}`);
  if (loaded !== undefined) {
    refuseUnfilledStep(step, loaded);
    const sink = new SqlTextSink(script, dialect, transactional, limitsOf(options.limits, loaded.limits));
    await writeBody(step, loaded, createOperations(sink, loaded.vocabulary));
    sink.end();
  }
  for (const { sql, parameters } of rowStatements({ dialect, table: versionTable }, step.rows)) {
    script.statement(dialect.interpolate(sql, parameters));
  }
  if (options.history === null) return;
  const { sql, parameters } = historyRow(dialect, options.history, step, null);
  script.statement(dialect.interpolate(sql, parameters));
}

async function writeBody(step: Step, loaded: LoadedRevision, operations: Operations): Promise<void> {
  if (step.direction === "stamp") return;
  const body = step.direction === "upgrade" ? loaded.upgrade : loaded.downgrade;
  const watch = new Watch();
  try {
    await body?.(watch.over(operations));
    await watch.settle();
  } catch (error) {
    throw scriptError({ step, line: watch.lineOf(error, loaded) }, error);
  }
}

/** The script of `ensure-version --sql`. */
export function versionTableScript({
  dialect,
  versionTable,
}: Pick<OfflineOptions, "dialect" | "versionTable">): string {
  const script = new Script();
  script.statement(dialect.versionTable.create(versionTable));
  return script.text;
}

/** Text of SQL with a blank line after every piece. */
class Script {
  readonly #pieces: string[] = [];
  #open = false;
  /** Those of the open transaction, and those of the session. */
  #limits = { transaction: noLimits, session: noLimits };

  get text(): string {
    return this.#pieces.map((piece) => `${piece}\n\n`).join("");
  }

  get open(): boolean {
    return this.#open;
  }

  line(text: string): void {
    this.#pieces.push(text);
  }

  /** A semicolon after a comment would be part of it, so it gets a line of its own there. */
  statement(sql: string): void {
    const text = sql.replace(/[\s;]+$/, "");
    if (text === "") return;
    const lastLine = text.slice(text.lastIndexOf("\n") + 1);
    this.#pieces.push(lastLine.includes("--") ? `${text}\n;` : `${text};`);
  }

  /** Sets the limits of what follows, as far as they are others now. */
  limit(wanted: StatementLimits, dialect: Dialect): void {
    const scope = this.#open ? "transaction" : "session";
    for (const name of limitNames) {
      if (this.#limits[scope][name] !== wanted[name]) this.statement(dialect[name](wanted[name], scope));
    }
    this.#limits = { ...this.#limits, [scope]: wanted };
  }

  begin(): void {
    if (this.#open) return;
    this.#open = true;
    this.#limits = { ...this.#limits, transaction: this.#limits.session };
    this.#pieces.push("BEGIN;");
  }

  commit(): void {
    if (!this.#open) return;
    this.#open = false;
    // Nothing has happened since the transaction was opened.
    if (this.#pieces.at(-1) === "BEGIN;") this.#pieces.pop();
    else this.#pieces.push("COMMIT;");
  }
}

/** Prints the statements of operations into a script. Queries give no rows. */
export class SqlTextSink implements OperationSink {
  readonly #script: Script;
  readonly #dialect: Dialect;
  readonly #transactional: boolean;
  readonly #limits: Limits;

  constructor(script: Script, dialect: Dialect, transactional: boolean, limits: Limits) {
    this.#script = script;
    this.#dialect = dialect;
    this.#transactional = transactional;
    this.#limits = limits;
  }

  get queryRunner(): unknown {
    throw noConnection("queryRunner");
  }

  get manager(): unknown {
    throw noConnection("manager");
  }

  run(operation: Operation): Promise<unknown> {
    refuseUnfilled(operation);
    if (this.#script.open) refuseTransactionEnd(operation, this.#dialect);
    for (const statement of this.#dialect.compile([operation])) this.#print(statement);
    return Promise.resolve(operation.kind === "execute" ? [] : undefined);
  }

  /** Gives the session back the limits that it came with. */
  end(): void {
    if (!this.#script.open) this.#script.limit(noLimits, this.#dialect);
  }

  #print(statement: Statement): void {
    const { sql, parameters, transactional } = statement;
    const wasOpen = this.#script.open;
    if (transactional === false) this.#script.commit();
    const { lockTimeout, statementTimeout } = limitsFor(statement, this.#limits, this.#dialect.waitFor(sql));
    const limits = { statementTimeout, lockTimeout: lockTimeout === Infinity ? null : lockTimeout };
    this.#script.limit(limits, this.#dialect);
    this.#script.statement(parameters.length === 0 ? sql : this.#dialect.interpolate(sql, parameters));
    if (transactional !== true) this.#script.commit();
    if (!wasOpen) return;
    this.end();
    this.#script.begin();
  }

  async autocommit(body: () => Promise<void>): Promise<void> {
    this.#script.commit();
    await body();
    this.end();
    if (this.#transactional) this.#script.begin();
  }
}
