/** One order for a set of revisions, the same on every machine and in every command. */
import { ancestors, descendants, inLoadOrder, nodeOf } from "./ancestry";
import type { RevisionGraph } from "./graph";

/**
 * Sorts `selection` so that a revision comes before everything it needs. Goes down one branch for as long as it can;
 * where branches fork all of them are finished before their common revision. Ties are broken by load order.
 *
 * @param heads where to begin; members of `selection` that nothing else in it builds on
 */
export function newestFirst(
  graph: RevisionGraph,
  selection: ReadonlySet<string>,
  heads: readonly string[],
): string[] {
  const waiting = new Map<string, number>();
  for (const id of selection) {
    waiting.set(id, nodeOf(graph, id).successors.filter((next) => selection.has(next)).length);
  }
  const open = inLoadOrder(
    graph,
    heads.filter((id) => selection.has(id)),
  );
  const listed = new Set(open);
  const left = new Set(selection);
  const sorted: string[] = [];
  let at = 0;
  for (let id = open[at]; id !== undefined; id = open[at]) {
    if ((waiting.get(id) ?? 0) > 0) {
      at = blocker(graph, open, at, left);
      continue;
    }
    sorted.push(id);
    left.delete(id);
    const [next, ...others] = release(graph, id, waiting, listed);
    if (next === undefined) {
      open.splice(at, 1);
      at = Math.max(at - 1, 0);
    } else {
      open[at] = next;
      open.push(...others);
    }
  }
  return sorted;
}

/** Marks `id` as placed for its predecessors and gives those of them that are not on the list yet. */
function release(
  graph: RevisionGraph,
  id: string,
  waiting: Map<string, number>,
  listed: Set<string>,
): string[] {
  const node = nodeOf(graph, id);
  const needed = new Set([...node.parents, ...node.dependencies]);
  for (const below of needed) {
    const count = waiting.get(below);
    if (count !== undefined) waiting.set(below, count - 1);
  }
  const fresh = node.predecessors.filter((below) => waiting.has(below) && !listed.has(below));
  for (const below of fresh) listed.add(below);
  return fresh;
}

/**
 * The place of the first listed revision that must go before the one at `at`.
 *
 * @param left what has no place in the order yet
 */
function blocker(
  graph: RevisionGraph,
  open: readonly string[],
  at: number,
  left: ReadonlySet<string>,
): number {
  const todo = open.slice(at, at + 1);
  const above = new Set(todo);
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    for (const successor of nodeOf(graph, next).successors) {
      if (above.has(successor) || !left.has(successor)) continue;
      above.add(successor);
      todo.push(successor);
    }
  }
  const index = open.findIndex((other, position) => position !== at && above.has(other));
  if (index === -1)
    throw new Error(`Revision ${open[at] ?? ""} waits for a revision that is not on the list.`);
  return index;
}

/** The whole graph, newest first. */
export function wholeHistory(graph: RevisionGraph): string[] {
  return newestFirst(graph, new Set(graph.nodes.keys()), graph.realHeads);
}

/** What lies between two sets of revisions, both included, newest first; the start follows versioned edges. */
export function between(graph: RevisionGraph, start: readonly string[], end: readonly string[]): string[] {
  const required = ancestors(graph, end);
  if (start.length === 0) return newestFirst(graph, required, end);
  const above = descendants(graph, start, "versioned");
  const selection = new Set([...required].filter((id) => above.has(id)));
  return newestFirst(graph, selection, selectionHeads(graph, selection));
}

function selectionHeads(graph: RevisionGraph, selection: ReadonlySet<string>): string[] {
  return [...selection].filter((id) => !nodeOf(graph, id).successors.some((next) => selection.has(next)));
}
