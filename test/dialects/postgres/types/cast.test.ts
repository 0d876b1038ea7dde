import { describe, expect, it } from "vitest";
import { castExpression, conversion } from "../../../../packages/revise/src/dialects/postgres/types/cast";
import { sqlType } from "../../../../packages/revise/src/dialects/postgres/types/format";
import { parseType } from "../../../../packages/revise/src/dialects/postgres/types/parse";
import { rewritesTable } from "../../../../packages/revise/src/dialects/postgres/safety/type-change";
import { useDatabase, value } from "../fixture";

const database = useDatabase("cast");

const known = {
  casts: [],
  domains: [],
  enums: [
    { schema: null, name: "mood" },
    { schema: null, name: "Other" },
  ],
};

const names =
  `smallint integer bigint numeric numeric(10,2) real double_precision money varchar varchar(10) char(3) text
  bytea bit(3) varbit boolean timestamp timestamptz date time timetz interval interval(2) uuid json jsonb jsonpath xml point line
  lseg box path polygon circle cidr inet macaddr macaddr8 tsvector tsquery int4range int4multirange daterange
  datemultirange "char" name oid bpchar`
    .trim()
    .split(/\s+/)
    .map((one) => one.replace("_", " "));

const scalars = [...names, "mood", '"Other"'];
const types = [
  ...scalars,
  ...["integer[]", "text[]", "boolean[]", "jsonb[]", "mood[]", '"Other"[]', "numeric(10,2)[]", "uuid[]"],
];

/** "char" was a string up to 14, a path had a point up to 14, and integers have their bytes since 18. */
function dependsOnVersion(from: string, to: string): boolean {
  return [from, to].some((one) => one === '"char"' || one === "bytea") || (from === "path" && to === "point");
}

describe("conversion", () => {
  it("says of every pair of types what the server says", async () => {
    await database().query(`CREATE TYPE mood AS ENUM ('a'); CREATE TYPE "Other" AS ENUM ('a');
      CREATE FUNCTION try(change text) RETURNS boolean LANGUAGE plpgsql AS $$
      BEGIN
        EXECUTE 'ALTER TABLE probe ALTER COLUMN c TYPE ' || change;
        RAISE EXCEPTION USING ERRCODE = 'RV000';
      EXCEPTION
        WHEN SQLSTATE 'RV000' THEN RETURN true;
        WHEN others THEN RETURN false;
      END $$`);
    const wrong: string[] = [];
    for (const from of types) {
      const attempts = types.map((to) => {
        const source = parseType(from);
        const target = parseType(to);
        return {
          to,
          plain: sqlType(target),
          using: conversion(source, target, "c", known),
          socket: castExpression(source, target, "c", known),
        };
      });
      await database().query(
        `DROP TABLE IF EXISTS probe; CREATE TABLE probe (c ${sqlType(parseType(from))})`,
      );
      const rows = await database().query<{ plain: boolean; cast: boolean; explicit: boolean | null }>(
        `SELECT try(plain) AS plain, CASE WHEN suffix <> '' THEN try(plain || suffix) ELSE try(plain) END AS cast,
                CASE WHEN impossible THEN try(plain || ' USING c::' || plain) END AS explicit
           FROM unnest($1::text[], $2::text[], $3::bool[]) WITH ORDINALITY AS one (plain, suffix, impossible, place) ORDER BY place`,
        [
          attempts.map(({ plain }) => plain),
          attempts.map(({ socket }) => (socket === null ? "" : ` USING ${socket}`)),
          attempts.map(({ using }) => using.kind === "impossible"),
        ],
      );
      attempts.forEach((attempt, at) => {
        const row = rows[at];
        const { kind } = attempt.using;
        const pair = `${from} -> ${attempt.to}: ${kind} ${attempt.socket ?? ""}`;
        if (row?.plain !== (kind === "plain") && !dependsOnVersion(from, attempt.to))
          wrong.push(`${pair}, plain change ${String(row?.plain)}`);
        if (row?.cast !== true) wrong.push(`${pair} fails`);
        if (row?.explicit === true && !dependsOnVersion(from, attempt.to))
          wrong.push(`${pair}, but a cast exists`);
      });
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ["text", "boolean", "'yes'", "true"],
    ["boolean", "bigint", "true", "1"],
    ["integer", "boolean", "3", "true"],
    ["bigint", "boolean", "0", "false"],
    ["integer", "integer[]", "3", "{3}"],
    ["text", "text[]", "'{a,b}'", "{a,b}"],
    ["text[]", "text", "'{a,b}'", "{a,b}"],
    ["text", "jsonb", `'{"a": 1}'`, `{"a": 1}`],
    ["mood", '"Other"', "'a'", "a"],
    ["mood[]", '"Other"[]', "'{a,NULL}'", "{a,NULL}"],
    ["uuid", "bytea", "NULL", null],
    ["varchar(10)", "uuid", "NULL", null],
  ])("leads %s to %s with its rows", async (from, to, row, expected) => {
    await database().query(
      `DROP TABLE IF EXISTS t; CREATE TABLE t (c ${from}); INSERT INTO t VALUES (${row})`,
    );
    const using = castExpression(parseType(from), parseType(to), "c", known);
    await database().query(
      `ALTER TABLE t ALTER COLUMN c TYPE ${sqlType(parseType(to))}${using === null ? "" : ` USING ${using}`}`,
    );
    expect(await value(database(), "SELECT c::text FROM t")).toBe(expected);
  });
});

describe("rewritesTable", () => {
  it("knows the changes that leave the rows as they are", async () => {
    const forms =
      `varchar varchar(5) varchar(9) text char(3) char(5) bpchar citext numeric numeric(8,2) numeric(10,2) numeric(10,3)
      varbit varbit(3) varbit(7) bit(3) timestamp timestamp(3) timestamp(5) timestamptz timestamptz(2) time time(2) time(4) timetz
      interval interval(3) cidr inet integer bigint smallint oid json jsonb real varchar(5)[] varchar(9)[] text[] varchar[] numeric(8,2)[] numeric[]`
        .trim()
        .split(/\s+/);
    await database().query(`CREATE EXTENSION citext; SET TimeZone = 'Europe/Berlin';
      CREATE FUNCTION rewrites(from_type text, to_type text) RETURNS boolean LANGUAGE plpgsql AS $$
      DECLARE before oid; after oid;
      BEGIN
        EXECUTE 'CREATE TABLE written (c ' || from_type || ')';
        SELECT pg_relation_filenode('written') INTO before;
        BEGIN
          EXECUTE 'ALTER TABLE written ALTER COLUMN c TYPE ' || to_type;
        EXCEPTION WHEN others THEN
          EXECUTE 'DROP TABLE written';
          RETURN NULL;
        END;
        SELECT pg_relation_filenode('written') INTO after;
        EXECUTE 'DROP TABLE written';
        RETURN before <> after;
      END $$`);
    const wrong: string[] = [];
    for (const from of forms) {
      const rows = await database().query<{ to: string; rewrites: boolean | null }>(
        `SELECT one AS to, rewrites($1, one) FROM unnest($2::text[]) one`,
        [from, forms],
      );
      for (const row of rows) {
        if (row.rewrites === null) continue;
        const ours = rewritesTable(parseType(from), parseType(row.to));
        if (ours !== row.rewrites)
          wrong.push(`${from} -> ${row.to}: rewrites ${String(row.rewrites)}, we say ${String(ours)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
