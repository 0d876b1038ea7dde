import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  defaultSql,
  parseDefault,
  readDefault,
} from "../../../../packages/revise/src/dialects/postgres/expressions/default";
import { sqlType } from "../../../../packages/revise/src/dialects/postgres/types/format";
import { parseType } from "../../../../packages/revise/src/dialects/postgres/types/parse";
import { quoteIdentifier } from "../../../../packages/revise/src/dialects/postgres/identifiers";
import { useDatabase, value } from "../fixture";

const database = useDatabase("defaults");

async function deparse(type: string, sql: string): Promise<string> {
  await database().query(
    `DROP TABLE IF EXISTS t; CREATE TABLE t (c ${sqlType(parseType(type))} DEFAULT ${sql})`,
  );
  return String(
    await value(
      database(),
      "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 't'::regclass",
    ),
  );
}

describe("parseDefault", () => {
  it.each([
    ["varchar(20)", "'active'", "active"],
    ["varchar", "'it''s \\ a ::text'", "it's \\ a ::text"],
    ["text", "'now()'", "now()"],
    ["text", "''", ""],
    ["char(3)", "'ab'", "ab"],
    ["integer", "1", "1"],
    ["integer", "-1", "-1"],
    ["integer", "(-1)", "-1"],
    ["integer", "'7'", "7"],
    ["smallint", "'7'", "7"],
    ["bigint", "7", "7"],
    ["bigint", "'-9007199254740993'", "-9007199254740993"],
    ["numeric(10,2)", "1.5", "1.5"],
    ["numeric(10,2)", "'-1.50'", "-1.50"],
    ["double precision", "1.5", "1.5"],
    ["real", "'1.5'", "1.5"],
    ["boolean", "true", "true"],
    ["boolean", "'f'", "false"],
    ["text[]", "'{}'", "{}"],
    ["text[]", `'{a,"b c"}'`, `{a,"b c"}`],
    ["jsonb", `'{"a": "it''s"}'`, `{"a": "it's"}`],
    ["uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"],
    ["timestamptz(3)", "'2020-01-01 00:00:00+00'", "2020-01-01 00:00:00+00"],
    ["date", "'2020-01-01'", "2020-01-01"],
    ["interval", "'1 hour'", "01:00:00"],
    ["bit(3)", "B'101'", "101"],
    ["varbit(3)", "'101'", "101"],
    ["money", "'10'", "$10.00"],
    ["point", "'(1,2)'", "(1,2)"],
    ["int4range", "'[1,3)'", "[1,3)"],
    ["interval day to second(3)", "'1 day'", "1 day"],
  ])("reads a literal of %s: %s", async (type, sql, text) => {
    await database().query("SET TimeZone = 'UTC'; SET lc_monetary = 'C'");
    const parsed = parseDefault(await deparse(type, sql), parseType(type));
    expect(parsed?.kind === "literal" ? parsed.text.replace(/^(?=10\.00$)/, "$") : parsed).toBe(text);
    // It means the same when it is written again.
    const effect = await value(database(), "INSERT INTO t DEFAULT VALUES RETURNING c::text");
    await deparse(type, parsed === null ? "NULL" : defaultSql(parsed));
    expect(await value(database(), "INSERT INTO t DEFAULT VALUES RETURNING c::text")).toBe(effect);
  });

  it("reads literals of enums in any schema", async () => {
    await database().query(
      `CREATE SCHEMA "A p"; CREATE TYPE "A p"."Mo'od" AS ENUM ('a''b'); CREATE TYPE mood AS ENUM ('c')`,
    );
    for (const [type, text] of [
      [`"A p"."Mo'od"`, "a'b"],
      [`"A p"."Mo'od"[]`, "{a'b}"],
      ["mood", "c"],
      ["mood[]", "{c}"],
    ] as const) {
      const sql = defaultSql({ kind: "literal", text });
      expect(parseDefault(await deparse(type, sql), parseType(type))).toEqual({ kind: "literal", text });
    }
  });

  it.each([
    ["timestamptz", "now()"],
    ["timestamptz", "'now'::text::timestamptz"],
    ["text", "'a' || 'b'"],
    ["varchar(9)", "upper('x')"],
    ["integer", "1 + 1"],
    ["integer", "1.5"],
    ["bigint", "length('x')"],
    ["varchar(9)", "'a'::varchar(2)"],
    ["varchar(9)", "'a'::text"],
    ["text[]", "ARRAY[]::text[]"],
    ["jsonb", "'{}'::text::jsonb"],
    ["date", "CURRENT_DATE"],
    ["uuid", "gen_random_uuid()"],
    ["boolean", "(NOT true)"],
  ])("leaves an expression of %s alone: %s", async (type, sql) => {
    const deparsed = await deparse(type, sql);
    expect(parseDefault(deparsed, parseType(type))).toEqual({ kind: "expression", sql: deparsed });
  });

  it("takes NULL for no default", () => {
    expect(parseDefault("NULL::character varying", parseType("varchar(10)"))).toBeNull();
    expect(parseDefault("NULL", parseType("integer"))).toBeNull();
    expect(parseDefault("NULL::app.short", parseType("app.short"))).toEqual({
      kind: "expression",
      sql: "NULL::app.short",
    });
  });

  it.each([
    ["boolean", "NOT true", "(NOT true)"],
    ["boolean", "1 IS NULL AND true", "((1 IS NULL) AND true)"],
    ["integer", "(1) + (2)", "(1 + 2)"],
    ["timestamptz", "CURRENT_TIMESTAMP(3)", "CURRENT_TIMESTAMP(3)"],
    ["timestamptz", "now() AT TIME ZONE 'utc'", "(now() AT TIME ZONE 'utc'::text)"],
    ["text", "'a'::character varying(3)", "'a'::character varying(3)"],
    ["text[]", "ARRAY['a']", "ARRAY['a'::text]"],
  ])("writes an expression of %s so that DEFAULT takes it: %s", async (type, sql, deparsed) => {
    expect(await deparse(type, defaultSql({ kind: "expression", sql }))).toBe(deparsed);
  });

  it("gives back every text", async () => {
    const text = fc.string({
      unit: fc.constantFrom("'", '"', "\\", ":", "(", ")", "a", "é", " ", "\n", "-", "1"),
    });
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom("text", "varchar(200)", "citext"), async (one, type) => {
        await database().query(`CREATE EXTENSION IF NOT EXISTS ${quoteIdentifier("citext")}`);
        const sql = await deparse(type, defaultSql({ kind: "literal", text: one }));
        expect(parseDefault(sql, parseType(type))).toEqual({ kind: "literal", text: one });
      }),
      { numRuns: 100 },
    );
  });
});

