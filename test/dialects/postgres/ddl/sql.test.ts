import { beforeEach, describe, expect, it } from "vitest";
import { compile } from "../../../../packages/revise/src/dialects/postgres/ddl/compile";
import type { Operation } from "../../../../packages/revise/src/operations/operation";
import { name, reset, run, useDatabase, value } from "../fixture";

const database = useDatabase("ddl_sql");

beforeEach(() => reset(database()));

describe("bulkInsert", () => {
  it("inserts rows with different keys, and more values than one statement takes", async () => {
    await database().query("CREATE TABLE t (a integer DEFAULT 7, b text DEFAULT 'x', c jsonb)");
    const t = name("t");
    await run(database(), {
      kind: "bulkInsert",
      table: t,
      rows: [{ a: 1 }, { b: "o'k" }, { c: { d: [1] }, a: null }, { a: undefined }],
    });
    expect(await database().query("SELECT * FROM t")).toEqual([
      { a: 1, b: "x", c: null },
      { a: 7, b: "o'k", c: null },
      { a: null, b: "x", c: { d: [1] } },
      { a: 7, b: "x", c: null },
    ]);
    await run(database(), { kind: "bulkInsert", table: t, rows: [{}, {}] });
    expect(compile([{ kind: "bulkInsert", table: t, rows: [] }])).toEqual([]);
    const rows = Array.from({ length: 40_000 }, (_, at) => ({ a: at, b: "y" }));
    const operation: Operation = { kind: "bulkInsert", table: t, rows };
    expect(compile([operation])).toHaveLength(2);
    await run(database(), operation);
    expect(await value(database(), "SELECT count(*)::int FROM t")).toBe(40_006);
  });

  it("is cut where one of several statements can't be in a transaction, and only then", () => {
    const sqlOf = (sql: string): unknown[] =>
      compile([{ kind: "execute", sql, parameters: [] }]).map((statement) => [
        statement.sql,
        statement.transactional,
      ]);
    expect(sqlOf("CREATE TABLE t (a text DEFAULT ';'); VACUUM t; /* ; */ -- ;\n")).toEqual([
      ["CREATE TABLE t (a text DEFAULT ';')", true],
      ["VACUUM t", false],
    ]);
    const body = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; SELECT 1";
    expect(sqlOf(body)).toEqual([[body, true]]);
  });
});

describe("execute", () => {
  it.each([
    ["CREATE INDEX CONCURRENTLY i ON t (a)", false],
    ["  -- why\n/* and /* nested */ */ create unique\n index\tconcurrently if not exists i ON t (a)", false],
    ["DROP INDEX CONCURRENTLY i", false],
    ["REINDEX INDEX CONCURRENTLY i", false],
    ["REINDEX (VERBOSE) TABLE CONCURRENTLY t", false],
    ["VACUUM (ANALYZE) t", false],
    ["CREATE DATABASE x", false],
    ["DROP DATABASE x", false],
    ["ALTER SYSTEM SET work_mem = 1", false],
    ["ALTER TYPE \"add value\".mood ADD VALUE 'x'", "last"],
    ["CLUSTER", false],
    ["CLUSTER (VERBOSE);", false],
    ["CLUSTER t", true],
    ["ALTER TABLE p DETACH PARTITION q CONCURRENTLY", false],
    ["REFRESH MATERIALIZED VIEW CONCURRENTLY m", true],
    ["CREATE INDEX i ON t (a)", true],
    ['CREATE INDEX "concurrently" ON t (a)', true],
    ["UPDATE t SET a = 'CREATE INDEX CONCURRENTLY'", true],
    ["-- VACUUM\nSELECT 1", true],
    ['ALTER TYPE mood RENAME TO "add value"', true],
    ["", true],
  ])("%j may run in a transaction: %s", (sql, transactional) => {
    const operation: Operation = { kind: "execute", sql, parameters: [1] };
    expect(compile([operation])).toEqual([{ sql, parameters: [1], transactional, source: operation }]);
  });
});
