/** Runs a plan against a database: one process at a time, each revision once, nothing half done in silence. */
import type { Connection, Database } from "../dialect/connection";
import type { Dialect, HeldLock } from "../dialect/dialect";
import type { QualifiedName } from "../model/names";
import { displayName } from "../model/names";
import type { Limits } from "../revisions/limits";
import type { LoadedRevision } from "../revisions/load";
import type { Revision, TransactionMode } from "../revisions/revision";
import type { Step } from "../revisions/step";
import { refuseUnfilledStep } from "./fill-in";
import { checkHalfDone } from "./half-done";
import type { HistoryOptions } from "./history-table";
import { ensureHistory } from "./history-table";
import { interruptedError } from "./interruption";
import type { OnEvent } from "./progress";
import { readProgress } from "./progress-table";
import { quietly } from "../util/quietly";
import { StepRunner } from "./step-runner";
import type { VersionStore } from "./version-store";
import { ensureTable, pinTable, readRows } from "./version-store";
import { WorkSession } from "./work-session";

/** What is known of a step when its rows have changed and before it is committed. */
export interface VersionApply {
  readonly step: Step;
  /** Rows of the version table after the step. */
  readonly rows: readonly string[];
  readonly connection: Connection;
}

export interface MigrateOptions extends Limits {
  readonly database: Database;
  readonly dialect: Dialect;
  readonly versionTable: QualifiedName;
  readonly transaction: TransactionMode;
  /** Called with the rows once the lock is held. What it throws, nothing has been changed. */
  readonly plan: (rows: readonly string[]) => readonly Step[];
  /** Called for every revision of the plan before the first one runs. */
  readonly load: (revision: Revision) => Promise<LoadedRevision>;
  readonly onEvent?: OnEvent;
  /** Where a row for each step is kept; null for nowhere. */
  readonly history: HistoryOptions | null;
  /** Ends the run: what the server is doing for it is ended, rolled back, and the lock released. */
  readonly signal?: AbortSignal | undefined;
  /** Runs in the transaction of the step; what it throws fails the step. */
  readonly onVersionApply?: (applied: VersionApply) => Promise<void> | void;
}

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

/** Creates the version table where it is missing; whether it did. */
export async function ensureVersionTable(options: LockedOptions): Promise<boolean> {
  return underLock(options, (_, store) => ensureTable(store));
}

/** Under the lock, on a connection of its own. */
function underLock<Result>(
  options: LockedOptions,
  body: (held: Held, store: VersionStore) => Promise<Result>,
): Promise<Result> {
  return withLock(options, async (held) => {
    const connection = await options.database.connect();
    try {
      return await body(held, { connection, dialect: options.dialect, table: held.table });
    } finally {
      await quietly(connection.release());
    }
  });
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

export type LockedOptions = Pick<
  MigrateOptions,
  "database" | "dialect" | "versionTable" | "lockTimeout" | "onEvent" | "signal"
>;

/** The lock of a run, and what it is about. */
interface Held {
  readonly lock: HeldLock;
  readonly key: string;
  readonly connection: Connection;
  readonly table: QualifiedName;
}

/** The lock has a connection of its own: a revision may commit, fail or lose its connection without losing the lock. */
async function withLock<Result>(
  options: LockedOptions,
  body: (held: Held) => Promise<Result>,
): Promise<Result> {
  const { database, dialect, lockTimeout, onEvent, signal } = options;
  const connection = await database.connect();
  try {
    const { table } = await pinTable({ connection, dialect, table: options.versionTable });
    const key = displayName(table);
    const onWait = (holder: string): void => onEvent?.({ kind: "waiting-for-lock", holder });
    const lock = await dialect.lock(connection, key, { timeout: lockTimeout, onWait, signal });
    try {
      return await body({ lock, key, connection, table });
    } finally {
      await quietly(lock.release());
    }
  } catch (error) {
    throw signal?.aborted === true && error === signal.reason ? interruptedError(signal) : error;
  } finally {
    await quietly(connection.release());
  }
}
