/** Four ways in which a graph can bite its tail, told apart. */
import { compareText } from "../util/text";
import type { Draft } from "./graph-node";
import type { CycleKind } from "./graph-errors";
import { cyclic } from "./graph-errors";

type Next = (node: Draft) => readonly string[];

/** @throws `revision-graph` with the ids on the cycle and those that hang on it, never a healthy one */
export function rejectCycles(drafts: ReadonlyMap<string, Draft>): void {
  for (const draft of drafts.values()) {
    if (draft.parents.includes(draft.id)) throw cyclic("self-loop", [draft.revision]);
    if (draft.dependencies.includes(draft.id)) throw cyclic("dependency-self-loop", [draft.revision]);
  }
  if (!hasCycle(drafts)) return;
  rejectCycle(
    drafts,
    "cycle",
    (node) => node.parents,
    (node) => node.children,
  );
  rejectCycle(
    drafts,
    "dependency-cycle",
    (node) => [...node.parents, ...node.dependencies],
    (node) => node.successors,
  );
}

/** Whether something is left when heads, and what thereby becomes one, are taken off. One pass tells most graphs healthy. */
function hasCycle(drafts: ReadonlyMap<string, Draft>): boolean {
  const above = new Map([...drafts.values()].map((node) => [node.id, node.successors.length]));
  const open = [...drafts.values()].filter((node) => node.successors.length === 0);
  let left = drafts.size;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    left -= 1;
    for (const id of new Set([...node.parents, ...node.dependencies])) {
      const count = (above.get(id) ?? 0) - 1;
      above.set(id, count);
      const below = drafts.get(id);
      if (count === 0 && below !== undefined) open.push(below);
    }
  }
  return left > 0;
}

/** Healthy is what can be reached from a head going down and from a base going up. */
function rejectCycle(drafts: ReadonlyMap<string, Draft>, kind: CycleKind, down: Next, up: Next): void {
  const nodes = [...drafts.values()];
  const belowHeads = reach(
    nodes.filter((node) => up(node).length === 0),
    drafts,
    down,
  );
  const aboveBases = reach(
    nodes.filter((node) => down(node).length === 0),
    drafts,
    up,
  );
  const sick = nodes.filter((node) => !belowHeads.has(node) || !aboveBases.has(node));
  if (sick.length === 0) return;
  const revisions = sick.map((node) => node.revision);
  throw cyclic(
    kind,
    revisions.sort((left, right) => compareText(left.id, right.id)),
  );
}

function reach(start: readonly Draft[], drafts: ReadonlyMap<string, Draft>, next: Next): Set<Draft> {
  const seen = new Set(start);
  const open = [...start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const id of next(node)) {
      const neighbour = drafts.get(id);
      if (neighbour === undefined || seen.has(neighbour)) continue;
      seen.add(neighbour);
      open.push(neighbour);
    }
  }
  return seen;
}
