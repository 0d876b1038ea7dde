import { historyBetween } from "../revisions/history";
import { currentHeads } from "../revisions/resolve";
import { rowsWhereAsked } from "./current-rows";
import { openProject, type CommandOptions } from "./project";
import { summarize, type RevisionSummary } from "./revision-summary";

export interface HistoryOptions extends CommandOptions {
  /** `start:end`, both included; either may be empty. */
  readonly range?: string;
  /** Ask the database, and mark what it is at. */
  readonly indicateCurrent?: boolean;
}

/** The revisions of a range, newest first. The database is asked only where the options need it. */
export async function history(options: HistoryOptions = {}): Promise<RevisionSummary[]> {
  const project = await openProject(options, "history");
  const graph = project.graph({ broken: "warn" });
  const range = options.range ?? null;
  const rows = await rowsWhereAsked(project.configuration, graph, range ?? "", options.indicateCurrent);
  const current = rows === null ? [] : currentHeads(graph, rows);
  return historyBetween({ graph, rows }, range).map((id) => summarize(graph, id, current));
}
