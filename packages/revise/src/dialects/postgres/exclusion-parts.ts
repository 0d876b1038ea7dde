import { lex } from "./expressions/lexer";

/** What an exclusion compares rows by. */
export interface ExclusionParts {
  readonly elements: readonly { readonly key: string; readonly operator: string }[];
  /** SQL of the condition that chooses rows; null for all of them. */
  readonly where: string | null;
}

/**
 * The parts of what follows `EXCLUDE` (PostgreSQL manual, `CREATE TABLE`): `USING gist (room WITH =, during WITH &&)
 * WHERE (…)`. Null for what is written in another way: with a collation, storage parameters, an `INCLUDE`.
 */
export function exclusionParts(expression: string): ExclusionParts | null {
  const code = codeOf(expression);
  const open = code.indexOf("(");
  const close = closing(code, open);
  if (close === null || !/^\s*(?:USING\s+\S+\s*)?$/i.test(code.slice(0, open))) return null;
  const condition = /^\s*WHERE\b/i.exec(code.slice(close + 1));
  const rest = expression.slice(close + 1 + (condition?.[0].length ?? 0)).trim();
  if ((condition === null) !== (rest === "")) return null;
  const elements = topLevel(code, open + 1, close).map(([from, to]) =>
    elementOf(expression.slice(from, to), code.slice(from, to)),
  );
  const known = elements.filter((element) => element !== null);
  return known.length < elements.length ? null : { elements: known, where: condition === null ? null : rest };
}

/** The text with `x` for every character that is none of the code. */
function codeOf(sql: string): string {
  return lex(sql)
    .map(({ kind, text }) => (kind === "code" ? text : "x".repeat(text.length)))
    .join("");
}

/** Where the parenthesis at `open` is closed. */
function closing(code: string, open: number): number | null {
  if (open === -1) return null;
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    if (code[at] === "(") depth += 1;
    if (code[at] === ")") depth -= 1;
    if (depth === 0) return at;
  }
  return null;
}

/** The pieces between commas that stand in no parentheses. */
function topLevel(code: string, from: number, to: number): readonly (readonly [number, number])[] {
  const pieces: [number, number][] = [];
  let start = from;
  for (let at = from; at < to; at += 1) {
    if (code[at] === "(") at = closing(code, at) ?? to;
    if (code[at] !== ",") continue;
    pieces.push([start, at]);
    start = at + 1;
  }
  return [...pieces, [start, to]];
}

const operatorText = /^(?:[-+*/<>=~!@#%^&|`?]+|OPERATOR\s*\([^()]*\))$/i;

function elementOf(
  element: string,
  code: string,
): { readonly key: string; readonly operator: string } | null {
  const [before] = /^.*(?=\sWITH\s)/is.exec(code) ?? [];
  if (before === undefined) return null;
  const operator = element
    .slice(before.length)
    .replace(/^\sWITH\s/i, "")
    .trim();
  const key = keyOf(element.slice(0, before.length), before);
  return key === null || !operatorText.test(operator) ? null : { key, operator };
}

/** Without an operator class behind it. */
function keyOf(text: string, code: string): string | null {
  const start = code.length - code.trimStart().length;
  const name = /^[\p{L}\p{N}_$.]*/u.exec(code.slice(start))?.[0].length ?? 0;
  const open = start + name;
  const end = code[open] === "(" ? (closing(code, open) ?? 0) + 1 : open;
  return end > start && /^\s*[\p{L}\p{N}_$.]*\s*$/u.test(code.slice(end)) ? text.slice(start, end) : null;
}
