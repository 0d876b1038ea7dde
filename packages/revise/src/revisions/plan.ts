/** From where the database is and where it should be to the ordered steps between. */
import { ReviseError } from "../errors";
import { list } from "../util/text";
import { ancestors, descendants, nodeOf, overlapping } from "./ancestry";
import type { RevisionGraph } from "./graph";
import type { Branch } from "./lookup";
import type { Resolved } from "./resolve";
import { resolveTarget, severalHeads } from "./resolve";
import type { MigrationStep } from "./step";
import { invalid, parseTarget } from "./target";
import { newestFirst } from "./topology";
import { requireCertain, requireComplete } from "./unreadable";
import { changeRows, rowsDown, rowsUp } from "./version-rows";

/**
 * The revisions to apply: everything the target needs, dependencies included, that the rows do not imply. Rows of
 * unrelated branches stay. Nothing to do is an empty plan.
 *
 * @param rows rows of the version table
 * @throws `unknown-revision` for a row without a file; the errors of a target; `revision-graph` for rows that overlap
 */
export function planUpgrade(graph: RevisionGraph, rows: readonly string[], target: string): MigrationStep[] {
  checkRows(graph, rows);
  requireCertain(graph, target);
  const { symbol, offset } = parseTarget(target);
  if (symbol === null && offset !== null && offset < 0) {
    throw invalid(target, "an upgrade goes up", `Use \`revise downgrade ${target}\` to go down.`);
  }
  const { ids } = resolveTarget({ graph, rows }, target);
  requireComplete(graph, [...rows, ...ids]);
  const applied = ancestors(graph, rows);
  const needed = new Set([...ancestors(graph, ids)].filter((id) => !applied.has(id)));

  let current: readonly string[] = rows;
  return newestFirst(graph, needed, ids)
    .reverse()
    .map((id): MigrationStep => {
      const { revision, parents } = nodeOf(graph, id);
      const change = rowsUp(graph, current, id);
      current = changeRows(current, change);
      return { direction: "upgrade", revision, from: parents, to: [id], rows: change };
    });
}

/**
 * The revisions to take down: the children of the target and everything applied that needs them, in other branches
 * too. Where several children were applied a branch (`label@base`, `label@-1`) chooses the one that leads to it. A
 * target that is a row already is an empty plan.
 *
 * @throws what {@link planUpgrade} throws, and `invalid-target` for a target that has not been applied, one above which
 * nothing has, and a branch that forks at the target
 */
export function planDowngrade(
  graph: RevisionGraph,
  rows: readonly string[],
  target: string,
): MigrationStep[] {
  checkRows(graph, rows);
  requireCertain(graph, target);
  const { symbol, offset } = parseTarget(target);
  if (symbol === null && offset !== null && offset > 0) {
    throw invalid(target, "a downgrade goes down", `Use \`revise upgrade ${target}\` to go up.`);
  }
  const resolved = resolveTarget({ graph, rows }, target);
  requireComplete(graph, rows);
  if (resolved.target.symbol === "current" && resolved.target.offset === null) return [];
  const applied = ancestors(graph, rows);
  const roots = downgradeRoots(graph, resolved, applied, rows);
  const removed = new Set([...descendants(graph, roots)].filter((id) => applied.has(id)));
  const [destination] = resolved.ids;
  if (removed.size === 0 && destination !== undefined && !rows.includes(destination)) {
    throw nothingToTakeDown(graph, resolved, destination, rows);
  }

  let current: readonly string[] = rows;
  return newestFirst(graph, removed, rows).map((id): MigrationStep => {
    const { revision, parents } = nodeOf(graph, id);
    applied.delete(id);
    const change = rowsDown(graph, applied, id);
    current = changeRows(current, change);
    return { direction: "downgrade", revision, from: [id], to: parents, rows: change };
  });
}

