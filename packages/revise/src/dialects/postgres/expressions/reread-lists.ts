/**
 * Lists that the server does not keep as it prints them. `kind IN ('a', 'b')` on a varchar column is printed as
 * `(kind)::text = ANY ((ARRAY['a'::character varying, …])::text[])`; read again, the cast goes to each element, because
 * that is what a cast of `ARRAY[…]` means (PostgreSQL manual, section 4.2.12).
 */
import { lex } from "./lexer";

/**
 * The same expression in words that the server reads as what it printed: with the type that such a list has by itself,
 * `(ARRAY['a'::character varying, …]::character varying[])::text[]`, the second cast is one of the list as a whole.
 */
export function rereadLists(print: string): string {
  if (!print.includes("(ARRAY[")) return print;
  // What is quoted looks like a word, so that brackets and commas are those of the expression.
  const words = lex(print)
    .map(({ kind, text }) => (kind === "code" ? text : "_".repeat(text.length)))
    .join("");
  let result = "";
  let done = 0;
  for (const { 0: opening, index } of words.matchAll(/\(ARRAY\[/g)) {
    const { elements, end } = listFrom(words, index + opening.length);
    const type = words.startsWith("])::", end) ? commonType(elements, words, print) : null;
    if (type === null) continue;
    result += `${print.slice(done, end + 1)}::${type}[]`;
    done = end + 1;
  }
  return result + print.slice(done);
}

type Span = readonly [start: number, end: number];

/** The elements of the list that begins at `start`, and where its bracket closes. */
function listFrom(
  words: string,
  start: number,
): { readonly elements: readonly Span[]; readonly end: number } {
  const elements: Span[] = [];
  let depth = 0;
  let first = start;
  let at = start;
  for (; at < words.length && depth >= 0; at += 1) {
    const character = words.charAt(at);
    if (character === "(" || character === "[") depth += 1;
    else if (character === ")" || character === "]") depth -= 1;
    if (depth < 0 || (depth === 0 && character === ",")) {
      elements.push([first, at]);
      first = at + 1;
    }
  }
  return { elements, end: at - 1 };
}

/** What all elements are printed with; the server puts in parentheses whatever is not a value, a name or a call. */
function commonType(elements: readonly Span[], words: string, print: string): string | null {
  const types = elements.map(([start, end]) => {
    const found = /::([\w. ]+)$/.exec(words.slice(start, end));
    return found === null ? null : print.slice(start + found.index + 2, end);
  });
  const [first = null] = types;
  return types.every((type) => type === first) ? first : null;
}
