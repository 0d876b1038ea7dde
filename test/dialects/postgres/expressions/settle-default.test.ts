/** Every form of default that entities are known to have: set by our own DDL, read back, found equal. */
import { describe, expect, it } from "vitest";
import { defaultSql } from "../../../../packages/revise/src/dialects/postgres/expressions/default";
import { sqlType } from "../../../../packages/revise/src/dialects/postgres/types/format";
import { parseType } from "../../../../packages/revise/src/dialects/postgres/types/parse";
import type { DefaultValue } from "../../../../packages/revise/src/model/column";
import { objectKey } from "../../../../packages/revise/src/model/names";
import { column, editColumn, editTable, expression, literal, settled } from "./settle-fixture";

/** Type, and the defaults: `=text` is a literal, anything else SQL. */
const forms: readonly (readonly [string, readonly string[]])[] = [
  ["integer", ["=0", "=-1", "=18", "0", "-1", "1 + 1", "(5)", "'7'", "'8'::integer", "1::int", "-(2)"]],
  ["bigint", ["=0", "=-9007199254740993", "5", "'6'::bigint", "length('abc')"]],
  ["smallint", ["=3", "'4'", "(1)::smallint"]],
  ["numeric", ["=1.5", "=0.00", "=0", "1.5", "1e3", "'2.50'::numeric", "=NaN"]],
  ["numeric(10,2)", ["=1.5", "=0.00", "=10", "10", "'1'::numeric(10,2)"]],
  ["real", ["=1.5", "=1", "1.5", "'1e10'"]],
  ["double precision", ["=0.1", "=Infinity", "random()", "pi() / 2"]],
  ["money", ["=10", "=10.5", "'10'::money", "10"]],
  ["boolean", ["=true", "=false", "=t", "=yes", "=1", "true", "FALSE", "'true'", "(NOT true)", "1 = 1"]],
  [
    "varchar",
    [
      "=",
      "=x",
      "=it's",
      "=a::text",
      "=null",
      "=now()",
      "'x'",
      "'x'::character varying",
      "'a' || 'b'",
      "=\\n",
    ],
  ],
  ["varchar(10)", ["=x", "'x'::varchar(10)", "'abc'::varchar(2)", "upper('x')", "md5('x')"]],
  ["char(3)", ["=a", "=abc", "'a'::char(3)", "'a'::bpchar"]],
  [
    "text",
    [
      "=a, b",
      '="q"',
      "=line\nbreak",
      "current_setting('Coffee.Tenant'::text)",
      "substring('abc', 1, 2)",
      "'x'",
    ],
  ],
  ["text", ["current_user", "coalesce(NULL, 'x')", "CASE WHEN true THEN 'a' ELSE 'b' END", "'a'||'b'||'c'"]],
  ["uuid", ["gen_random_uuid()", "=6ecd8c99-4036-403d-bf84-cf8400f67836", "uuid_generate_v4()"]],
  ["uuid", ["=6ECD8C99-4036-403D-BF84-CF8400F67836", "GEN_RANDOM_UUID()"]],
  [
    "timestamp",
    [
      ...[
        "now()",
        "CURRENT_TIMESTAMP",
        "LOCALTIMESTAMP",
        "(now() at time zone 'utc')",
        "now() + interval '1 day'",
      ],
      ...["=2020-01-01", "=2020-01-01T00:00:00.000Z", "=epoch", "=infinity", "timezone('utc', now())"],
    ],
  ],
  ["timestamp", ["('now'::text)::timestamp without time zone", "statement_timestamp()"]],
  [
    "timestamptz",
    ["now()", "CURRENT_TIMESTAMP", "current_timestamp(3)", "=2020-01-01 00:00:00+02", "clock_timestamp()"],
  ],
  ["timestamptz(3)", ["now()", "CURRENT_TIMESTAMP(3)", "=2020-01-01"]],
  ["date", ["CURRENT_DATE", "('now'::text)::date", "=2020-01-01", "=1 Jan 2020", "now()"]],
  ["time", ["CURRENT_TIME", "LOCALTIME", "=10:00", "=allballs"]],
  ["timetz", ["CURRENT_TIME", "=10:00+01"]],
  ["interval", ["=1 hour", "=P1D", "=1 day 02:03:04", "interval '1 day'", "'01:00:00'"]],
  ["json", ["={}", '={"a":1}', "'{}'", "'{}'::json", "json_build_object('a', 1)"]],
  [
    "jsonb",
    [
      "={}",
      '={"a":"fr", "n":""}',
      '={"b":1,"a":2}',
      "=[]",
      "'{}'::jsonb",
      "'[]'",
      "jsonb_build_array()",
      "=null",
      '="x"',
    ],
  ],
  [
    "text[]",
    ["={}", "={a,B}", "={Guild Master}", '={"a,b"}', "ARRAY[]::text[]", "array['a','B']", "'{}'::text[]"],
  ],
  ["integer[]", ["={}", "={5}", "={1, 2}", "ARRAY[1,2]", "'{1}'::int[]", "ARRAY[]::integer[]"]],
  ["varchar(10)[]", ["={x}", "'{}'::varchar[]", "ARRAY['a']"]],
  ["jsonb[]", ["={}", '={"{\\"a\\": 1}"}']],
  ["mood", ["=sad", "=it's", "'sad'", "'sad'::mood"]],
  ["mood[]", ["={}", "={sad}", "ARRAY['sad']::mood[]", "'{sad}'::mood[]"]],
  ["hstore", ["=", "=a=>1", "'a=>1'::hstore", "hstore('a', '1')"]],
  ["citext", ["=X", "'X'::citext"]],
  ["inet", ["=10.0.0.1", "=10.0.0.1/32", "'::1'"]],
  ["macaddr", ["=08-00-2b-01-02-03"]],
  ["point", ["=(1,2)", "=1,2", "point(1,2)"]],
  ["bytea", ["=\\x00ff", "='", "'\\x00'::bytea"]],
  ["bit(8)", ["=10101010", "B'1'::bit(8)", "'00000001'"]],
  ["varbit", ["=101", "B'101'"]],
  ["int4range", ["=[1,5]", "=empty", "int4range(1, 5)"]],
  ["tstzrange", ["tstzrange(now(), 'infinity')"]],
  ["tsvector", ["=a b", "to_tsvector('english', 'a b')"]],
  ["xml", ["=<a/>", "xmlparse(content '<a/>')"]],
  ["email", ["=a@b", "'a@b'", "'a@b'::email"]],
];

