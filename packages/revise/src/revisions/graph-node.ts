/** One revision with its edges. */
import type { Revision } from "./revision";

export interface GraphNode {
  readonly id: string;
  readonly revision: Revision;
  /** Place in the order in which files are read; breaks every tie. */
  readonly position: number;
  /** `downRevision`. */
  readonly parents: readonly string[];
  /** `dependsOn` with labels resolved to ids. */
  readonly dependencies: readonly string[];
  /** The dependencies that no versioned ancestor declares already. */
  readonly normalizedDependencies: readonly string[];
  /** Parents and normalised dependencies without repeats. */
  readonly predecessors: readonly string[];
  /** Versioned children. */
  readonly children: readonly string[];
  /** Children and dependents without repeats. */
  readonly successors: readonly string[];
  /** Labels declared here or spread to here, in the order of their declaration. */
  readonly labels: readonly string[];
}

/** A node while the graph is being built. */
export interface Draft {
  readonly id: string;
  readonly revision: Revision;
  readonly position: number;
  parents: readonly string[];
  dependencies: readonly string[];
  normalizedDependencies: readonly string[];
  predecessors: readonly string[];
  readonly children: string[];
  readonly successors: string[];
  readonly labels: string[];
}

/** Whether more than one revision follows, along versioned edges. */
export function isBranchPoint(node: GraphNode): boolean {
  return node.children.length > 1;
}

/** Whether it has more than one parent. */
export function isMergePoint(node: GraphNode): boolean {
  return node.parents.length > 1;
}
