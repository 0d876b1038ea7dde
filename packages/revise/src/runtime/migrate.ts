/** Runs a plan against a database: one process at a time, each revision once, nothing half done in silence. */
import type { LoadedRevision } from "../revisions/load";
import type { Step } from "../revisions/step";
import { refuseUnfilledStep } from "./fill-in";
import { checkHalfDone } from "./half-done";
import { ensureHistory } from "./history-table";
import type { MigrateOptions } from "./migrate-options";
import { readProgress } from "./progress-table";
import { StepRunner } from "./step-runner";
import { underLock, type Held } from "./under-lock";
import type { VersionStore } from "./version-store";
import { ensureTable, readRows } from "./version-store";
import { WorkSession } from "./work-session";

export interface MigrateResult {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly steps: readonly Step[];
}

/**
 * Takes the lock on a connection of its own, reads the rows, plans, and runs the steps.
 *
 * @throws `database-locked`; what `plan` and `load` throw; `revision-failed` with the database at the last good revision;
 * `interrupted`, likewise
 */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  return underLock(options, (held, store) => run(options, held, store));
}

async function run(options: MigrateOptions, held: Held, store: VersionStore): Promise<MigrateResult> {
  const session = workSession(options, held, store);
  // The commit of a killed run may still be on its way; its rows are read after it.
  await session.transaction.begin();
  const before = await readRows(store);
  const halfDone = await readProgress(store);
  await session.transaction.commit();

  const steps = options.plan(before);
  checkHalfDone(halfDone, steps);
  options.onEvent?.({ kind: "planned", steps });
  if (steps.length === 0) return { before, after: before, steps };

  const loaded = new Map<string, LoadedRevision>();
  for (const step of steps) {
    if (step.direction === "stamp") continue;
    const revision = await options.load(step.revision);
    refuseUnfilledStep(step, revision);
    loaded.set(step.revision.id, revision);
  }
  if (steps.some((step) => step.direction !== "downgrade")) await ensureTable(store);
  if (options.history !== null) await ensureHistory(store, options.history.table);
  const runner = new StepRunner({ ...options, store, session, steps, loaded, halfDone }, before);
  return { before, after: await runner.runAll(), steps };
}

function workSession(
  options: MigrateOptions,
  held: Held,
  { connection, dialect }: VersionStore,
): WorkSession {
  const { onEvent, signal } = options;
  return new WorkSession({
    connection,
    dialect,
    lock: held.lock,
    observer: held.connection,
    key: held.key,
    limits: options,
    signal,
    onWait: (holder) => onEvent?.({ kind: "waiting-for-lock", holder }),
    onBlocked: (statement, blockers) => onEvent?.({ kind: "blocked", statement, blockers }),
  });
}
