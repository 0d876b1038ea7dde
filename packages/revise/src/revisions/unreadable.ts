/** What can still be said for certain beside files whose header can't be read. */
import { ancestors } from "./ancestry";
import type { RevisionGraph } from "./graph";
import { unreadableHeader } from "./graph-errors";
import { parseTarget } from "./target";

/**
 * A file that can't be read may be a head, follow any revision and carry any label. So only what is written in full is
 * certain, and what lies below it: an id, a label, `base`, `current`, and so many steps down from there.
 *
 * @throws `revision-file-invalid` for a target that such a file might change
 */
export function requireCertain(graph: RevisionGraph, text: string): void {
  const [first] = graph.broken;
  if (first === undefined) return;
  const { symbol, branch, offset } = parseTarget(text);
  const isFull = (name: string): boolean => graph.nodes.has(name) || graph.labels.has(name);
  const isFixed = symbol === null || symbol === "base" || symbol === "current" || isFull(symbol);
  if (isFixed && (offset ?? 0) <= 0 && (branch === null || isFull(branch))) return;
  throw unreadableHeader(first, `Until then name a revision by its whole id: "${text}" may mean that file. `);
}

/**
 * Makes sure that everything below some revisions could be read.
 *
 * @param ids in the graph
 * @throws `revision-graph` for a parent or dependency that may be in a file that could not
 */
export function requireComplete(graph: RevisionGraph, ids: Iterable<string>): void {
  if (graph.incomplete.size === 0) return;
  for (const id of ancestors(graph, ids)) {
    const error = graph.incomplete.get(id);
    if (error !== undefined) throw error;
  }
}
