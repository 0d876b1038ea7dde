import { openProject, type CommandOptions } from "./project";
import { summarize, type RevisionSummary } from "./revision-summary";

/** The options of {@link heads}. */
export interface HeadsOptions extends CommandOptions {
  /** Leave out heads that another revision depends on. */
  readonly resolveDependencies?: boolean;
}

/** The heads of the graph, in the order of the files. */
export async function heads(options: HeadsOptions = {}): Promise<RevisionSummary[]> {
  const graph = (await openProject(options, "heads")).graph({ broken: "warn" });
  const ids = options.resolveDependencies === true ? graph.realHeads : graph.heads;
  return ids.map((id) => summarize(graph, id));
}
