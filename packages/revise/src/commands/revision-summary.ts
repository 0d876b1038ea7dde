import { isBranchPoint, isMergePoint } from "../revisions/graph-node";
import { nodeOf } from "../revisions/ancestry";
import type { RevisionGraph } from "../revisions/graph";
import { message } from "../revisions/revision";

/** A revision as commands give it out: its header, its place in the graph, its place in the database. */
export interface RevisionSummary {
  readonly id: string;
  readonly downRevisions: readonly string[];
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  readonly message: string;
  readonly doc: string;
  readonly createDate: string | null;
  readonly path: string;
  readonly children: readonly string[];
  readonly isHead: boolean;
  /** A head by its parents that another revision depends on. */
  readonly isEffectiveHead: boolean;
  readonly isBranchPoint: boolean;
  readonly isMergePoint: boolean;
  /** Whether the database is at it; false where the database was not asked. */
  readonly isCurrent: boolean;
}

/** @param current the revisions the database is at, where it was asked */
export function summarize(
  graph: RevisionGraph,
  id: string,
  current: readonly string[] = [],
): RevisionSummary {
  const node = nodeOf(graph, id);
  const { revision } = node;
  return {
    id,
    downRevisions: [...new Set(revision.downRevisions)],
    dependsOn: revision.dependsOn,
    branchLabels: node.labels,
    message: message(revision),
    doc: revision.doc,
    createDate: revision.createDate,
    path: revision.path,
    children: node.children,
    isHead: node.children.length === 0,
    isEffectiveHead: node.children.length === 0 && node.successors.length > 0,
    isBranchPoint: isBranchPoint(node),
    isMergePoint: isMergePoint(node),
    isCurrent: current.includes(id),
  };
}
