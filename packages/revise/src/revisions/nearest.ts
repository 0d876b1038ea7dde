/** Which known name a mistyped one was meant to be. */
import { list } from "../util/text";

/** The known names closest to `name`, best first; at most three, none when nothing is close. */
export function nearest(name: string, known: readonly string[]): string[] {
  const limit = name.length < 5 ? 1 : name.length < 9 ? 2 : 3;
  const lower = name.toLowerCase();
  const scored: { readonly candidate: string; readonly score: number }[] = [];
  for (const candidate of new Set(known)) {
    const score = closeness(lower, candidate.toLowerCase(), limit);
    if (score <= limit) scored.push({ candidate, score });
  }
  scored.sort((left, right) => left.score - right.score);
  return scored.slice(0, 3).map((entry) => entry.candidate);
}

/** `Did you mean "a" or "b"? ` with a trailing space, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const names = nearest(name, known).map((candidate) => `"${candidate}"`);
  return names.length === 0 ? "" : `Did you mean ${list(names, "or")}? `;
}

/** Edits between two names; a mistyped prefix of a long id counts against the start of the id. */
function closeness(name: string, candidate: string, limit: number): number {
  if (name.length >= 4 && candidate.startsWith(name)) return 0;
  const whole = Math.abs(name.length - candidate.length) > limit ? limit + 1 : edits(name, candidate);
  if (name.length < 6 || candidate.length <= name.length) return whole;
  return Math.min(whole, edits(name, candidate.slice(0, name.length)));
}

/** Levenshtein distance; two swapped neighbours count once. */
function edits(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        best = Math.min(best, (beforePrevious[column - 2] ?? Infinity) + 1);
      }
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}
