import { describeCatalog } from "@revise/testkit";
import { describe, expect, it } from "vitest";
import type { Operations } from "../../packages/revise/src/operations/builder";
import { planStamp } from "../../packages/revise/src/revisions/plan-stamp";
import { planUpgrade } from "../../packages/revise/src/revisions/plan";
import { draw } from "../revisions/draw";
import type { Body } from "./run";
import { failure, line, rowsOf, script, three, upgrade, useEmptyDatabase } from "./run";

const database = useEmptyDatabase("runtime");

describe("offlineScript", () => {
  const graph = draw("a1:\n b1: a1\n c1: a1\n m1: b1 c1\n x1: needs b1");
  const bodies: Record<string, Body> = {
    ...three,
    a1: {
      up: async (op) => {
        await op.execute("CREATE TABLE one (id integer, word text) -- a comment at the end");
        await op.bulkInsert("one", [{ id: 1, word: "it's; \\ $1" }]);
        await op.execute("INSERT INTO one VALUES ($1, $2);", [2, null]);
      },
    },
    b1: {
      up: async (op) => {
        await op.execute("CREATE INDEX CONCURRENTLY one_id ON one (id)");
        await op.autocommit(async () => {
          await op.execute("VACUUM one");
        });
      },
    },
  };

  it.each(["per-revision", "all", "none"] as const)(
    "gives what the online run gives (%s)",
    async (transaction) => {
      const text = await script({ bodies }, planUpgrade(graph, [], "heads"), { transaction });
      await upgrade({ database: database(), graph, bodies }, "heads", { transaction });
      const online = [
        await describeCatalog(database().url),
        await rowsOf(database()),
        await database().query("SELECT * FROM one"),
      ];
      await database().query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
      const connection = await database().connection();
      for (const statement of text.split(/;\n\n/)) {
        if (statement.trim() !== "") await connection.query(statement);
      }
      await connection.release();
      expect([
        await describeCatalog(database().url),
        await rowsOf(database()),
        await database().query("SELECT * FROM one"),
      ]).toEqual(online);
    },
  );

  it("starts with the version table from base and marks every step", async () => {
    const text = await script({ bodies }, planUpgrade(line, [], "a2"));
    expect(text.startsWith("CREATE TABLE")).toBe(true);
    expect(text).toContain("BEGIN;\n\n-- Running upgrade  -> a1\n\n");
    expect(text).toContain("COMMIT;\n\nBEGIN;\n\n-- Running upgrade a1 -> a2\n\n");
    expect(text.endsWith("COMMIT;\n\n")).toBe(true);
    expect(await script({ bodies }, planUpgrade(line, ["a1"], "a2"), { fromBase: false })).not.toContain(
      "CREATE TABLE IF",
    );
    expect(await script({ bodies }, planUpgrade(line, [], "a2"), { transaction: "none" })).not.toContain(
      "BEGIN",
    );
    const stamp = await script({ bodies }, planStamp(line, ["a1"], ["a3"]), { fromBase: false });
    expect(stamp).toMatch(/^BEGIN;\n\n-- Running stamp a1 -> a3\n\nUPDATE .*;\n\nCOMMIT;\n\n$/);
  });

  it("carries the limits of each statement, and leaves none behind", async () => {
    const up = async (op: Operations): Promise<void> => {
      await op.execute("ALTER TABLE one ADD COLUMN x integer");
      await op.execute("UPDATE one SET x = 1");
      await op.execute("CREATE INDEX CONCURRENTLY one_x ON one (x)");
      await op.execute("DELETE FROM one");
    };
    const limits = { lockTimeout: 20_000, statementTimeout: 60_000, lockRetry: null };
    const own = { lockRetry: { timeout: 1_000, attempts: 3, delay: 1, maxDelay: 1 }, lockTimeout: 5_000 };
    const bodies: Record<string, Body> = { ...three, a2: { up, limits: own } };
    const text = await script({ bodies }, planUpgrade(line, ["a1"], "a3"), { fromBase: false, limits });
    const statements = text
      .split(/;?\n\n/)
      .map((statement) => statement.replace(/ "revise_version" .*/, " rows"));
    expect(statements).toEqual([
      "BEGIN",
      "-- Running upgrade a1 -> a2",
      "SET LOCAL lock_timeout = '1s'",
      "SET LOCAL statement_timeout = '60s'",
      "ALTER TABLE one ADD COLUMN x integer",
      "SET LOCAL lock_timeout = '5s'",
      "UPDATE one SET x = 1",
      "COMMIT",
      "SET statement_timeout = '60s'",
      "CREATE INDEX CONCURRENTLY one_x ON one (x)",
      "SET statement_timeout = DEFAULT",
      "BEGIN",
      "SET LOCAL lock_timeout = '5s'",
      "SET LOCAL statement_timeout = '60s'",
      "DELETE FROM one",
      "UPDATE rows",
      "COMMIT",
      "BEGIN",
      "-- Running upgrade a2 -> a3",
      "SET LOCAL lock_timeout = '20s'",
      "SET LOCAL statement_timeout = '60s'",
      "CREATE TABLE three (id integer)",
      "UPDATE rows",
      "COMMIT",
      "",
    ]);
  });

  it("refuses what needs a connection", async () => {
    const up = (op: Operations): void => {
      return op.queryRunner as undefined;
    };
    const error = await failure(script({ bodies: { a1: { up } } }, planUpgrade(line, [], "a1")));
    expect(error.code).toBe("operation-unsupported");
  });
});
