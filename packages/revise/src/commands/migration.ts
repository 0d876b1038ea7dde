/** What `upgrade`, `downgrade` and `stamp` share: the plan run on the database, or written as a script. */
import type { AppliedStep } from "../config/callbacks";
import type { Configuration } from "../config/config";
import { loadModule } from "../config/load-module";
import { lineIn } from "../config/loader/stack";
import type { Dialect } from "../dialect/dialect";
import { offlineDialect } from "../dialects";
import type { RevisionGraph } from "../revisions/graph";
import { checkVocabulary } from "../operations/vocabulary";
import { loadRevision, type LoadedRevision } from "../revisions/load";
import type { Revision } from "../revisions/revision";
import type { Step } from "../revisions/step";
import type { VersionApply } from "../runtime/migrate-options";
import { tableExists } from "../runtime/version-store";
import { historyOptions } from "./applied-history";
import { rowsOf, versionTableOf } from "./current-rows";
import { inSchemaScript } from "./in-schema";
import type { CommandOptions, Project } from "./project";
import { commandEvent } from "./migration-events";
import { withConnection, withSession } from "./session";
import { stepSummary } from "./step-summary";

/** The options of `upgrade` and `downgrade`. */
export interface MigrationOptions extends CommandOptions {
  /** Where to: `head`, `base`, `+1`, `-1`, an id or its start, `label@head` …; with `sql` also a range `a:b`. */
  readonly target: string;
  /** Give the script, without a database. */
  readonly sql?: boolean;
  /** Give the script that would run now, from the rows of the database; change nothing. */
  readonly dryRun?: boolean;
  /** A word for `env.ts`. */
  readonly tag?: string;
}

/** What `upgrade`, `downgrade` and `stamp` have done, or written as a script. */
export interface MigrationOutcome {
  /** In the order in which they ran; none where the database was there already. */
  readonly steps: readonly AppliedStep[];
  /** The script, where one was asked for. */
  readonly sql: string | null;
  /** How long it took, the wait for the lock included. */
  readonly milliseconds: number;
}

/** Plans from the rows of a database, or from those that a range starts at. */
export type Planner = (rows: readonly string[]) => readonly Step[];

export interface MigrationRequest {
  readonly project: Project;
  readonly graph: RevisionGraph;
  readonly onEvent: CommandOptions["onEvent"];
  readonly signal?: CommandOptions["signal"];
  readonly plan: Planner;
}

/** Runs the plan, under the lock. Throws the errors of planning and `revision-failed`. */
export async function runOnline({
  project,
  onEvent,
  signal,
  plan,
}: MigrationRequest): Promise<MigrationOutcome> {
  const { configuration } = project;
  const { migrate } = await import("../runtime/migrate.js");
  const started = performance.now();
  const { steps } = await withSession(configuration, ({ database, dialect }) =>
    migrate({
      database,
      dialect,
      versionTable: versionTableOf(configuration),
      transaction: configuration.transaction,
      lockTimeout: configuration.lockTimeout,
      statementTimeout: configuration.statementTimeout,
      lockRetry: configuration.lockRetry,
      signal,
      history: historyOptions(configuration),
      plan,
      load: loader(configuration),
      onEvent: (event) => {
        const told = commandEvent(event);
        if (told !== null) onEvent?.(told);
      },
      onVersionApply: (applied) => callHooks(configuration, applied),
    }),
  );
  return { steps: steps.map(stepSummary), sql: null, milliseconds: performance.now() - started };
}

/** The script that would run now. Reads the rows, changes nothing. */
export async function runDry({ project, plan }: MigrationRequest): Promise<MigrationOutcome> {
  const { configuration } = project;
  const started = performance.now();
  return withSession(configuration, async (session) => {
    const { database, dialect } = session;
    const table = versionTableOf(configuration);
    const steps = plan(await rowsOf(session, configuration));
    const exists = await withConnection(database, (connection) =>
      tableExists({ connection, dialect, table }),
    );
    return script(configuration, dialect, steps, !exists, started);
  });
}

/** The script of a plan that starts at `rows`. Asks no database. */
export async function runOffline(
  { project, plan }: MigrationRequest,
  rows: readonly string[],
): Promise<MigrationOutcome> {
  const started = performance.now();
  return script(project.configuration, await offlineDialect(), plan(rows), rows.length === 0, started);
}

async function script(
  configuration: Configuration,
  dialect: Dialect,
  steps: readonly Step[],
  fromBase: boolean,
  started: number,
): Promise<MigrationOutcome> {
  const { offlineScript } = await import("../runtime/offline.js");
  const { transaction } = configuration;
  const versionTable = versionTableOf(configuration);
  const limits = configuration;
  const sql = await offlineScript({
    dialect,
    versionTable,
    transaction,
    limits,
    history: historyOptions(configuration),
    steps,
    load: loader(configuration),
    fromBase,
  });
  return {
    steps: steps.map(stepSummary),
    sql: inSchemaScript(dialect, configuration.schema, sql),
    milliseconds: performance.now() - started,
  };
}

function loader({ operations, file }: Configuration): (revision: Revision) => Promise<LoadedRevision> {
  checkVocabulary(operations, file);
  return async (revision) => ({
    ...(await loadRevision(revision, (path) => loadModule(path, "plain"))),
    vocabulary: operations,
    lineOf: (error) => lineIn(error, revision.path),
  });
}

async function callHooks(
  { onVersionApply, environment }: Configuration,
  applied: VersionApply,
): Promise<void> {
  const { step, rows, connection } = applied;
  for (const hook of onVersionApply) {
    await hook({ step: stepSummary(step), heads: rows, queryRunner: connection.queryRunner, environment });
  }
}
