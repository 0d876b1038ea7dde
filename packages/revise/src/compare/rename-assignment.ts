import { nameKey } from "../model/names";
import { assign } from "../util/assignment";
import type { RenameCandidate } from "./comparison";

/**
 * Of all likely pairs those that explain most together, each side in one of them at most, the likeliest first. The best
 * pair alone may be an accident: where `mail` resembles `email` and `email_old`, and `mail_old` only the latter, the two
 * questions are about `mail`, `email` and `mail_old`, `email_old`.
 */
export function bestTogether(pairs: readonly RenameCandidate[]): readonly RenameCandidate[] {
  const groups = new Map<string, RenameCandidate[]>();
  for (const pair of pairs) groups.set(groupOf(pair), [...(groups.get(groupOf(pair)) ?? []), pair]);
  return [...groups.values()].flatMap(assigned).toSorted((left, right) => right.score - left.score);
}

/** Pairs of one group may share a side. */
function groupOf({ kind, of }: RenameCandidate): string {
  return JSON.stringify([kind, kind === "table" ? of.schema : nameKey(of)]);
}

function assigned(pairs: readonly RenameCandidate[]): readonly RenameCandidate[] {
  const rows = [...new Set(pairs.map(({ from }) => from))];
  const columns = [...new Set(pairs.map(({ to }) => to))];
  const byNames = new Map(pairs.map((pair) => [JSON.stringify([pair.from, pair.to]), pair]));
  const pairOf = (from: string, to: string | undefined): RenameCandidate | undefined =>
    byNames.get(JSON.stringify([from, to]));
  const scores = rows.map((from) => columns.map((to) => pairOf(from, to)?.score ?? 0));
  return assign(scores).flatMap((column, row) => {
    const pair = column === null ? undefined : pairOf(rows[row] ?? "", columns[column]);
    return pair === undefined ? [] : [pair];
  });
}
