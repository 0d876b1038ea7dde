/**
 * Lists that the server does not keep as it prints them. `kind IN ('a', 'b')` on a varchar column is printed as
 * `(kind)::text = ANY ((ARRAY['a'::character varying, …])::text[])`; read again, the cast goes to each element, because
 * that is what a cast of `ARRAY[…]` means (PostgreSQL manual, section 4.2.12).
 */
import { codeOf, listFrom, type Span } from "./brackets";

/**
 * The same expression in words that the server reads as what it printed: with the type that such a list has by itself,
 * `(ARRAY['a'::character varying, …]::character varying[])::text[]`, the second cast is one of the list as a whole.
 */
export function rereadLists(print: string): string {
  if (!print.includes("(ARRAY[")) return print;
  const words = codeOf(print);
  let result = "";
  let done = 0;
  for (const { 0: opening, index } of words.matchAll(/\(ARRAY\[/g)) {
    const { elements, end } = listFrom(words, index + opening.length);
    if (end === null || !words.startsWith("])::", end)) continue;
    const type = commonType(elements, words, print);
    if (type === null) continue;
    result += `${print.slice(done, end + 1)}::${type}[]`;
    done = end + 1;
  }
  return result + print.slice(done);
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
