/**
 * The grammar of identifiers, the same for every command, matched as a whole:
 *
 *     range  := [target] ":" [target]
 *     target := [branch "@"] symbol [offset] | [branch "@"] offset
 *     symbol := "head" | "heads" | "base" | "current" | revision id | start of an id | branch label
 *     offset := ("+" | "-") digits
 *
 * `@head` is `head`. What a target stands for in a graph is the business of `resolve.ts`.
 */
import { ReviseError } from "../errors";

export interface Target {
  /** As it was written. */
  readonly text: string;
  readonly branch: string | null;
  /** Null for a bare offset. */
  readonly symbol: string | null;
  /** Signed; null where there is none. */
  readonly offset: number | null;
}

export interface Range {
  readonly text: string;
  /** Null where that side is empty. */
  readonly start: string | null;
  readonly end: string | null;
}

/** The words that are no revision. */
export const symbols = ["head", "heads", "base", "current"] as const;

const shape = /^(?:(?<branch>[^@:\s]*)@)?(?<symbol>[^@:+\s]*?)(?<offset>[+-]\d{1,6})?$/u;
const forms =
  "Write a revision id or its start, a branch label, head, heads, base or current, with an optional offset: ae10, ae10+2, -1, +1, head-1, label@head, label@+1.";

/** Reads one identifier. Throws `invalid-target` with the reason. */
export function parseTarget(text: string): Target {
  const groups = shape.exec(text)?.groups;
  const branch = groups?.["branch"] ?? "";
  const symbol = groups?.["symbol"] ?? "";
  const offset = groups?.["offset"] === undefined ? null : Number(groups["offset"]);
  const target = {
    text,
    branch: branch === "" ? null : branch,
    symbol: symbol === "" ? null : symbol,
    offset,
  };
  const reason = groups === undefined ? misshapen(text) : misplaced(target);
  if (reason !== null) throw invalid(text, reason);
  return target;
}

function misshapen(text: string): string {
  if (text.trim() === "") return "it is empty";
  if (text.includes(":")) return "a range (a:b) can't stand here";
  if (text.split("@").length > 2) return 'it holds more than one "@"';
  return "it is none of the forms that name a revision";
}

function misplaced({ text, branch, symbol, offset }: Target): string | null {
  if (branch !== null && /^[+-]/.test(branch)) return 'an offset comes after the "@", not before it';
  if (symbol !== null && /^[+-]/.test(symbol)) return "an offset is a sign and a whole number";
  if (symbol !== null) return null;
  if (offset === 0) return "an offset of 0 leads nowhere";
  if (offset !== null) return null;
  return text === "" ? "it is empty" : 'there is nothing after the "@"';
}

/** Whether a text is meant as a range. */
export function isRange(text: string): boolean {
  return text.includes(":");
}

const rangeForms =
  "Write <from>:<to>, both ends included; an empty end is base or all heads: ae10:head, ae10:, :ae10, -3:.";

/** Reads `a:b`; either side may be empty. Throws `invalid-target`. */
export function parseRange(text: string): Range {
  const sides = text.split(":");
  if (sides.length !== 2)
    throw invalid(text, 'a range is two revisions with one ":" between them', rangeForms);
  const [start, end] = sides.map((side) => (side.trim() === "" ? null : side.trim()));
  for (const side of [start, end]) if (typeof side === "string") parseTarget(side);
  return { text, start: start ?? null, end: end ?? null };
}

export function invalid(text: string, reason: string, hint = forms): ReviseError {
  return new ReviseError("invalid-target", `"${text}" can't be used as a revision here: ${reason}.`, {
    hint,
    details: { target: text },
  });
}
