/**
 * Text as a literal of JavaScript. Whatever the text holds, the literal is one token and means that text: quotes,
 * backslashes, line ends, control characters, `${`, lone surrogates and the separators that editors take for line
 * ends are all written so that neither a parser nor an encoding can mistake them.
 */
import type { LayoutStyle } from "./layout-style";

const short: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\\": "\\\\",
};

/** What no source file should hold as it is: controls, format characters that turn text around, halves of pairs. */
const unprintable =
  /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u;
const everyUnprintable = new RegExp(unprintable.source, "gu");

function escape(character: string): string {
  return short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** In the quotes that the style prefers, or in the others where those save escapes. */
export function stringLiteral(text: string, style: LayoutStyle): string {
  const [preferred, other] = style.singleQuote ? (["'", '"'] as const) : (['"', "'"] as const);
  const quote = count(text, preferred) > count(text, other) ? other : preferred;
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll(quote, `\\${quote}`)
    .replace(everyUnprintable, escape);
  return `${quote}${escaped}${quote}`;
}

/** A template literal, in which line ends stand for themselves. */
export function templateLiteral(text: string): string {
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll("`", "\\`")
    .replaceAll("${", "\\${")
    .replace(everyUnprintable, (character) => (character === "\n" ? "\n" : escape(character)));
  return `\`${escaped}\``;
}

/** Text for a comment: what would end a block comment or a line is made harmless. */
export function commentText(text: string): string {
  return text.replaceAll("*/", "*\\/").replace(everyUnprintable, (character) => escape(character));
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
