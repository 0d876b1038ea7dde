import { isBranchPoint, isMergePoint } from "../revisions/graph-node";
import { nodeOf } from "../revisions/ancestry";
import type { RevisionGraph } from "../revisions/graph";
import { message } from "../revisions/revision";

/** A revision as commands give it out: its header, its place in the graph, its place in the database. */
export interface RevisionSummary {
  /** As the file states it. */
  readonly id: string;
  /** Ids of the parents; empty for a base. */
  readonly downRevisions: readonly string[];
  /** Ids or labels, as the file states them. */
  readonly dependsOn: readonly string[];
  /** Those that it declares, and those of the branch that it is on. */
  readonly branchLabels: readonly string[];
  /** The first paragraph of its comment, on one line. */
  readonly message: string;
  /** The whole text of its comment, without the fields of the header. */
  readonly doc: string;
  /** As the file states it; null where it does not. */
  readonly createDate: string | null;
  /** Absolute. */
  readonly path: string;
  /** Ids of the revisions that follow it. */
  readonly children: readonly string[];
  /** Whether none follows it. */
  readonly isHead: boolean;
  /** A head by its parents that another revision depends on. */
  readonly isEffectiveHead: boolean;
  /** Whether more than one follows it. */
  readonly isBranchPoint: boolean;
  /** Whether it follows more than one. */
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
