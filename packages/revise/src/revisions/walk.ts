/** Relative steps along `downRevision`; dependencies are never counted. */
import { list } from "../util/text";
import { lineage, nodeOf } from "./ancestry";
import type { RevisionGraph } from "./graph";
import type { Branch } from "./lookup";
import { invalid } from "./target";

export interface Walk {
  /** Null for base. */
  readonly start: string | null;
  /** Positive up, negative down. */
  readonly steps: number;
  /** Narrows the choice at a fork. */
  readonly branch: Branch | null;
  /** The target as written, for messages. */
  readonly text: string;
  /** Stop at the end instead of failing. */
  readonly clamp?: boolean;
}

/**
 * The revision `steps` away; null for base.
 *
 * @throws `invalid-target` where the walk leaves the graph or reaches a fork (up) or a merge (down)
 */
export function walk(graph: RevisionGraph, way: Walk): string | null {
  const members = way.branch === null ? null : lineage(graph, [way.branch.id]);
  let at = way.start;
  for (let left = Math.abs(way.steps); left > 0; left -= 1) {
    const step = way.steps > 0 ? up(graph, at, members) : down(graph, at, members);
    if (step.length > 1) throw fork(graph, way, at, step);
    const [next] = step;
    if (next === undefined) {
      if (way.clamp === true) return at;
      throw tooFar(way, at, Math.abs(way.steps) - left);
    }
    at = next;
  }
  return at;
}

function up(graph: RevisionGraph, at: string | null, members: Set<string> | null): readonly string[] {
  const next = at === null ? graph.bases : nodeOf(graph, at).children;
  return members === null ? next : next.filter((id) => members.has(id));
}

/** Base itself is one step below a base; below that there is nothing. */
function down(
  graph: RevisionGraph,
  at: string | null,
  members: Set<string> | null,
): readonly (string | null)[] {
  if (at === null) return [];
  const incomplete = graph.incomplete.get(at);
  if (incomplete !== undefined) throw incomplete;
  const parents = nodeOf(graph, at).parents;
  if (parents.length === 0) return [null];
  const inside = members === null ? parents : parents.filter((id) => members.has(id));
  return inside.length === 0 ? parents : inside;
}

function tooFar(way: Walk, at: string | null, done: number): Error {
  const steps = `${String(done)} of ${String(Math.abs(way.steps))} ${Math.abs(way.steps) === 1 ? "step" : "steps"}`;
  if (way.steps < 0)
    return invalid(way.text, `it leads past the base after ${steps}`, "`base` is the lowest target.");
  const where = at === null ? "base" : `"${at}"`;
  return invalid(
    way.text,
    `nothing follows ${where} after ${steps}${way.branch === null ? "" : ` in branch "${way.branch.name}"`}`,
    "`heads` is the highest target.",
  );
}

function fork(
  graph: RevisionGraph,
  way: Walk,
  at: string | null,
  choices: readonly (string | null)[],
): Error {
  const ids = choices.filter((id) => id !== null);
  const names = ids.map((id) => {
    const labels = nodeOf(graph, id).labels;
    return labels.length === 0 ? id : `${id} (${labels.join(", ")})`;
  });
  if (way.steps > 0) {
    const where = at === null ? "base" : `"${at}"`;
    return invalid(
      way.text,
      `the way forks at ${where} into ${list(names)}`,
      "Name the revision, or say which branch: `label@+1`, `<id>@+1`.",
    );
  }
  return invalid(
    way.text,
    `"${at ?? ""}" is a merge of ${list(names)}, so there is more than one way down`,
    `Name one of the parents instead: ${list(ids, "or")}.`,
  );
}
