import { currentHeads, resolveTarget } from "../revisions/resolve";
import { rowsWhereAsked } from "./current-rows";
import { openProject, type CommandOptions } from "./project";
import { summarize, type RevisionSummary } from "./revision-summary";

/** The options of {@link show}. */
export interface ShowOptions extends CommandOptions {
  /** Any target: an id or its start, `head`, `label@head`, `head-1`, `current` … */
  readonly target: string;
}

/** The revisions that a target names. The database is asked for `current` alone. */
export async function show(options: ShowOptions): Promise<RevisionSummary[]> {
  const project = await openProject(options, "show");
  const graph = project.graph({ broken: "warn" });
  const rows = await rowsWhereAsked(project.configuration, graph, options.target);
  const current = rows === null ? [] : currentHeads(graph, rows);
  return resolveTarget({ graph, rows }, options.target).ids.map((id) => summarize(graph, id, current));
}
