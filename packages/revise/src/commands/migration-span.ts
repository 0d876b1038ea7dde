/** Where the script of a migration starts and ends, and what can't be asked for together. */
import { ReviseError } from "../errors";
import type { RevisionGraph } from "../revisions/graph";
import { resolveTarget } from "../revisions/resolve";
import { isRange, parseRange } from "../revisions/target";
import { requireCertain } from "../revisions/unreadable";
import type { MigrationOptions } from "./migration";

/** Throws `usage` for two options that can't both be meant. */
export function rejectBoth(first: readonly [name: string, given: boolean], second: typeof first): void {
  if (!first[1] || !second[1]) return;
  throw new ReviseError("usage", `${first[0]} and ${second[0]} can't be given together.`, {
    hint: `Leave one of them away: --sql asks no database.`,
  });
}

/**
 * Splits `start:end` for `--sql`. Without a range the script starts at base.
 *
 * @throws `usage` for a range without `sql`
 */
export function readSpan(
  graph: RevisionGraph,
  { target, sql }: Pick<MigrationOptions, "target" | "sql">,
): { readonly rows: readonly string[]; readonly target: string } {
  if (!isRange(target)) return { rows: [], target };
  if (sql !== true) {
    throw new ReviseError("usage", `"${target}" is a range, which says something only with --sql.`, {
      hint: "Where a run starts, the database says. Name the target alone, or add --sql.",
    });
  }
  const { start, end } = parseRange(target);
  if (end === null) {
    throw new ReviseError("invalid-target", `"${target}" does not say where to.`, {
      hint: "Write both ends: start:end.",
    });
  }
  if (start === null) return { rows: [], target: end };
  requireCertain(graph, start);
  return { rows: resolveTarget({ graph, rows: null }, start).ids, target: end };
}
