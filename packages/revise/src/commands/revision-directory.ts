import type { AppliedStep } from "../config/callbacks";
import type { RevisionGraph } from "../revisions/graph";
import { historyBetween } from "../revisions/history";
import { checkRows, planDowngrade, planUpgrade } from "../revisions/plan";
import { planStamp } from "../revisions/plan-stamp";
import { currentHeads, resolveRevision, resolveTarget } from "../revisions/resolve";
import type { BrokenRevision } from "../revisions/revision";
import { stepSummary } from "./step-summary";
import { openProject, type CommandOptions } from "./project";
import { summarize, type RevisionSummary } from "./revision-summary";

/**
 * The revision files as they were when this was read, and their graph. Nothing of it executes a file or asks a database;
 * where a target speaks of `current`, or of an offset from it, the rows of the version table are to be given.
 *
 * Targets are those of the command line: ids and their starts, labels, `head`, `heads`, `base`, `+1`, `label@head-1` …
 */
export interface RevisionDirectory {
  /** Absolute. */
  readonly directory: string;
  /** Absolute. */
  readonly versionLocations: readonly string[];
  /** In the order of the files. */
  readonly heads: readonly RevisionSummary[];
  /** The revisions without a parent, in the order of the files. */
  readonly bases: readonly RevisionSummary[];
  /** Label to the id of the revision that declares it. */
  readonly labels: ReadonlyMap<string, string>;
  /** Files whose header can't be read. They are in nothing else. */
  readonly broken: readonly BrokenRevision[];
  /** The revisions of a range `a:b`, or all of them, newest first. */
  history(range?: string, rows?: readonly string[]): RevisionSummary[];
  /** The revisions that a target names; none for `base`. */
  find(target: string, rows?: readonly string[]): RevisionSummary[];
  /** The one revision that a target names. Throws `invalid-target` for none, `multiple-heads` for several. */
  get(target: string, rows?: readonly string[]): RevisionSummary;
  /** The revisions that a database with these rows is at, those implied by `dependsOn` too. */
  current(rows: readonly string[]): RevisionSummary[];
  /** What `upgrade` would run on a database with these rows. */
  planUpgrade(target: string, rows: readonly string[]): AppliedStep[];
  /** What `downgrade` would run there. */
  planDowngrade(target: string, rows: readonly string[]): AppliedStep[];
  /** How `stamp` would change these rows. */
  planStamp(targets: readonly string[], rows: readonly string[]): AppliedStep[];
}

/** Reads the headers of all revision files. Throws `directory-not-found`, `revision-graph`. */
export async function revisionDirectory(options: CommandOptions = {}): Promise<RevisionDirectory> {
  const { configuration, graph } = await openProject(options, "revisionDirectory");
  const { directory, versionLocations } = configuration;
  return { directory, versionLocations, ...overGraph(graph({ broken: "warn" })) };
}

function overGraph(graph: RevisionGraph): Omit<RevisionDirectory, "directory" | "versionLocations"> {
  const summaries = (ids: readonly string[], rows: readonly string[] = []): RevisionSummary[] => {
    checkRows(graph, rows);
    const current = currentHeads(graph, rows);
    return ids.map((id) => summarize(graph, id, current));
  };
  const at = (rows: readonly string[] | undefined): Parameters<typeof resolveTarget>[0] => ({
    graph,
    rows: rows ?? null,
  });
  return {
    heads: summaries(graph.heads),
    bases: summaries(graph.bases),
    labels: graph.labels,
    broken: graph.broken,
    history: (range, rows) => summaries(historyBetween(at(rows), range ?? null), rows),
    find: (target, rows) => summaries(resolveTarget(at(rows), target).ids, rows),
    get: (target, rows) => {
      const id = resolveRevision(at(rows), target);
      return summarize(graph, id, rows === undefined ? [] : currentHeads(graph, rows));
    },
    current: (rows) => summaries(currentHeads(graph, rows), rows),
    planUpgrade: (target, rows) => planUpgrade(graph, rows, target).map(stepSummary),
    planDowngrade: (target, rows) => planDowngrade(graph, rows, target).map(stepSummary),
    planStamp: (targets, rows) => planStamp(graph, rows, targets).map(stepSummary),
  };
}
