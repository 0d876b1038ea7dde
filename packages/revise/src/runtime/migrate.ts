/** Runs a plan against a database: one process at a time, each revision once, nothing half done in silence. */
import type { Connection, Database } from "../dialect/connection";
import type { Dialect } from "../dialect/dialect";
import type { QualifiedName } from "../model/names";
import { displayName } from "../model/names";
import type { LoadedRevision } from "../revisions/load";
import type { Revision } from "../revisions/revision";
import type { Step } from "../revisions/step";
import type { OnEvent } from "./progress";
import { refuseUnfilledStep } from "./fill-in";
import { checkHalfDone } from "./half-done";
import { forgetHalfDone, readHalfDone } from "./journal";
import { StepRunner } from "./step-runner";
import type { TransactionMode } from "./transaction";
import type { VersionStore } from "./version-store";
import { ensureTable, pinTable, readRows } from "./version-store";

/** What is known of a step when its rows have changed and before it is committed. */
export interface VersionApply {
  readonly step: Step;
  /** Rows of the version table after the step. */
  readonly rows: readonly string[];
  readonly connection: Connection;
}

export interface MigrateOptions {
  readonly database: Database;
  readonly dialect: Dialect;
  readonly versionTable: QualifiedName;
  readonly transaction: TransactionMode;
  /** Milliseconds to wait for the lock of the run, and in it for each lock of a table; null to wait for ever. */
  readonly lockTimeout: number | null;
  /** Milliseconds a statement may take; null for the server's setting. */
  readonly statementTimeout: number | null;
  /** Called with the rows once the lock is held. What it throws, nothing has been changed. */
  readonly plan: (rows: readonly string[]) => readonly Step[];
  /** Called for every revision of the plan before the first one runs. */
  readonly load: (revision: Revision) => Promise<LoadedRevision>;
  readonly onEvent?: OnEvent;
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
 * @throws `database-locked`; what `plan` and `load` throw; `revision-failed` with the database at the last good revision
 */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  return withLock(options, async () => {
    const connection = await options.database.connect();
    const { statementTimeout, lockTimeout, dialect } = options;
    try {
      if (statementTimeout !== null) await connection.query(dialect.statementTimeout(statementTimeout));
      if (lockTimeout !== null) await connection.query(dialect.lockTimeout(lockTimeout));
      return await run(options, { connection, dialect, table: options.versionTable });
    } finally {
      if (statementTimeout !== null) await quietly(connection.query(dialect.statementTimeout(null)));
      if (lockTimeout !== null) await quietly(connection.query(dialect.lockTimeout(null)));
      await quietly(connection.release());
    }
  });
}

/** Creates the version table where it is missing; whether it did. */
export async function ensureVersionTable(
  options: Pick<MigrateOptions, "database" | "dialect" | "versionTable" | "lockTimeout" | "onEvent">,
): Promise<boolean> {
  return withLock(options, (connection) =>
    ensureTable({ connection, dialect: options.dialect, table: options.versionTable }),
  );
}

async function run(options: MigrateOptions, given: VersionStore): Promise<MigrateResult> {
  const store = await pinTable(given);
  const before = await readRows(store);
  const steps = options.plan(before);
  const halfDone = await readHalfDone(store);
  const stamps = steps.every((step) => step.direction === "stamp");
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
  if (stamps && halfDone !== null) await forgetHalfDone(store);
  const runner = new StepRunner({ ...options, store, loaded, halfDone: stamps ? null : halfDone }, before);
  return { before, after: await runner.runAll(steps), steps };
}

type LockedOptions = Pick<
  MigrateOptions,
  "database" | "dialect" | "versionTable" | "lockTimeout" | "onEvent"
>;

/** The lock has a connection of its own: a revision may commit, fail or lose its connection without losing the lock. */
async function withLock<Result>(
  { database, dialect, versionTable, lockTimeout, onEvent }: LockedOptions,
  body: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await database.connect();
  try {
    const unlock = await dialect.lock(connection, displayName(versionTable), {
      timeout: lockTimeout,
      onWait: (holder) => onEvent?.({ kind: "waiting-for-lock", holder }),
    });
    try {
      return await body(connection);
    } finally {
      await quietly(unlock());
    }
  } finally {
    await quietly(connection.release());
  }
}

/** For what only tidies up: the work is done or has failed already, and that is what must be told. */
async function quietly(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch {
    // A lost connection has released lock and settings by itself.
  }
}
