import { isBranchPoint } from "../revisions/graph-node";
import { openProject, type CommandOptions } from "./project";
import { summarize, type RevisionSummary } from "./revision-summary";

/** A revision that more than one other follows. */
export interface Branch {
  /** Where the branches part. */
  readonly revision: RevisionSummary;
  /** The first revision of each branch. */
  readonly children: readonly RevisionSummary[];
}

/** The revisions with more than one child, with their children. */
export async function branches(options: CommandOptions = {}): Promise<Branch[]> {
  const graph = (await openProject(options, "branches")).graph({ broken: "warn" });
  return [...graph.nodes.values()].filter(isBranchPoint).map((node) => ({
    revision: summarize(graph, node.id),
    children: node.children.map((child) => summarize(graph, child)),
  }));
}
