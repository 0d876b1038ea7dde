import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interpolate } from "../../../../packages/revise/src/dialects/postgres/expressions/interpolate";
import { lex } from "../../../../packages/revise/src/dialects/postgres/expressions/lexer";
import {
  quoteLiteral,
  valueLiteral,
} from "../../../../packages/revise/src/dialects/postgres/expressions/literal";
import { useDatabase, value } from "../fixture";

const database = useDatabase("literal");

const text = fc.string({ unit: "binary", maxLength: 30 }).filter((one) => !one.includes("\0"));
const nasty = fc.string({
  unit: fc.constantFrom("'", '"', "\\", "$", "{", "}", ",", "E", "-", "/", "*", "\n", "a", "1"),
});

describe("quoteLiteral", () => {
  it.each(["on", "off"])(
    "gives the server the very text with standard_conforming_strings %s",
    async (setting) => {
      await database().query(`SET standard_conforming_strings = ${setting}; SET escape_string_warning = off`);
      await fc.assert(
        fc.asyncProperty(fc.oneof(text, nasty), async (one) => {
          expect(await value(database(), `SELECT ${quoteLiteral(one)}::text`)).toBe(one);
        }),
        { numRuns: 200 },
      );
      await database().query("SET standard_conforming_strings = on");
    },
  );

  it("refuses NUL", () => {
    expect(() => quoteLiteral("a\0")).toThrow("NUL");
  });
});

describe("valueLiteral", () => {
  const bytes = Buffer.from([0, 1, 92, 39, 255]);
  it.each<readonly [string, unknown]>([
    ["text", null],
    ["text", undefined],
    ["text", `it's "a" \\ b`],
    ["text", 5],
    ["integer", -5],
    ["double precision", Number.NaN],
    ["double precision", -Infinity],
    ["double precision", 1e-7],
    ["bigint", 9007199254740993n],
    ["boolean", true],
    ["text", false],
    ["bytea", bytes],
    ["bytea", new Uint8Array(bytes)],
    ["timestamptz", new Date("2026-11-20T12:36:45.003Z")],
    ["timestamp", new Date("2026-07-20T12:36:45.003Z")],
    ["timestamptz", new Date(-62198755200000)],
    ["jsonb", { a: [1, "it's"], b: "\\" }],
    ["text[]", ["a", "b,c", `"q" \\`, "", "NULL", null]],
    ["integer[]", [1, -2, null]],
    [
      "integer[]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["boolean[]", [true, false]],
    ["jsonb[]", [{ a: `"x"` }, { b: [1] }]],
    ["bytea[]", [bytes, Buffer.alloc(0)]],
    ["timestamptz[]", [new Date(0)]],
    ["text", { toPostgres: () => "own" }],
  ])("means as %s what the bound value means: %o", async (type, one) => {
    const bound = await database().query(`SELECT $1::${type} AS v`, [one]);
    const written = await database().query(`SELECT ${interpolate(`$1::${type} AS v`, [one])}`);
    expect(written).toEqual(bound);
  });

  it("means what the bound value means, whatever text, number or array of text it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(text, nasty),
        fc.double(),
        fc.array(fc.option(nasty)),
        async (one, number, list) => {
          const sql = "SELECT $1::text AS a, $2::float8 AS b, $3::text[] AS c";
          const bound = await database().query(sql, [one, number, list]);
          expect(await database().query(interpolate(sql, [one, number, list]))).toEqual(bound);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("refuses what no database takes", () => {
    expect(() => valueLiteral(Symbol("x"))).toThrow("symbol");
    expect(() => valueLiteral(() => 1)).toThrow("function");
    expect(() => valueLiteral(new Date(Number.NaN))).toThrow("invalid");
  });
});

describe("interpolate", () => {
  it.each([
    ["SELECT $1, $2, $1", "SELECT 'a', 'b', 'a'"],
    ["SELECT '$1', $1", "SELECT '$1', 'a'"],
    ["SELECT E'\\'$1', $1", "SELECT E'\\'$1', 'a'"],
    ["SELECT e'it''s $1', $1", "SELECT e'it''s $1', 'a'"],
    [`SELECT "$1" , $1`, `SELECT "$1" , 'a'`],
    ["SELECT $1 -- $2", "SELECT 'a' -- $2"],
    ["SELECT /* $1 /* $1 */ $1 */ $1", "SELECT /* $1 /* $1 */ $1 */ 'a'"],
    ["DO $$ SELECT $1 $$", "DO $$ SELECT $1 $$"],
    ["DO $x$ $$ $1 $x$; SELECT $1", "DO $x$ $$ $1 $x$; SELECT 'a'"],
    ["SELECT a$1, $1", "SELECT a$1, 'a'"],
    ["SELECT like'$1'||$2", "SELECT like'$1'||'b'"],
    ["SELECT '\\' || $1", "SELECT '\\' || 'a'"],
    ["SELECT 'open $1", "SELECT 'open $1"],
    ["SELECT $1::text", "SELECT 'a'::text"],
  ])("%j", (sql, expected) => {
    expect(interpolate(sql, ["a", "b"])).toBe(expected);
  });

  it("does not look into the values that it put in place", () => {
    expect(interpolate("SELECT $1, $2", ["$2", "$1"])).toBe("SELECT '$2', '$1'");
  });

  it("refuses a placeholder without a value", () => {
    expect(() => interpolate("SELECT $2", ["a"])).toThrow("$2");
    expect(interpolate("SELECT $1", [])).toBe("SELECT $1");
  });
});

describe("lex", () => {
  it("loses nothing", () => {
    fc.assert(
      fc.property(nasty, (sql) => {
        expect(
          lex(sql)
            .map((segment) => segment.text)
            .join(""),
        ).toBe(sql);
      }),
    );
  });
});
