import { historyBetween } from "../revisions/history";
import { currentHeads } from "../revisions/resolve";
import type { Configuration } from "../config/config";
import type { HistoryEntry } from "../runtime/history-table";
import { historyEntries } from "./applied-history";
import { rowsWhereAsked } from "./current-rows";
import { openProject, type CommandOptions } from "./project";
import { withSession } from "./session";
import { summarize, type RevisionSummary } from "./revision-summary";

/** The options of {@link history}. */
export interface HistoryOptions extends CommandOptions {
  /** `start:end`, both included; either may be empty. */
  readonly range?: string;
  /** Ask the database, and mark what it is at. */
  readonly indicateCurrent?: boolean;
}

/** A revision, and what was done with it. */
export interface RevisionHistory extends RevisionSummary {
  /** What was done with it, oldest first; empty without `indicateCurrent`, and where no history table is kept. */
  readonly runs: readonly HistoryEntry[];
}

/** The revisions of a range, newest first. The database is asked only where the options need it. */
export async function history(options: HistoryOptions = {}): Promise<RevisionHistory[]> {
  const project = await openProject(options, "history");
  const graph = project.graph({ broken: "warn" });
  const range = options.range ?? null;
  const rows = await rowsWhereAsked(project.configuration, graph, range ?? "", options.indicateCurrent);
  const current = rows === null ? [] : currentHeads(graph, rows);
  const entries = options.indicateCurrent === true ? await entriesOf(project.configuration) : [];
  return historyBetween({ graph, rows }, range).map((id) => ({
    ...summarize(graph, id, current),
    runs: entries.filter(({ revision }) => revision === id),
  }));
}

async function entriesOf(configuration: Configuration): Promise<readonly HistoryEntry[]> {
  if (configuration.historyTable === null) return [];
  return withSession(configuration, (session) => historyEntries(session, configuration));
}
