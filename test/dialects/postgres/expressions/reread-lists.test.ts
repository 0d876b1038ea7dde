/** Lists on a real server: what it reads from the words of `rereadLists` it prints as before. */
import { describe, expect, it } from "vitest";
import { rereadLists } from "../../../../packages/revise/src/dialects/postgres/expressions/reread-lists";
import { useDatabase, value } from "../fixture";

const database = useDatabase("reread_lists");

async function printed(expression: string): Promise<string> {
  await database().query(
    `DROP TABLE IF EXISTS t; CREATE TABLE t (v varchar(40), "V ]" varchar, n integer, a varchar[]); ALTER TABLE t ADD CONSTRAINT c CHECK (${expression})`,
  );
  return String(
    await value(database(), "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname = 'c'"),
  );
}

/** Whether the server keeps what it prints. */
const expressions: readonly [string, boolean][] = [
  ["v IN ('a', 'b')", false],
  ["v NOT IN ('a,b', 'it''s ])::text[]', '(ARRAY[')", false],
  ["v IN ('a', 'b') OR \"V ]\" IN ('c', 'd') AND n > 0", false],
  [`v IN ('a', "V ]", E'\\\\')`, false],
  ["v IN ('a', upper(v))", true],
  ["a::text[] <@ ARRAY['a', 'b']", true],
  ["n IN (1, 2)", true],
  ["v = ANY (ARRAY['a'::varchar, 'b']::text[])", true],
];

describe("a list in an expression", () => {
  it.each(expressions)("%s is read as it was", async (expression, kept) => {
    const print = await printed(expression);
    expect((await printed(print)) === print).toBe(kept);
    expect(await printed(rereadLists(print))).toBe(print);
  });

  it("is left alone where it has no type that could be told", () => {
    expect(rereadLists("(ARRAY[a, b])::text[]")).toBe("(ARRAY[a, b])::text[]");
  });
});
