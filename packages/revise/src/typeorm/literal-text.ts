/**
 * The text that an author meant. TypeORM puts a string default between single quotes without escaping it, so with
 * TypeORM `it's` never worked and who needed it wrote `it''s`: where every quote is doubled the author did the
 * escaping, otherwise the text is taken as it is.
 */
export function unescapeQuotes(text: string): string {
  const runs = text.match(/'+/g) ?? [];
  return runs.length > 0 && runs.every((run) => run.length % 2 === 0) ? text.replaceAll("''", "'") : text;
}

/** A number, a string or a boolean as the text of a literal. */
export function scalarText(value: unknown): string {
  return String(value);
}
