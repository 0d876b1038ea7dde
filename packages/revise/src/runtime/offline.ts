/** A plan as an SQL script: run by `psql`, it gives exactly what the online run gives. */
import type { Dialect } from "../dialect/dialect";
import type { QualifiedName } from "../model/names";
import { createOperations } from "../operations/builder";
import type { Operation } from "../operations/operation";
import type { OperationSink } from "../operations/sink";
import type { LoadedRevision } from "../revisions/load";
import type { Revision } from "../revisions/revision";
import type { Step } from "../revisions/step";
import { stepName } from "../revisions/step";
import { refuseUnfilled, refuseUnfilledStep } from "./fill-in";
import { noConnection } from "./sinks";
import type { TransactionMode } from "./transaction";
import { rowStatements } from "./version-store";

export interface OfflineOptions {
  readonly dialect: Dialect;
  readonly versionTable: QualifiedName;
  readonly transaction: TransactionMode;
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
  for (const [index, step] of steps.entries()) {
    await writeStep(script, step, options);
    const goesOn = step.direction === "stamp" && steps[index + 1]?.direction === "stamp";
    if (options.transaction === "per-revision" && !goesOn) script.commit();
  }
  script.commit();
  return script.text;
}

async function writeStep(script: Script, step: Step, options: OfflineOptions): Promise<void> {
  const { dialect, versionTable, transaction: mode } = options;
  const loaded = step.direction === "stamp" ? null : await options.load(step.revision);
  const transactional = mode !== "none" && loaded?.transactional !== false;
  if (transactional) script.begin();
  else script.commit();
  script.line(`-- Running ${stepName(step)}`);
  if (loaded !== null) {
    refuseUnfilledStep(step, loaded);
    const body = step.direction === "upgrade" ? loaded.upgrade : loaded.downgrade;
    await body?.(createOperations(new SqlTextSink(script, dialect, transactional)));
  }
  for (const { sql, parameters } of rowStatements({ dialect, table: versionTable }, step.rows)) {
    script.statement(dialect.interpolate(sql, parameters));
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

  begin(): void {
    if (this.#open) return;
    this.#open = true;
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

  constructor(script: Script, dialect: Dialect, transactional: boolean) {
    this.#script = script;
    this.#dialect = dialect;
    this.#transactional = transactional;
  }

  get queryRunner(): unknown {
    throw noConnection("queryRunner");
  }

  get manager(): unknown {
    throw noConnection("manager");
  }

  run(operation: Operation): Promise<unknown> {
    refuseUnfilled(operation);
    for (const { sql, parameters, transactional } of this.#dialect.compile([operation])) {
      const leaves = !transactional && this.#script.open;
      if (leaves) this.#script.commit();
      this.#script.statement(parameters.length === 0 ? sql : this.#dialect.interpolate(sql, parameters));
      if (leaves) this.#script.begin();
    }
    return Promise.resolve(operation.kind === "execute" ? [] : undefined);
  }

  async autocommit(body: () => Promise<void>): Promise<void> {
    this.#script.commit();
    await body();
    if (this.#transactional) this.#script.begin();
  }
}
