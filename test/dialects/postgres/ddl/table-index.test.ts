import { beforeEach, describe, expect, it } from "vitest";
import { compile } from "../../../../packages/revise/src/dialects/postgres/ddl/compile";
import type { Operation } from "../../../../packages/revise/src/operations/operation";
import { column, expectSame, index, name, reset, run, table, useDatabase, value } from "../fixture";

const database = useDatabase("ddl_index");

beforeEach(() => reset(database()));

describe("indexes", () => {
  it("are made with all their options", async () => {
    const since15 = Number(await value(database(), "SHOW server_version_num")) >= 150_000;
    const t = name("t", "app");
    const key = {
      column: null,
      expression: null,
      collation: null,
      operatorClass: null,
      order: "ASC",
      nulls: "LAST",
    } as const;
    await expectSame(
      database(),
      [
        { kind: "createSchema", name: "app" },
        {
          kind: "createTable",
          table: table(t, { columns: [column("a", "integer"), column("b", "text"), column("c", "text[]")] }),
        },
        {
          kind: "createIndex",
          table: t,
          index: index("one", [], {
            unique: true,
            nullsNotDistinct: since15,
            include: ["c"],
            where: "a > 1",
            parameters: { fillfactor: "70" },
            keys: [
              { ...key, column: "a", order: "DESC", nulls: "LAST" },
              { ...key, expression: "lower(b)", collation: name("C", "pg_catalog"), nulls: "FIRST" },
              { ...key, column: "b", operatorClass: "text_pattern_ops", order: "DESC", nulls: "FIRST" },
            ],
          }),
        },
        { kind: "createIndex", table: t, index: index("two", ["c"], { method: "gin" }) },
        { kind: "createIndex", table: t, index: index("three", ["a"]) },
        { kind: "createIndex", table: t, index: index("four", ["a"]) },
        { kind: "dropIndex", table: t, name: "four", concurrently: false },
        { kind: "renameIndex", table: t, from: "three", to: "Drei" },
      ],
      `CREATE SCHEMA app; CREATE TABLE app.t (a integer, b text, c text[]);
       CREATE UNIQUE INDEX one ON app.t (a DESC NULLS LAST, lower(b) COLLATE "C" NULLS FIRST, b text_pattern_ops DESC)
         INCLUDE (c) ${since15 ? "NULLS NOT DISTINCT" : ""} WITH (fillfactor = 70) WHERE a > 1;
       CREATE INDEX two ON app.t USING gin (c); CREATE INDEX "Drei" ON app.t (a)`,
    );
  });

  it("are built and dropped concurrently outside of transactions, again and again", async () => {
    await database().query("CREATE TABLE t (a integer); INSERT INTO t VALUES (1), (1)");
    const create: Operation = {
      kind: "createIndex",
      table: name("t"),
      index: index("i", ["a"], { unique: true, concurrently: true }),
    };
    const drop: Operation = { kind: "dropIndex", table: name("t"), name: "i", concurrently: true };
    expect(compile([create, drop]).every(({ transactional }) => transactional !== true)).toBe(true);
    // The build fails on the duplicate and leaves an invalid index; the next run clears it away.
    await expect(run(database(), create)).rejects.toThrow("could not create unique index");
    expect(await value(database(), "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass")).toBe(
      false,
    );
    await database().query("DELETE FROM t");
    await run(database(), create);
    await run(database(), create);
    expect(await value(database(), "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass")).toBe(
      true,
    );
    await run(database(), drop);
    await run(database(), drop);
    expect(await value(database(), "SELECT to_regclass('i')")).toBeNull();
  });
});