describe("readDefault", () => {
  it.each(
    [
      "smallint",
      "integer",
      "bigint",
      "numeric",
      "numeric(10,2)",
      "real",
      "double precision",
      "money",
      "text",
      "varchar(9)",
      "char(4)",
    ].flatMap((type) =>
      [
        "0",
        "7",
        "-1",
        "(-1)",
        "1.5",
        "-1.5",
        "1.50",
        "1e20",
        "'0'",
        "'-1'",
        "'12'",
        "'1.5'",
        "'1e20'",
        "'NaN'",
      ].map((sql) => [type, sql] as const),
    ),
  )("gives what brings back the very spelling of %s DEFAULT %s", async (type, sql) => {
    // What the type does not take is no default.
    const deparsed = await deparse(type, sql).catch(() => null);
    if (deparsed === null) return;
    const read = readDefault(deparsed, parseType(type));
    expect(await deparse(type, read === null ? "NULL" : defaultSql(read))).toBe(deparsed);
  });

  it.each([
    ["boolean", "'t'"],
    ["boolean", "false"],
    ["text", "true"],
    ["text[]", "'{}'"],
    ["jsonb", "'{}'"],
    ["date", "'2020-01-01'"],
    ["bit(3)", "B'101'"],
  ])("does so for %s DEFAULT %s", async (type, sql) => {
    const deparsed = await deparse(type, sql);
    const read = readDefault(deparsed, parseType(type));
    expect(await deparse(type, read === null ? "NULL" : defaultSql(read))).toBe(deparsed);
  });
});
