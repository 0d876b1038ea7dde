/** What a target stands for in a graph and, where there is a database, against its rows. */
import { ReviseError } from "../errors";
import { list } from "../util/text";
import { ancestors, inLoadOrder, lineage, tips } from "./ancestry";
import type { RevisionGraph } from "./graph";
import type { Branch } from "./lookup";
import { lookup, lookupBranch } from "./lookup";
import type { Target } from "./target";
import { invalid, parseTarget } from "./target";
import type { Walk } from "./walk";
import { walk } from "./walk";

export interface TargetContext {
  readonly graph: RevisionGraph;
  /** Rows of the version table, all of them in the graph; null for a command that asks no database. */
  readonly rows: readonly string[] | null;
}

export interface Resolved {
  readonly target: Target;
  /** Full ids in load order; empty for base. */
  readonly ids: readonly string[];
  /** The branch that narrows what the target is about. */
  readonly branch: Branch | null;
}

/**
 * Finds the revisions that a target names.
 *
 * A bare offset counts from the rows of the database; without a database `-1` counts from each head.
 *
 * @throws `invalid-target`, `unknown-revision`, `ambiguous-revision` or `multiple-heads`
 */
export function resolveTarget(
  context: TargetContext,
  text: string,
  options: { clamp?: boolean } = {},
): Resolved {
  const target = parseTarget(text);
  const { graph } = context;
  const branch = target.branch === null ? null : lookupBranch(graph, target.branch);
  if (target.offset === null) return { target, ids: symbolIds(context, target, branch), branch };
  const way = { steps: target.offset, branch, text, clamp: options.clamp === true };
  const isDown = target.symbol === null && target.offset < 0;
  if (isDown && context.rows === null) return { target, ids: downFromHeads(context, target, way), branch };

  const start = startOf(context, target, target.symbol ?? "current", branch);
  if (isDown && start === null) {
    throw invalid(
      text,
      "no revision has been applied, so there is nothing to go down from",
      "`revise current` shows what is.",
    );
  }
  const id = walk(graph, { ...way, start });
  // A bare `-1` is about the branch of the revision it starts from, not about its siblings.
  const about = isDown && start !== null ? { name: start, id: start } : branch;
  return { target, ids: id === null ? [] : [id], branch: about };
}

/** From each head of the branch, or each real head; heads that are not so far up are left out unless all are. */
function downFromHeads(context: TargetContext, target: Target, way: Omit<Walk, "start">): readonly string[] {
  const { graph } = context;
  const heads = symbolIds(context, { ...target, symbol: "heads" }, way.branch);
  const ends = heads.map((start) => walk(graph, { ...way, start, clamp: true }));
  const found = inLoadOrder(
    graph,
    ends.flatMap((id) => id ?? []),
  );
  const [first] = heads;
  // All of them end at base: the walk from one tells how far it is.
  if (found.length === 0 && first !== undefined) walk(graph, { ...way, start: first });
  return found;
}

/** Like {@link resolveTarget} for a target that must be one revision. Throws `multiple-heads` or `invalid-target`. */
export function resolveRevision(context: TargetContext, text: string): string {
  const { ids } = resolveTarget(context, text);
  if (ids.length > 1) throw severalHeads(text, ids);
  const [id] = ids;
  if (id === undefined) throw invalid(text, "it stands for no revision");
  return id;
}

/** Every revision that is the tip of a branch in the database, the ones implied by `dependsOn` too. */
export function currentHeads(graph: RevisionGraph, rows: readonly string[]): string[] {
  return tips(graph, ancestors(graph, rows), "versioned");
}

export function severalHeads(text: string, ids: readonly string[]): ReviseError {
  return new ReviseError("multiple-heads", `"${text}" stands for several revisions: ${list(ids)}.`, {
    hint: "Name one of them, use `<branch>@head` for one branch or `heads` for all, or join them with `revise merge heads`.",
    details: { target: text, heads: ids },
  });
}

function symbolIds(context: TargetContext, target: Target, branch: Branch | null): readonly string[] {
  const { graph } = context;
  const symbol = target.symbol ?? "";
  switch (symbol) {
    case "base":
      return [];
    case "heads":
      return branch === null ? graph.realHeads : within(graph, graph.heads, branch);
    case "head": {
      const heads = within(graph, graph.heads, branch);
      if (heads.length > 1) throw severalHeads(target.text, heads);
      return heads;
    }
    case "current":
      return currentIds(context, target, branch);
    default:
      return [lookup(graph, symbol, branch)];
  }
}

function startOf(
  context: TargetContext,
  target: Target,
  symbol: string,
  branch: Branch | null,
): string | null {
  const upFromRows = target.symbol === null && (target.offset ?? 0) > 0;
  const ids = upFromRows
    ? upgradeStart(context, target, branch)
    : symbolIds(context, { ...target, symbol }, branch);
  if (ids.length > 1) {
    if (symbol === "current") throw severalCurrent(target, ids);
    throw severalHeads(target.text, ids);
  }
  return ids[0] ?? null;
}

/** The rows in the lineage of the branch; else the tips of what is applied there; else base. */
function upgradeStart(context: TargetContext, target: Target, branch: Branch | null): readonly string[] {
  const { graph, rows } = context;
  if (rows === null) throw invalid(target.text, "without a database there is no revision to count from");
  if (branch === null) return inLoadOrder(graph, rows);
  const direct = within(graph, rows, branch);
  if (direct.length > 0) return direct;
  const members = lineage(graph, [branch.id]);
  const applied = [...ancestors(graph, rows)].filter((id) => members.has(id));
  return tips(graph, new Set(applied));
}

function currentIds(context: TargetContext, target: Target, branch: Branch | null): readonly string[] {
  const { graph, rows } = context;
  if (rows === null) throw invalid(target.text, "this command does not ask the database what is current");
  const direct = within(graph, rows, branch);
  return direct.length > 0 || branch === null ? direct : within(graph, currentHeads(graph, rows), branch);
}

function within(graph: RevisionGraph, ids: readonly string[], branch: Branch | null): string[] {
  if (branch === null) return inLoadOrder(graph, ids);
  const members = lineage(graph, [branch.id]);
  return inLoadOrder(
    graph,
    ids.filter((id) => members.has(id)),
  );
}

function severalCurrent(target: Target, ids: readonly string[]): ReviseError {
  const offset = target.text.slice(target.text.search(/[+-]\d+$/));
  return new ReviseError(
    "multiple-heads",
    `"${target.text}" is ambiguous: the database is at ${list(ids)}.`,
    {
      hint: `Say which one: ${list(
        ids.map((id) => `\`${id}@${offset}\``),
        "or",
      )}.`,
      details: { target: target.text, current: ids },
    },
  );
}