interface Form {
  readonly name: string;
  readonly type: string;
  readonly value: DefaultValue;
}

const all: readonly Form[] = forms.flatMap(([type, defaults], group) =>
  defaults.map((text, index) => ({
    name: `c${String(group)}_${String(index)}`,
    type,
    value: text.startsWith("=") ? literal(text.slice(1)) : expression(text),
  })),
);

const prelude = `
  CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION "uuid-ossp";
  CREATE TYPE mood AS ENUM ('sad', 'it''s'); CREATE DOMAIN email AS text DEFAULT 'none';`;

describe("settle of defaults", () => {
  it(`finds each of ${String(all.length)} forms equal to what the server made of it, in one round trip`, async () => {
    const columns = all.map(
      ({ name, type, value }) => `${name} ${sqlType(parseType(type))} DEFAULT ${defaultSql(value)}`,
    );
    const found = await settled(`${prelude} CREATE TABLE t (${columns.join(", ")})`, (model) =>
      editTable(model, "t", (table) => ({
        ...table,
        columns: table.columns.map((each) => ({
          ...each,
          default: all.find((form) => form.name === each.name)?.value ?? null,
        })),
      })),
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired).toEqual(found.current);
    expect(found.roundTrips).toBe(1);
    // Nearly all of them were open: this is what a comparison of texts would have called different.
    expect(all.length).toBeGreaterThan(150);
  });

  it("keeps the user's text where the value differs", async () => {
    const pairs: readonly (readonly [string, DefaultValue, DefaultValue])[] = [
      ["integer", literal("1"), expression("1 + 1")],
      ["numeric", literal("1.5"), literal("1.50")],
      ["interval", literal("1 hour"), literal("2 hours")],
      ["jsonb", literal('{"a": 1}'), literal('{"a": 2}')],
      ["timestamptz", expression("now()"), expression("clock_timestamp()")],
      ["text[]", literal("{a}"), literal("{b}")],
      ["boolean", literal("true"), expression("(NOT true)")],
    ];
    const columns = pairs.map(
      ([type, value], index) => `c${String(index)} ${type} DEFAULT ${defaultSql(value)}`,
    );
    const found = await settled(`CREATE TABLE t (${columns.join(", ")})`, (model) =>
      pairs.reduce(
        (edited, [, , wanted], index) => editColumn(edited, "t", `c${String(index)}`, { default: wanted }),
        model,
      ),
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired.tables[0]?.columns.map((each) => each.default)).toEqual(
      pairs.map(([, , wanted]) => wanted),
    );
  });

  it("takes DEFAULT NULL for no default", async () => {
    const found = await settled("CREATE TABLE t (a int, b varchar(5), c text DEFAULT 'x')", (model) =>
      ["a", "b", "c"].reduce(
        (edited, name) => editColumn(edited, "t", name, { default: expression("NULL") }),
        model,
      ),
    );
    expect(found.desired.tables[0]?.columns.map((each) => each.default)).toEqual([null, null, null]);
  });

  it("takes the stored moment for a moment in quotes, and says so", async () => {
    const found = await settled(
      "CREATE TABLE t (a date DEFAULT 'tomorrow', b timestamp DEFAULT now())",
      (model) =>
        editColumn(editColumn(model, "t", "a", { default: literal("tomorrow") }), "t", "b", {
          default: literal("now"),
        }),
    );
    expect(found.roundTrips).toBe(1);
    expect(found.unsettled).toMatchObject([
      { key: objectKey("column", { schema: null, name: "t" }, "a"), role: "default", rejected: false },
    ]);
    expect(found.desired.tables[0]?.columns[0]).toEqual(found.current.tables[0]?.columns[0]);
    expect(found.desired.tables[0]?.columns[1]?.default).toEqual(literal("now"));
  });

  it("rejects a value that the type does not take", async () => {
    const found = await settled("CREATE TABLE t (a int DEFAULT 1, b int DEFAULT 2)", (model) =>
      editColumn(editColumn(model, "t", "a", { default: literal("many") }), "t", "b", {
        default: expression("1+1"),
      }),
    );
    expect(found.unsettled).toMatchObject([
      {
        key: objectKey("column", { schema: null, name: "t" }, "a"),
        role: "default",
        reason: 'invalid input syntax for type integer: "many"',
        rejected: true,
      },
    ]);
  });

  it("reads a default in the type that the column is to have", async () => {
    const found = await settled("CREATE TABLE t (a int DEFAULT 1, b varchar DEFAULT 'x')", (model) => {
      const retyped = editColumn(model, "t", "a", {
        type: parseType("bigint"),
        default: expression("'1'::bigint"),
      });
      return editColumn(retyped, "t", "b", { type: parseType("text"), default: expression("'x'::text") });
    });
    expect(found.desired.tables[0]?.columns.map((each) => each.default)).toEqual([
      literal("1"),
      literal("x"),
    ]);
  });

  it("asks of a column that is new only whether the server takes it", async () => {
    const found = await settled("CREATE TABLE t (a int)", (model) =>
      editTable(model, "t", (table) => ({
        ...table,
        columns: [
          ...table.columns,
          { ...column("b", "int"), default: expression("1+1") },
          { ...column("c", "int"), default: expression("1+1") },
          { ...column("d", "text"), default: literal("plain") },
        ],
      })),
    );
    expect(found.roundTrips).toBe(1);
    expect(found.unsettled).toEqual([]);
    expect(found.desired.tables[0]?.columns[1]?.default).toEqual(expression("1+1"));
  });
});
