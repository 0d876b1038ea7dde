/** The letters under which the catalog keeps how long values are stored (PostgreSQL manual, `pg_attribute`). */
import type { ColumnStorage } from "../../../model/column";

/** `attstorage` */
export const strategyLetters: Letters<ColumnStorage["strategy"]> = {
  p: "PLAIN",
  e: "EXTERNAL",
  x: "EXTENDED",
  m: "MAIN",
};

/** `attcompression`, empty for the default of the server. */
export const compressionLetters: Letters<ColumnStorage["compression"]> = { p: "pglz", l: "lz4" };

type Letters<Word> = Readonly<Record<string, NonNullable<Word>>>;

/** SQL: the word for the letter that `letter` gives. */
export function wordFor(letter: string, letters: Readonly<Record<string, string>>): string {
  const cases = Object.entries(letters).map(([key, word]) => `WHEN '${key}' THEN '${word}'`);
  return `CASE ${letter} ${cases.join(" ")} END`;
}
