import { lex } from "./lexer";

/** The statement in lower case on one line, with a mark for each name in quotes and each string, and without comments. */
export function statementWords(sql: string): string {
  return lex(sql)
    .map((segment) => (segment.kind === "code" ? segment.text : segment.kind === "opaque" ? "?" : " "))
    .join("")
    .replaceAll(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/**
 * The statements of a text, cut at its semicolons, those of one statement alone not: strings, comments, and the body
 * of a function in standard SQL (`BEGIN ATOMIC`), after which nothing is cut any more.
 */
export function splitStatements(sql: string): readonly string[] {
  const pieces = [""];
  for (const { kind, text } of lex(sql)) {
    const whole = kind !== "code" || /\bbegin\s+atomic\b/i.test((pieces.at(-1) ?? "") + text);
    const [first = "", ...rest] = whole ? [text] : text.split(";");
    pieces.push((pieces.pop() ?? "") + first, ...rest);
  }
  return pieces.map((piece) => piece.trim()).filter((piece) => statementWords(piece) !== "");
}
