/**
 * How the rows of the version table move with one revision.
 *
 * The rows are the tips of what has been applied. A revision that another applied one needs, be it as a parent or
 * through `dependsOn`, has no row of its own; it gets one back when the last of those is taken down.
 */
import { inLoadOrder, nodeOf } from "./ancestry";
import type { RevisionGraph } from "./graph";

export interface RowChange {
  readonly delete: readonly string[];
  readonly insert: readonly string[];
  readonly update: readonly { readonly from: string; readonly to: string }[];
}

/**
 * Applying `id`: a new branch is an insert, a step along a branch an update, a merge deletes all rows but one and
 * updates that one.
 */
export function rowsUp(graph: RevisionGraph, rows: readonly string[], id: string): RowChange {
  const node = nodeOf(graph, id);
  const below = new Set([...node.parents, ...node.dependencies]);
  const replaced = inLoadOrder(
    graph,
    rows.filter((row) => below.has(row)),
  );
  const last = replaced.pop();
  if (last === undefined) return { delete: [], insert: [id], update: [] };
  return { delete: replaced, insert: [], update: [{ from: last, to: id }] };
}

/**
 * Taking `id` down: what nothing else that is applied needs becomes a row again.
 *
 * @param remaining what is applied afterwards
 */
export function rowsDown(graph: RevisionGraph, remaining: ReadonlySet<string>, id: string): RowChange {
  const node = nodeOf(graph, id);
  const below = [...node.parents, ...node.dependencies].filter((parent) => remaining.has(parent));
  const freed = inLoadOrder(
    graph,
    below.filter((parent) => !nodeOf(graph, parent).successors.some((next) => remaining.has(next))),
  );
  const last = freed.pop();
  if (last === undefined) return { delete: [id], insert: [], update: [] };
  return { delete: [], insert: freed, update: [{ from: id, to: last }] };
}

/** The rows after a change, in the order they were in. */
export function changeRows(rows: readonly string[], change: RowChange): string[] {
  const gone = new Set(change.delete);
  const moved = new Map(change.update.map(({ from, to }) => [from, to]));
  return [...rows.filter((row) => !gone.has(row)).map((row) => moved.get(row) ?? row), ...change.insert];
}
