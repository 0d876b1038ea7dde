import { describe, expect, it } from "vitest";
import type { Operations } from "../../packages/revise/src/operations/builder";
import { planStamp } from "../../packages/revise/src/revisions/plan-stamp";
import type { ProgressEvent } from "../../packages/revise/src/runtime/progress";
import { draw } from "../revisions/draw";
import type { Body } from "./run";
import { downgrade, failure, rowsOf, run, tablesOf, upgrade, useEmptyDatabase } from "./run";

const database = useEmptyDatabase("runtime");

describe("what can't be in a transaction", () => {
  const outside: Body = {
    up: async (op) => {
      await op.execute("CREATE TABLE first (id integer)");
      await op.execute("CREATE INDEX CONCURRENTLY first_id ON first (id)");
      await op.execute("CREATE TABLE second (id integer)");
    },
  };

  it("runs on its own, and the rest in transactions around it", async () => {
    await upgrade({ database: database(), graph: draw("a1:"), bodies: { a1: outside } });
    expect(await tablesOf(database())).toEqual(["first", "revise_version", "second"]);
    expect(await rowsOf(database())).toEqual(["a1"]);
  });

  it("uses a new enum value in the revision that adds it", async () => {
    const up = async (op: Operations): Promise<void> => {
      await op.execute("CREATE TYPE mood AS ENUM ('sad')");
      await op.addEnumValue("mood", "happy");
      await op.execute("CREATE TABLE person (mood mood DEFAULT 'happy')");
      await op.execute("INSERT INTO person DEFAULT VALUES");
    };
    await upgrade({ database: database(), graph: draw("a1:"), bodies: { a1: { up } } });
    expect(await database().query("SELECT mood::text FROM person")).toEqual([{ mood: "happy" }]);
  });

  it("runs the body of op.autocommit outside, and begins again after it", async () => {
    const inside: unknown[] = [];
    const up = async (op: Operations): Promise<void> => {
      await op.execute("CREATE TABLE first (id integer)");
      await op.autocommit(async () => {
        inside.push(await tablesOf(database()));
        await op.execute("VACUUM first");
        await op.execute("CREATE TABLE second (id integer)");
        inside.push(await tablesOf(database()));
      });
      await op.execute("CREATE TABLE third (id integer)");
      inside.push(await tablesOf(database()));
    };
    await upgrade({ database: database(), graph: draw("a1:"), bodies: { a1: { up } } });
    const progress = "revise_version_progress";
    expect(inside).toEqual([
      ["first", "revise_version", progress],
      ["first", "revise_version", progress, "second"],
      ["first", "revise_version", progress, "second"],
    ]);
    expect(await tablesOf(database())).toEqual(["first", "revise_version", "second", "third"]);
  });

  it("goes on where a failed run stopped", async () => {
    let broken = true;
    const up = async (op: Operations): Promise<void> => {
      await op.execute("CREATE TABLE first (id integer)");
      await op.execute("CREATE INDEX CONCURRENTLY first_id ON first (id)");
      const [row] = await op.execute<{ answer: number }>("SELECT 42 AS answer");
      await op.execute("CREATE TABLE second (id integer)");
      if (broken) await op.execute("SELECT * FROM nowhere");
      await op.execute(`INSERT INTO second VALUES (${String(row?.answer)})`);
    };
    const setting = { database: database(), graph: draw("a1:\n a2: a1"), bodies: { a2: { up } } };
    const error = await failure(upgrade(setting));
    expect(error.message).toContain("The database is at a1, and 2 operations of this revision");
    expect(await rowsOf(database())).toEqual(["a1"]);
    expect((await failure(downgrade(setting, "base"))).message).toContain("half done");

    broken = false;
    const events: ProgressEvent[] = [];
    await upgrade(setting, "heads", { onEvent: (event) => events.push(event) });
    expect(events).toContainEqual(expect.objectContaining({ kind: "resuming", skipped: 2 }));
    expect(await database().query("SELECT * FROM second")).toEqual([{ id: 42 }]);
    expect(await tablesOf(database())).toEqual(["first", "revise_version", "second"]);
    expect(await rowsOf(database())).toEqual(["a2"]);
  });

  it("does not go on after operations that have been changed, until somebody stamps", async () => {
    const graph = draw("a1:");
    const bodies = (name: string): Record<string, Body> => ({
      a1: {
        up: async (op) => {
          await op.execute(`CREATE TABLE ${name} (id integer)`);
          await op.autocommit(() => Promise.resolve());
          if (name === "first") await op.execute("SELECT * FROM nowhere");
        },
      },
    });
    await failure(upgrade({ database: database(), graph, bodies: bodies("first") }));
    const error = await failure(upgrade({ database: database(), graph, bodies: bodies("other") }));
    expect(error.message).toContain("changed");
    await run({ database: database(), graph, bodies: {} }, (rows) => planStamp(graph, rows, ["current"]));
  });

  it("runs nothing of a revision in a transaction that says so", async () => {
    const up = async (op: Operations): Promise<void> => {
      await op.execute("CREATE TABLE first (id integer)");
      expect(await tablesOf(database())).toContain("first");
    };
    await upgrade({ database: database(), graph: draw("a1:"), bodies: { a1: { up, transaction: "none" } } });
    expect(await rowsOf(database())).toEqual(["a1"]);
  });
});
