/** A plan as an SQL script: run by `psql`, it gives exactly what the online run gives. */
import type { Dialect } from "../dialect/dialect";
import type { QualifiedName } from "../model/names";
import { createOperations, type Operations } from "../operations/builder";
import type { LoadedRevision } from "../revisions/load";
import type { Limits } from "../revisions/limits";
import type { Revision, TransactionMode } from "../revisions/revision";
import type { Step } from "../revisions/step";
import { stepName } from "../revisions/step";
import { scriptError } from "./step-error";
import { refuseUnfilledStep } from "./fill-in";
import { limitsOf } from "../revisions/limits";
import type { HistoryOptions } from "./history-table";
import { createHistory, historyRow } from "./history-table";
import { Script } from "./script";
import { SqlTextSink } from "./sql-text-sink";
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
    const sink = new SqlTextSink(script, {
      dialect,
      transactional,
      limits: limitsOf(options.limits, loaded.limits),
    });
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
