/** Walks along the edges of a revision graph. Every result is closed: it holds the revisions it started from. */
import type { RevisionGraph } from "./graph";
import type { GraphNode } from "./graph-node";

/** `versioned` follows `downRevision` alone; `all` follows `dependsOn` too. */
export type Edges = "versioned" | "all";

/** The given revisions and everything that must have run before them. */
export function ancestors(graph: RevisionGraph, ids: Iterable<string>, edges: Edges = "all"): Set<string> {
  return reach(graph, ids, edges === "all" ? (node) => node.predecessors : (node) => node.parents);
}

/** The given revisions and everything that needs them. */
export function descendants(graph: RevisionGraph, ids: Iterable<string>, edges: Edges = "all"): Set<string> {
  return reach(graph, ids, edges === "all" ? (node) => node.successors : (node) => node.children);
}

/** Everything that lies below or above the given revisions. */
export function lineage(
  graph: RevisionGraph,
  ids: readonly string[],
  edges: Edges = "versioned",
): Set<string> {
  const members = ancestors(graph, ids, edges);
  for (const id of descendants(graph, ids, edges)) members.add(id);
  return members;
}

/** The members of a set closed under ancestry on which no other member builds, in load order. */
export function tips(graph: RevisionGraph, applied: ReadonlySet<string>, edges: Edges = "all"): string[] {
  const tip = (id: string): boolean => {
    const node = nodeOf(graph, id);
    return !(edges === "all" ? node.successors : node.children).some((next) => applied.has(next));
  };
  return inLoadOrder(graph, [...applied].filter(tip));
}

/**
 * The pairs of `ids` of which one is an ancestor of the other, as the ids that are below another one. Repeats of one
 * id are no overlap.
 */
export function overlapping(graph: RevisionGraph, ids: readonly string[]): string[] {
  const given = new Set(ids);
  if (given.size < 2) return [];
  const below = new Set<string>();
  for (const id of given) {
    if (below.has(id)) continue;
    for (const ancestor of ancestors(graph, nodeOf(graph, id).predecessors)) {
      if (given.has(ancestor)) below.add(ancestor);
    }
  }
  return inLoadOrder(graph, [...below]);
}

/** The node of an id that is known to be in the graph. */
export function nodeOf(graph: RevisionGraph, id: string): GraphNode {
  const node = graph.nodes.get(id);
  if (node === undefined) throw new Error(`Revision ${id} is not in the graph.`);
  return node;
}

/** Without repeats, in the order in which the files are read. */
export function inLoadOrder(graph: RevisionGraph, ids: readonly string[]): string[] {
  if (ids.length < 2) return [...ids];
  return [...new Set(ids)].sort(
    (left, right) => nodeOf(graph, left).position - nodeOf(graph, right).position,
  );
}

function reach(
  graph: RevisionGraph,
  ids: Iterable<string>,
  next: (node: GraphNode) => readonly string[],
): Set<string> {
  const seen = new Set<string>(ids);
  const open = [...seen];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const neighbour of next(nodeOf(graph, id))) {
      if (seen.has(neighbour)) continue;
      seen.add(neighbour);
      open.push(neighbour);
    }
  }
  return seen;
}
