import { assign } from "../../util/assignment";
import type { RenameGroup, RenamePair } from "./groups";

/**
 * Of all likely pairs those that explain most together, each side in one of them at most, the likeliest first. The best
 * pair alone may be an accident: where `mail` resembles `email` and `email_old`, and `mail_old` only the latter, the two
 * questions are about `mail`, `email` and `mail_old`, `email_old`.
 */
export function bestTogether(pairs: readonly RenamePair[]): readonly RenamePair[] {
  const groups = new Map<RenameGroup, RenamePair[]>();
  for (const pair of pairs) groups.set(pair.group, [...(groups.get(pair.group) ?? []), pair]);
  return [...groups.values()]
    .flatMap(assigned)
    .toSorted((left, right) => right.candidate.score - left.candidate.score);
}

function assigned(pairs: readonly RenamePair[]): readonly RenamePair[] {
  const rows = [...new Set(pairs.map(({ from }) => from))];
  const columns = [...new Set(pairs.map(({ to }) => to))];
  const byKeys = new Map(pairs.map((pair) => [JSON.stringify([pair.from, pair.to]), pair]));
  const pairOf = (from: string, to: string | undefined): RenamePair | undefined =>
    byKeys.get(JSON.stringify([from, to]));
  const scores = rows.map((from) => columns.map((to) => pairOf(from, to)?.candidate.score ?? 0));
  return assign(scores).flatMap((column, row) => {
    const pair = column === null ? undefined : pairOf(rows[row] ?? "", columns[column]);
    return pair === undefined ? [] : [pair];
  });
}
