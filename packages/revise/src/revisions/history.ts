/** The revisions a range names, newest first. */
import { ancestors, lineage } from "./ancestry";
import type { RevisionGraph } from "./graph";
import type { Resolved, TargetContext } from "./resolve";
import { resolveTarget, severalHeads } from "./resolve";
import type { Range, Target } from "./target";
import { invalid, parseRange, parseTarget } from "./target";
import { between, wholeHistory } from "./topology";
import { walk } from "./walk";

/**
 * Both ends are included; an empty start is base, an empty end all heads. A bare `-N` at the start counts down from the
 * heads, a bare `+N` at the end counts up from the start; one that is too long stops at the last revision.
 *
 * @param range `a:b`; null for everything
 * @throws the errors of a target, and `invalid-target` where the end does not follow the start
 */
export function historyBetween(context: TargetContext, range: string | null): string[] {
  if (range === null) return wholeHistory(context.graph);
  const parsed = parseRange(range);
  const { start, end } = ends(context, parsed);
  const required = ancestors(context.graph, end.ids);
  const inside = start.ids.filter((id) => required.has(id));
  // Of several heads that a bare offset counts from, those that the end does not reach are not meant.
  const enough = start.target.symbol === null ? Math.min(start.ids.length, 1) : start.ids.length;
  if (inside.length < enough) {
    throw invalid(
      range,
      `"${parsed.end ?? "heads"}" does not follow "${parsed.start ?? "base"}"`,
      "The older revision comes first: `older:newer`.",
    );
  }
  return between(context.graph, inside, branchOnly(context.graph, start, end.ids));
}

interface Ends {
  readonly start: Resolved;
  readonly end: Resolved;
}

function ends(context: TargetContext, range: Range): Ends {
  const start = parseTarget(range.start ?? "base");
  const end = parseTarget(range.end ?? "heads");
  if (start.symbol === null && (start.offset ?? 0) > 0) {
    throw invalid(range.text, "the start of a range can't count up");
  }
  if (end.symbol === null && (end.offset ?? 0) < 0) {
    throw invalid(range.text, "the end of a range can't count down");
  }
  const from =
    start.symbol === null
      ? resolveTarget({ ...context, rows: null }, start.text, { clamp: true })
      : resolveTarget(context, start.text);
  return {
    start: from,
    end: end.symbol === null ? count(context, end, from) : resolveTarget(context, end.text, { clamp: true }),
  };
}

/** Counts up from the start. */
function count(context: TargetContext, target: Target, other: Resolved): Resolved {
  if (other.ids.length > 1) throw severalHeads(other.target.text, other.ids);
  const branch = target.branch === null ? other.branch : resolveBranch(context, target);
  const id = walk(context.graph, {
    start: other.ids[0] ?? null,
    steps: target.offset ?? 0,
    branch,
    text: target.text,
    clamp: true,
  });
  return { target, ids: id === null ? [] : [id], branch };
}

function resolveBranch(context: TargetContext, target: Target): Resolved["branch"] {
  return resolveTarget(context, `${target.branch ?? ""}@base`).branch;
}

/** `label@base:heads` is about that branch alone. */
function branchOnly(graph: RevisionGraph, start: Resolved, end: readonly string[]): readonly string[] {
  if (start.branch === null) return end;
  const members = lineage(graph, [start.branch.id]);
  return end.filter((id) => members.has(id));
}
