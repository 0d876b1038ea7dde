/** Which known id or label a mistyped one was meant to be: of an id the start is enough. */
import { editDistance } from "../util/nearest";
import { list } from "../util/text";

/** The known names closest to `name`, best first; at most three, none when nothing is close. */
function nearestNames(name: string, known: readonly string[]): string[] {
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
  const names = nearestNames(name, known).map((candidate) => `"${candidate}"`);
  return names.length === 0 ? "" : `Did you mean ${list(names, "or")}? `;
}

/** Edits between two names; a mistyped prefix of a long id counts against the start of the id. */
function closeness(name: string, candidate: string, limit: number): number {
  if (name.length >= 4 && candidate.startsWith(name)) return 0;
  const whole = Math.abs(name.length - candidate.length) > limit ? limit + 1 : editDistance(name, candidate);
  if (name.length < 6 || candidate.length <= name.length) return whole;
  return Math.min(whole, editDistance(name, candidate.slice(0, name.length)));
}
