import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { canonicalType } from "../../../../packages/revise/src/dialects/postgres/types/canonical";
import { formatType, sqlType } from "../../../../packages/revise/src/dialects/postgres/types/format";
import { parseType } from "../../../../packages/revise/src/dialects/postgres/types/parse";
import { sameType, type ColumnType } from "../../../../packages/revise/src/model/column-type";

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase("types");
  await database.query(`
    CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION cube; CREATE EXTENSION ltree;
    CREATE SCHEMA app; CREATE SCHEMA "My Schema";
    CREATE TYPE mood AS ENUM ('a'); CREATE TYPE app.mood AS ENUM ('a'); CREATE TYPE app."My Type" AS ENUM ('a');
    CREATE TYPE "My Schema"."we""ird.type" AS ENUM ('a'); CREATE TYPE "Mixed" AS ENUM ('a');
    CREATE DOMAIN app.short AS varchar(3);`);
});
afterAll(() => database.drop());

const words =
  `smallint int int2 int4 int8 integer bigint decimal numeric numeric(10) numeric(10,0) numeric(10,2) real
  float float4 float8 money varchar varchar(255) character char char(3) text citext hstore bytea bit bit(8) varbit varbit(8)
  timestamptz timestamptz(3) timestamp timestamp(0) timestamp(6) date time time(2) timetz timetz(6) interval interval(3)
  bool boolean point line lseg box path polygon circle cidr inet macaddr macaddr8 tsvector tsquery uuid xml json jsonb
  jsonpath int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange nummultirange
  tsmultirange tstzmultirange datemultirange cube ltree oid name regclass pg_lsn xid8 bpchar float(24) float(25)`
    .trim()
    .split(/\s+/);

const sentences = [
  "double precision",
  "character varying",
  "character varying(12)",
  "bit varying",
  "bit varying(8)",
  "TIMESTAMP",
  "TIMESTAMP(3)",
  "TIMESTAMP WITH TIME ZONE",
  "TIMESTAMP(3) WITH TIME ZONE",
  "timestamp without time zone",
  "TIME(3) WITH TIME ZONE",
  "time without time zone",
  "interval day to second(3)",
  "interval day to second",
  "interval year to month",
  "interval hour",
  '"char"',
  "mood",
  "app.mood",
  'app."My Type"',
  '"public"."mood"',
  '"My Schema"."we""ird.type"',
  '"Mixed"',
  "app.short",
];

const forms = [...words, ...sentences];

describe("parseType", () => {
  it.each([...forms, ...forms.map((form) => `${form} array`)])(
    "reads %s and what format_type() makes of it into one canonical type",
    async (form) => {
      const type = parseType(form);
      const printed = await formatTypeOf(form);
      expect(withoutPublic(parseType(printed))).toEqual(withoutPublic(type));
      // The DDL that we print gives the very same type again.
      const ours = await formatTypeOf(sqlType(type));
      expect(ours.replace(/\(6\)/, "")).toBe(printed.replace(/\(6\)/, ""));
      expect(parseType(formatType(type))).toEqual(type);
    },
  );

  it("reads modifiers that only an extension understands", () => {
    expect(parseType("geometry(Point,4326)")).toEqual({
      name: "geometry",
      schema: null,
      args: ["Point", "4326"],
      dimensions: 0,
    });
    expect(parseType("postgis.geometry(pointz, 0)[]")).toEqual({
      name: "geometry",
      schema: null,
      args: ["PointZ"],
      dimensions: 1,
    });
    expect(parseType("geography(Point)").args).toEqual(["Point", "4326"]);
    expect(parseType("geometry(Geometry)").args).toEqual([]);
    expect(parseType("vector(3)")).toMatchObject({ name: "vector", args: ["3"] });
  });

  it("folds what means the same", () => {
    expect(parseType("numeric(10,0)")).toEqual(parseType("decimal(10)"));
    expect(parseType("char")).toEqual(parseType("character(1)"));
    expect(parseType("int[][3]")).toEqual(parseType("int4 ARRAY"));
    expect(parseType("pg_catalog.int4")).toEqual(parseType("integer"));
  });

  it("knows that six digits say nothing of a time, and still writes them as they were", () => {
    expect(sameType(parseType("timestamp(6)"), parseType("timestamp without time zone"))).toBe(true);
    expect(sameType(parseType("timestamp(3)"), parseType("timestamp"))).toBe(false);
    expect(formatType(parseType("time(6) with time zone[]"))).toBe("timetz(6)[]");
    expect(sqlType(canonicalType(parseType("interval(6)")))).toBe("interval(6)");
  });

  it("keeps a type of one's own apart from a built-in one of nearly the same name", () => {
    expect(parseType('"Date"')).toMatchObject({ name: "Date" });
    expect(formatType(parseType('"Date"'))).toBe('"Date"');
    expect(formatType(parseType('app."My Type"[]'))).toBe('app."My Type"[]');
    expect(formatType(parseType("app.Mood"))).toBe("app.Mood");
    expect(parseType("app.Mood")).toMatchObject({ schema: "app", name: "Mood" });
  });

  it.each(["", "varchar(", "varchar()", "a.b.c", "no such type", "int; drop table x", "varchar(1))", '"a'])(
    "refuses %j",
    (text) => {
      expect(() => parseType(text)).toThrow("is not a PostgreSQL type");
    },
  );
});

async function formatTypeOf(form: string): Promise<string> {
  const [, , rows] = await (
    await connection()
  ).batch([
    "DROP TABLE IF EXISTS probe",
    `CREATE TABLE probe (c ${form})`,
    "SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = 'probe'::regclass AND attname = 'c'",
  ]);
  return String(rows?.[0]?.["type"]);
}

let opened: ReturnType<TestDatabase["connection"]> | null = null;
function connection(): ReturnType<TestDatabase["connection"]> {
  opened ??= database.connection();
  return opened;
}

/** Folding the default schema is the introspector's work. */
function withoutPublic(type: ColumnType): ColumnType {
  return type.schema === "public" ? { ...type, schema: null } : type;
}
