import { expect, it } from "vitest";
import { mentions, renameIdentifier } from "../../../packages/revise/src/model/expression-text";
import { isKeyWord, reservedWords } from "../../../packages/revise/src/model/key-words";
import { useDatabase } from "./fixture";

const database = useDatabase("key_words");

it("are those that the server puts in quotes", async () => {
  const rows = await database().query<{ word: string; quoted: boolean; reserved: boolean }>(
    "SELECT word, quote_ident(word) <> word AS quoted, catcode = 'R' AS reserved FROM pg_get_keywords()",
  );
  for (const { word, quoted, reserved } of rows) {
    // PostgreSQL 16 knows it and leaves it as it is.
    if (word !== "json") expect([word, isKeyWord(word)]).toEqual([word, quoted]);
    expect([word, reservedWords.has(word)]).toEqual([word, reserved]);
  }
});

it("are no identifiers without quotes, but behind a dot", () => {
  const sql = '"user" = USER AND t.user <> CURRENT_USER ORDER BY other';
  expect(renameIdentifier(sql, "user", "owner")).toBe(
    "owner = USER AND t.owner <> CURRENT_USER ORDER BY other",
  );
  expect(mentions(sql, "order")).toBe(false);
  expect(renameIdentifier("(sort * 2)", "sort", "order")).toBe('("order" * 2)');
});
