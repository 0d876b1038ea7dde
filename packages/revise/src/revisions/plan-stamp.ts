/** Moving the rows without running a revision. */
import { ReviseError } from "../errors";
import { list } from "../util/text";
import { inLoadOrder, lineage, nodeOf, overlapping } from "./ancestry";
import type { RevisionGraph } from "./graph";
import { checkRows } from "./plan";
import type { Resolved } from "./resolve";
import { resolveTarget } from "./resolve";
import type { StampStep } from "./step";
import { requireCertain, requireComplete } from "./unreadable";
import { changeRows } from "./version-rows";

export interface StampOptions {
  /** Delete all rows first, known or not. */
  readonly purge?: boolean;
}

/**
 * The least change of rows after which the database counts as being at the targets. A row above or below a target
 * moves there in one step, through merges and dependencies; rows of unrelated branches stay. `base` clears all rows,
 * `label@base` those of a branch.
 *
 * @throws the errors of a target; `invalid-target` for targets of which one is an ancestor of another;
 * `unknown-revision` for a row without a file unless `purge`
 */
export function planStamp(
  graph: RevisionGraph,
  rows: readonly string[],
  targets: readonly string[],
  options: StampOptions = {},
): StampStep[] {
  const steps: StampStep[] = [];
  let current = [...rows];
  const add = (step: StampStep): void => {
    steps.push(step);
    current = changeRows(current, step.rows);
  };
  if (options.purge === true) {
    if (rows.length > 0) add(clear(rows));
  } else {
    checkKnown(graph, rows);
  }
  const known = current;
  for (const target of targets) requireCertain(graph, target);
  const resolved = targets.map((target) => ownTips(graph, resolveTarget({ graph, rows: known }, target)));
  requireComplete(graph, [...known, ...resolved.flatMap(({ ids }) => ids)]);
  rejectOverlap(graph, resolved);
  for (const target of resolved)
    if (target.ids.length === 0) clearBranch(graph, target, current).forEach(add);
  for (const id of inLoadOrder(
    graph,
    resolved.flatMap((target) => target.ids),
  )) {
    const step = moveTo(graph, current, id);
    if (step !== null) add(step);
  }
  return steps;
}

/** `label@heads` names heads of which one may depend on another, which is then implied. */
function ownTips(graph: RevisionGraph, resolved: Resolved): Resolved {
  const implied = new Set(overlapping(graph, resolved.ids));
  return { ...resolved, ids: resolved.ids.filter((id) => !implied.has(id)) };
}

/** Rows that overlap are no obstacle: stamping is how they are mended. */
function checkKnown(graph: RevisionGraph, rows: readonly string[]): void {
  for (const row of rows) checkRows(graph, [row]);
}

function rejectOverlap(graph: RevisionGraph, resolved: readonly Resolved[]): void {
  const below = overlapping(
    graph,
    resolved.flatMap((target) => target.ids),
  );
  if (below.length === 0) return;
  throw new ReviseError(
    "invalid-target",
    `A database can't be at ${list(resolved.map((target) => `"${target.target.text}"`))} at once: ${list(below)} ${
      below.length === 1 ? "is an ancestor" : "are ancestors"
    } of another one.`,
    { hint: "Leave out the older revisions: they are implied.", details: { overlapping: below } },
  );
}

function clear(rows: readonly string[]): StampStep {
  return {
    direction: "stamp",
    revision: null,
    from: rows,
    to: [],
    rows: { delete: rows, insert: [], update: [] },
  };
}

function clearBranch(graph: RevisionGraph, target: Resolved, rows: readonly string[]): StampStep[] {
  if (target.branch === null) return rows.map((row) => clear([row]));
  const members = lineage(graph, [target.branch.id], "all");
  return rows.filter((row) => members.has(row)).map((row) => clear([row]));
}

function moveTo(graph: RevisionGraph, rows: readonly string[], id: string): StampStep | null {
  const related = lineage(graph, [id], "all");
  const from = inLoadOrder(
    graph,
    rows.filter((row) => related.has(row)),
  );
  const { revision } = nodeOf(graph, id);
  const others = from.filter((row) => row !== id);
  if (others.length === 0 && from.length === 1) return null;
  const kept = from.includes(id);
  const last = kept ? undefined : others.pop();
  return {
    direction: "stamp",
    revision,
    from,
    to: [id],
    rows: {
      delete: others,
      insert: last === undefined && !kept ? [id] : [],
      update: last === undefined ? [] : [{ from: last, to: id }],
    },
  };
}