/** The lowest revisions that go. */
function downgradeRoots(
  graph: RevisionGraph,
  resolved: Resolved,
  applied: ReadonlySet<string>,
  rows: readonly string[],
): readonly string[] {
  const { ids, branch, target } = resolved;
  if (ids.length > 1) throw severalHeads(target.text, ids);
  const [id] = ids;
  if (id !== undefined && !applied.has(id)) {
    throw invalid(
      target.text,
      `revision "${id}" has not been applied; the database is at ${rows.length === 0 ? "base" : list(rows)}`,
      "A downgrade goes to a revision below the current one. `revise current` shows where the database is.",
    );
  }
  const roots = id === undefined ? graph.bases : nodeOf(graph, id).children;
  return branch === null || roots.length < 2 ? roots : rootsTowards(graph, resolved, branch, roots, applied);
}

/**
 * Of several ways up from the target the ones that lead to the revision of the branch. Where it lies below them all
 * the branch itself forks there, and says nothing about which way is meant.
 */
function rootsTowards(
  graph: RevisionGraph,
  { target, ids }: Resolved,
  branch: Branch,
  roots: readonly string[],
  applied: ReadonlySet<string>,
): readonly string[] {
  const below = ancestors(graph, [branch.id], "versioned");
  const towards = roots.filter((root) => below.has(root));
  if (towards.length > 0) return towards;
  const taken = roots.filter((root) => applied.has(root));
  if (taken.length < 2) return taken;
  throw invalid(
    target.text,
    `branch "${branch.name}" forks at ${ids[0] === undefined ? "base" : `"${ids[0]}"`} into ${list(taken)}, so it does not say which to take down`,
    `Name one of them as the branch (\`${taken[0] ?? ""}@…\`), or leave the branch away to take down all.`,
  );
}

/** The target is applied and nothing above it can go: other revisions hold it. */
function nothingToTakeDown(
  graph: RevisionGraph,
  { target, branch }: Resolved,
  id: string,
  rows: readonly string[],
): ReviseError {
  const holders = rows.filter((row) => ancestors(graph, [row]).has(id));
  const where = branch === null ? "" : ` in branch "${branch.name}"`;
  return invalid(
    target.text,
    `nothing above revision "${id}"${where} has been applied; it is there because ${list(holders)} ${holders.length === 1 ? "needs" : "need"} it`,
    `Go below ${list(holders, "or")} instead. \`revise current\` shows where the database is.`,
  );
}

/**
 * Makes sure that the graph knows every row and that no row is implied by another.
 *
 * @throws `unknown-revision` or `revision-graph`
 */
export function checkRows(graph: RevisionGraph, rows: readonly string[]): void {
  for (const row of rows) if (!graph.nodes.has(row)) throw unknownRow(graph, row);
  const below = overlapping(graph, rows);
  if (below.length === 0) return;
  throw new ReviseError(
    "revision-graph",
    `The version table holds ${list(rows)}, but ${list(below)} ${below.length === 1 ? "is" : "are"} an ancestor of another row.`,
    {
      hint: "Write the rows anew with `revise stamp --purge <revisions>`, naming the revisions that have really been applied; docs/recovery.md shows how to find out.",
      details: { rows, overlapping: below },
    },
  );
}

function unknownRow(graph: RevisionGraph, row: string): ReviseError {
  const where = graph.locations.length === 0 ? "" : ` in ${list(graph.locations)}`;
  const broken =
    graph.broken.length === 0
      ? ""
      : ` It may be in a file whose header can't be read: ${list(graph.broken.map((file) => `${file.path} (${file.reason})`))}.`;
  const isEmpty = graph.nodes.size === 0 && graph.broken.length === 0;
  const found = isEmpty ? `and there is no revision file${where}` : `which no file${where} declares`;
  const elsewhere = isEmpty
    ? "If the revisions are in another directory, set `directory` or `versionLocations` in the configuration. Otherwise deploy"
    : "Deploy";
  return new ReviseError("unknown-revision", `The database is at revision "${row}", ${found}.${broken}`, {
    hint: `${elsewhere} the missing revision file, or check out the branch that has it. If it is gone for good, write where the database really is with \`revise stamp --purge <revision>\`; docs/recovery.md shows each case.`,
    details: { row, locations: graph.locations },
  });
}
