import { codeOf, listFrom } from "./expressions/brackets";

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
  if (open === -1) return null;
  const { elements: spans, end: close } = listFrom(code, open + 1);
  if (close === null || !/^\s*(?:USING\s+\S+\s*)?$/i.test(code.slice(0, open))) return null;
  const condition = /^\s*WHERE\b/i.exec(code.slice(close + 1));
  const rest = expression.slice(close + 1 + (condition?.[0].length ?? 0)).trim();
  if ((condition === null) !== (rest === "")) return null;
  const elements = spans.map(([from, to]) => elementOf(expression.slice(from, to), code.slice(from, to)));
  const known = elements.filter((element) => element !== null);
  return known.length < elements.length ? null : { elements: known, where: condition === null ? null : rest };
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
  const end = code[open] === "(" ? (listFrom(code, open + 1).end ?? 0) + 1 : open;
  return end > start && /^\s*[\p{L}\p{N}_$.]*\s*$/u.test(code.slice(end)) ? text.slice(start, end) : null;
}
