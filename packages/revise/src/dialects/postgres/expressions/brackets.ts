/** Where brackets close in SQL, and what stands between the commas in them. */
import { lex } from "./lexer";

/** The text with `_` for every character that is none of the code: brackets and commas are those of the expression. */
export function codeOf(sql: string): string {
  return lex(sql)
    .map(({ kind, text }) => (kind === "code" ? text : "_".repeat(text.length)))
    .join("");
}

export type Span = readonly [start: number, end: number];

/** The elements of the list that begins at `start`, and where its bracket closes; null where it does not. */
export function listFrom(
  code: string,
  start: number,
): { readonly elements: readonly Span[]; readonly end: number | null } {
  const elements: Span[] = [];
  let depth = 0;
  let first = start;
  for (let at = start; at < code.length; at += 1) {
    const character = code.charAt(at);
    if (character === "(" || character === "[") depth += 1;
    else if (character === ")" || character === "]") depth -= 1;
    if (depth < 0 || (depth === 0 && character === ",")) {
      elements.push([first, at]);
      first = at + 1;
    }
    if (depth < 0) return { elements, end: at };
  }
  return { elements, end: null };
}
