/** Entities against database, for every command that compares: `revision --autogenerate`, `check`, `diff`. */
import { autogenerate, type AutogenerateResult } from "../autogenerate";
import type { Questioner, RenameDecision } from "../compare/comparison";
import type { Configuration } from "../config/config";
import { loadFailureOf } from "../config/load-failure";
import type { Dialect } from "../dialect/dialect";
import { isReviseError, ReviseError } from "../errors";
import type { ObjectKey } from "../model/names";
import { ancestors, nodeOf } from "../revisions/ancestry";
import { createdObjects } from "../revisions/created-objects";
import type { RevisionGraph } from "../revisions/graph";
import { checkRows } from "../revisions/plan";
import { currentHeads } from "../revisions/resolve";
import { list } from "../util/text";
import { reportOf, type ComparisonReport } from "./comparison-report";
import { compareBesides } from "./comparators";
import { columnJudge } from "./column-judge";
import { comparisonFilter } from "./comparison-filter";
import { editedFiles, ownTablesOf } from "./applied-history";
import { rowsOf, versionTableOf } from "./current-rows";
import { concernedRows } from "./concerned-rows";
import { readDecisions } from "./decisions";
import type { CommandEvent } from "./events";
import { withConnection, withSession } from "./session";
import { statementText } from "./statement-text";

export interface ComparisonRequest {
  readonly renames?: readonly RenameDecision[];
  /** Absolute path of a file with more of them; that of the configuration by default. */
  readonly decisions?: string | undefined;
  readonly questioner?: Questioner;
  /** Drop what no entity and no revision claims, this once. */
  readonly dropUnmanaged?: boolean;
  /** Whether a revision file comes of it. */
  readonly writesFile?: boolean;
  /** Compare wherever the database is, also between revisions. */
  readonly anywhere?: boolean;
  readonly onEvent?: ((event: CommandEvent) => void) | undefined;
}

export interface ProjectComparison {
  readonly result: AutogenerateResult;
  readonly report: ComparisonReport;
  /** The statements that would close the difference. */
  readonly sql: string;
  readonly dialect: Dialect;
}

/**
 * Compares. The database must be at every head unless `anywhere`: a comparison with one that is behind would write again
 * what a waiting revision does already.
 *
 * @throws `database-not-up-to-date`, and everything that loading, connecting and reading can throw
 */
export function compareProject(
  configuration: Configuration,
  graph: RevisionGraph,
  request: ComparisonRequest = {},
): Promise<ProjectComparison> {
  const renames = decisionsOf(request, configuration);
  return withSession(configuration, async (session) => {
    const { dialect, dataSource, database } = session;
    const found = await rowsOf(session, configuration);
    const rows = request.anywhere === true ? found.filter((row) => graph.nodes.has(row)) : found;
    if (request.anywhere !== true) {
      checkRows(graph, rows);
      requireHeads(graph, rows);
    }
    const { result, concerned } = await withConnection(database, async (connection) => {
      const result = await autogenerate({
        dataSource,
        connection,
        dialect,
        managed: managedObjects(graph, rows),
        versionTable: versionTableOf(configuration),
        ownTables: ownTablesOf(configuration),
        includeSchemas: configuration.includeSchemas,
        unmanaged: request.dropUnmanaged === true ? "drop" : configuration.unmanaged,
        renames,
        ...(request.questioner === undefined ? {} : { questioner: request.questioner }),
        compareBesides: () => compareBesides(configuration, dataSource, connection),
        writesFile: request.writesFile === true,
        makesMore: configuration.processRevisionDirectives !== null,
        customize: (sides) => ({
          ...optional("include", comparisonFilter(configuration, sides)),
          ...optional("judge", columnJudge(configuration, dialect, sides)),
        }),
      }).catch((error: unknown) => {
        throw nameModule(error, configuration);
      });
      return { result, concerned: await concernedRows(result, connection, dialect) };
    });
    for (const message of result.warnings) request.onEvent?.({ kind: "warning", message });
    const edited = await editedFiles(session, configuration, graph, rows);
    return {
      result,
      report: { ...reportOf(result, concerned), edited },
      sql: statementText(dialect, result.upgrade),
      dialect,
    };
  });
}

/** What the caller says comes before what the file says. */
function decisionsOf(
  { renames = [], decisions }: ComparisonRequest,
  configuration: Configuration,
): readonly RenameDecision[] {
  const file = decisions ?? configuration.decisions;
  if (file === null) return renames;
  const isSaid = ({ from, to }: RenameDecision): boolean =>
    renames.some((said) => said.from === from && said.to === to);
  return [...renames, ...readDecisions(file).filter((decision) => !isSaid(decision))];
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, Value>>);
}

function requireHeads(graph: RevisionGraph, rows: readonly string[]): void {
  const reached = currentHeads(graph, rows);
  const missing = graph.heads.filter((head) => !reached.includes(head));
  if (missing.length === 0) return;
  throw new ReviseError(
    "database-not-up-to-date",
    `The database is not up to date: ${list(missing)} ${missing.length === 1 ? "has" : "have"} not been applied.`,
    {
      hint: "Run `revise upgrade head` first (`heads` where there are several), or `revise stamp` if the database has it already (docs/recovery.md).",
      details: { missing, rows },
    },
  );
}

/** What the applied revisions created, read from their sources without executing them. */
function managedObjects(graph: RevisionGraph, rows: readonly string[]): ReadonlySet<ObjectKey> {
  const applied = ancestors(graph, rows);
  const inOrder = [...graph.nodes.keys()].filter((id) => applied.has(id));
  return createdObjects(inOrder.map((id) => nodeOf(graph, id).revision));
}

/** The reader knows neither which file the DataSource came from, nor which one of a glob failed. */
function nameModule(error: unknown, { dataSource, file }: Configuration): unknown {
  const module = typeof dataSource === "string" ? dataSource : file;
  if (isReviseError(error, "module-load-failed")) return loadFailureOf(error.cause, module) ?? error;
  if (!isReviseError(error, "no-entities")) return error;
  return new ReviseError("no-entities", `The DataSource of ${module} has no entities.`, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    cause: error,
    details: { file: module },
  });
}
