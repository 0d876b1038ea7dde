/** What `upgrade`, `downgrade` and `stamp` share: the plan run on the database, or written as a script. */
import type { Configuration } from "../config/config";
import { loadModule } from "../config/load-module";
import { lineIn } from "../config/loader/stack";
import type { Dialect } from "../dialect/dialect";
import { offlineDialect } from "../dialects";
import { ReviseError } from "../errors";
import type { RevisionGraph } from "../revisions/graph";
import { checkVocabulary } from "../operations/vocabulary";
import { requireCertain } from "../revisions/unreadable";
import { loadRevision, type LoadedRevision } from "../revisions/load";
import { resolveTarget } from "../revisions/resolve";
import { message, type Revision } from "../revisions/revision";
import type { Step } from "../revisions/step";
import { isRange, parseRange } from "../revisions/target";
import { describe as describeOperation } from "../operations/traits-table";
import type { VersionApply } from "../runtime/migrate";
import type { ProgressEvent } from "../runtime/progress";
import { tableExists } from "../runtime/version-store";
import { historyOptions } from "./applied-history";
import { rowsOf, versionTableOf } from "./current-rows";
import type { CommandEvent } from "./events";
import { inSchemaScript } from "./in-schema";
import type { CommandOptions, Project } from "./project";
import { withConnection, withSession } from "./session";

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

export interface MigrationOutcome {
  readonly steps: readonly MigrationStepSummary[];
  /** The script, where one was asked for. */
  readonly sql: string | null;
  readonly milliseconds: number;
}

export interface MigrationStepSummary {
  readonly direction: Step["direction"];
  readonly revision: string | null;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly message: string;
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

/** Throws `usage` for two options that can't both be meant. */
export function rejectBoth(first: readonly [name: string, given: boolean], second: typeof first): void {
  if (!first[1] || !second[1]) return;
  throw new ReviseError("usage", `${first[0]} and ${second[0]} can't be given together.`, {
    hint: `Leave one of them away: --sql asks no database.`,
  });
}

/**
 * Splits `start:end` for `--sql`. Without a range the script starts at base.
 *
 * @throws `usage` for a range without `sql`
 */
export function readSpan(
  graph: RevisionGraph,
  { target, sql }: Pick<MigrationOptions, "target" | "sql">,
): { readonly rows: readonly string[]; readonly target: string } {
  if (!isRange(target)) return { rows: [], target };
  if (sql !== true) {
    throw new ReviseError("usage", `"${target}" is a range, which says something only with --sql.`, {
      hint: "Where a run starts, the database says. Name the target alone, or add --sql.",
    });
  }
  const { start, end } = parseRange(target);
  if (end === null) {
    throw new ReviseError("invalid-target", `"${target}" does not say where to.`, {
      hint: "Write both ends: start:end.",
    });
  }
  if (start === null) return { rows: [], target: end };
  requireCertain(graph, start);
  return { rows: resolveTarget({ graph, rows: null }, start).ids, target: end };
}

function loader({ operations, file }: Configuration): (revision: Revision) => Promise<LoadedRevision> {
  checkVocabulary(operations, file);
  return async (revision) => ({
    ...(await loadRevision(revision, (path) => loadModule(path, "plain"))),
    vocabulary: operations,
    lineOf: (error) => lineIn(error, revision.path),
  });
}

/** A step as it is given out. */
export function stepSummary(step: Step): MigrationStepSummary {
  const { direction, from, to, revision } = step;
  const text = revision === null ? "" : message(revision);
  return { direction, revision: revision?.id ?? null, from, to, message: text };
}

function commandEvent(event: ProgressEvent): CommandEvent | null {
  switch (event.kind) {
    case "waiting-for-lock":
      return event;
    case "step-started":
      return { kind: "step", ...stepSummary(event.step) };
    case "resuming": {
      const id = event.step.revision?.id ?? "";
      return {
        kind: "note",
        message: `Going on with ${id} where the last run ended, after ${String(event.skipped)} operations.`,
      };
    }
    case "lock-refused":
      return { kind: "warning", message: refusal(event) };
    case "blocked": {
      const what = describeOperation(event.statement.source);
      return {
        kind: "note",
        message: `${what} waits for ${event.blockers.map(({ text }) => text).join("; ")}`,
      };
    }
    case "planned":
    case "statement":
    case "step-finished":
      return null;
  }
}

function refusal({
  statement,
  blockers,
  delay,
  attempt,
  attempts,
}: Extract<ProgressEvent, { kind: "lock-refused" }>): string {
  const by = blockers.length === 0 ? "" : `, blocked by ${blockers.map(({ text }) => text).join("; ")}`;
  const again = `Try ${String(attempt)} of ${String(attempts)} in ${(delay / 1000).toFixed(1)} s.`;
  return `${describeOperation(statement.source)}: the lock could not be had${by}. All is given back meanwhile. ${again}`;
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
