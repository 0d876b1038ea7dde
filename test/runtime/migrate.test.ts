import { postgres } from "../../packages/revise/src/dialects/postgres/dialect";
import { ensureVersionTable } from "../../packages/revise/src/runtime/under-lock";
import { describeCatalog } from "@revise/testkit";
import { describe, expect, it } from "vitest";
import { ReviseError } from "../../packages/revise/src/errors";
import type { Operations } from "../../packages/revise/src/operations/builder";
import { planStamp } from "../../packages/revise/src/revisions/plan-stamp";
import type { ProgressEvent } from "../../packages/revise/src/runtime/progress";
import { draw } from "../revisions/draw";
import type { Body } from "./run";
import {
  databaseOf,
  downgrade,
  failure,
  line,
  rowsOf,
  run,
  tablesOf,
  three,
  upgrade,
  versionTable,
  useEmptyDatabase,
} from "./run";

const database = useEmptyDatabase("runtime");

describe("migrate", () => {
  it("creates the version table, runs each revision once, and nothing the second time", async () => {
    const setting = { database: database(), graph: line, bodies: three };
    const result = await upgrade(setting);
    expect(result).toMatchObject({ before: [], after: ["a3"] });
    expect(await tablesOf(database())).toEqual(["one", "revise_version", "three", "two"]);
    expect(await rowsOf(database())).toEqual(["a3"]);
    expect((await upgrade(setting)).steps).toEqual([]);
  });

  it("goes down to where it came from", async () => {
    const setting = { database: database(), graph: line, bodies: three };
    await upgrade(setting, "a1");
    const before = await describeCatalog(database().url);
    await upgrade(setting);
    expect((await downgrade(setting, "a1")).after).toEqual(["a1"]);
    expect(await describeCatalog(database().url)).toBe(before);
    await downgrade(setting, "base");
    expect(await tablesOf(database())).toEqual(["revise_version"]);
    expect(await rowsOf(database())).toEqual([]);
  });

  it("creates no version table to go down, nor when the plan fails", async () => {
    await downgrade({ database: database(), graph: line, bodies: three }, "base");
    await failure(upgrade({ database: database(), graph: line, bodies: three }, "nothing"));
    expect(await tablesOf(database())).toEqual([]);
  });

  it("keeps the rows of merges, branches and dependencies", async () => {
    const graph = draw("a1:\n b1: a1\n c1: a1\n m1: b1 c1\n x1: needs b1\n x2: x1");
    const setting = { database: database(), graph, bodies: {} };
    for (const [target, rows] of [
      ["b1", ["b1"]],
      ["c1", ["b1", "c1"]],
      ["m1", ["m1"]],
      ["x2", ["m1", "x2"]],
    ] as const) {
      expect([...(await upgrade(setting, target)).after].sort()).toEqual(rows);
      expect(await rowsOf(database())).toEqual(rows);
    }
    await downgrade(setting, "c1");
    expect(await rowsOf(database())).toEqual(["c1", "x2"]);
    await downgrade(setting, "x2@base");
    expect(await rowsOf(database())).toEqual(["b1", "c1"]);
  });

  it("loads every revision before it runs the first", async () => {
    const load = (): Promise<never> => Promise.reject(new ReviseError("module-load-failed", "broken"));
    expect(
      (await failure(upgrade({ database: database(), graph: line, bodies: three }, "heads", { load }))).code,
    ).toBe("module-load-failed");
    expect(await tablesOf(database())).toEqual([]);
  });

  it("gives the rows of a query, and binds values", async () => {
    const seen: unknown[] = [];
    const up = async (op: Operations): Promise<void> => {
      seen.push(...(await op.execute("SELECT $1::text AS word, $2::int + 1 AS number", ["it's", 1])));
    };
    await upgrade({ database: database(), graph: draw("a1:"), bodies: { a1: { up } } });
    expect(seen).toEqual([{ word: "it's", number: 2 }]);
  });

  it("tells what it does, in order", async () => {
    const events: ProgressEvent[] = [];
    await upgrade({ database: database(), graph: line, bodies: three }, "a2", {
      onEvent: (event) => events.push(event),
    });
    expect(events.map((event) => event.kind)).toEqual([
      "planned",
      ...["step-started", "statement", "step-finished"],
      ...["step-started", "statement", "step-finished"],
    ]);
  });

  it("calls onVersionApply after the rows have changed and before the commit, and fails with it", async () => {
    const seen: unknown[] = [];
    await upgrade({ database: database(), graph: line, bodies: three }, "a2", {
      onVersionApply: async ({ step, rows, connection }) => {
        seen.push([
          step.to,
          rows,
          await connection.query("SELECT * FROM revise_version"),
          await rowsOf(database()),
        ]);
      },
    });
    expect(seen).toEqual([
      [["a1"], ["a1"], [{ version_num: "a1" }], []],
      [["a2"], ["a2"], [{ version_num: "a2" }], ["a1"]],
    ]);
    const onVersionApply = (): never => {
      throw new Error("not now");
    };
    const error = await failure(
      upgrade({ database: database(), graph: line, bodies: three }, "a3", { onVersionApply }),
    );
    expect(error.message).toContain("not now");
    expect(await rowsOf(database())).toEqual(["a2"]);
  });

  it("stamps in one transaction and forgets rows that nobody knows", async () => {
    const graph = draw("a1:\n b1:\n b2: b1");
    const stamp = (targets: string[], purge = false): Promise<unknown> =>
      run({ database: database(), graph, bodies: {} }, (rows) => planStamp(graph, rows, targets, { purge }));
    await stamp(["a1", "b1"]);
    expect(await rowsOf(database())).toEqual(["a1", "b1"]);
    await database().query("INSERT INTO revise_version VALUES ('feedfacecafe')");
    expect((await failure(stamp(["b2"]))).message).toContain("feedfacecafe");
    await stamp(["b2"], true);
    expect(await rowsOf(database())).toEqual(["b2"]);
    await stamp(["base"]);
    expect(await rowsOf(database())).toEqual([]);
  });

  it("finds its table again after a revision that sets search_path, as scripts of pg_dump do", async () => {
    const up = async (op: Operations): Promise<void> => {
      await op.execute("SELECT pg_catalog.set_config('search_path', '', false)");
      await op.execute("CREATE TABLE public.dumped (id integer)");
    };
    await upgrade({ database: database(), graph: draw("a1:\n a2: a1"), bodies: { a1: { up } } });
    expect(await rowsOf(database())).toEqual(["a2"]);
  });

  it("limits statements for its own session alone", async () => {
    const seen: unknown[] = [];
    const up = async (op: Operations): Promise<void> => {
      seen.push(...(await op.execute("SHOW statement_timeout")));
      await op.execute("SELECT pg_sleep(5)");
    };
    const error = await failure(
      upgrade({ database: database(), graph: draw("a1:"), bodies: { a1: { up } } }, "head", {
        statementTimeout: 300,
      }),
    );
    expect(seen).toEqual([{ statement_timeout: "300ms" }]);
    expect(error.message).toContain("statement timeout");
  });

  it("limits the wait for locks of what follows in the text that opens a transaction", async () => {
    await database().query("CREATE TABLE busy (id integer)");
    const holder = await database().connection();
    await holder.batch(["BEGIN", "LOCK TABLE busy"]);
    const up = async (op: Operations): Promise<void> => {
      await op.execute("BEGIN; DROP TABLE busy");
    };
    const setting = { database: database(), graph: draw("a1:"), bodies: { a1: { up } } };
    const run = failure(upgrade(setting, "head", { lockTimeout: 300, transaction: "none" }));
    const error = await run.finally(() => holder.query("ROLLBACK").finally(() => holder.release()));
    expect(error.message).toContain("lock timeout");
  });

  it("limits the wait for locks of tables, in and outside of transactions, for its own session alone", async () => {
    await database().query("CREATE TABLE busy (id integer)");
    const holder = await database().connection();
    await holder.batch(["BEGIN", "LOCK TABLE busy"]);
    const seen: unknown[] = [];
    const up = async (op: Operations): Promise<void> => {
      seen.push(...(await op.execute("SHOW lock_timeout")));
      await op.execute("ALTER TABLE busy ADD COLUMN x integer");
    };
    const setting = { database: database(), graph: draw("a1:"), bodies: { a1: { up } } };
    for (const transaction of ["per-revision", "none"] as const) {
      const error = await failure(upgrade(setting, "head", { lockTimeout: 300, transaction }));
      expect(error.message).toContain("lock timeout");
    }
    await failure(upgrade(setting, "head", { lockTimeout: 0 }));
    await holder.query("ROLLBACK");
    await holder.release();
    await upgrade(setting, "head", { lockTimeout: null });
    expect(seen.map((row) => Object.values(row as Record<string, unknown>)[0])).toEqual([
      "300ms",
      "300ms",
      "1ms",
      "0",
    ]);
  });

  it("waits for operations that the revision does not wait for", async () => {
    const up = (op: Operations): void => {
      void op.execute("CREATE TABLE late (id integer)");
      void op.execute("SELECT pg_sleep(0.1)");
    };
    await upgrade({ database: database(), graph: draw("a1:"), bodies: { a1: { up } } });
    expect(await tablesOf(database())).toContain("late");
    const wrong = (op: Operations): void => {
      void op.execute("SELECT * FROM nowhere");
    };
    const error = await failure(
      upgrade({ database: database(), graph: draw("a1:\n a2: a1"), bodies: { a2: { up: wrong } } }),
    );
    expect(error.message).toContain("nowhere");
    expect(await rowsOf(database())).toEqual(["a1"]);
    const misunderstood = async (op: Operations): Promise<void> => {
      void op.addColumn("t", {} as never);
      await op.execute("SELECT 1");
    };
    await failure(
      upgrade({ database: database(), graph: draw("a1:\n a2: a1"), bodies: { a2: { up: misunderstood } } }),
    );
    expect(await rowsOf(database())).toEqual(["a1"]);
    const late = (op: Operations): void => {
      setTimeout(() => void op.execute("CREATE TABLE too_late (id integer)").catch(() => undefined), 100);
    };
    await upgrade({
      database: database(),
      graph: draw("a1:\n a2: a1\n a3: a2"),
      bodies: { a2: { up: late } },
    });
    await new Promise((settle) => setTimeout(settle, 200));
    expect(await tablesOf(database())).not.toContain("too_late");
  });
});

describe("the lock", () => {
  it("lets any number of runs at once apply each revision once", async () => {
    const slow: Record<string, Body> = Object.fromEntries(
      ["a1", "a2", "a3"].map((id) => [
        id,
        {
          up: async (op: Operations): Promise<void> => {
            await op.execute(`CREATE TABLE t_${id} (id integer)`);
            await op.execute("SELECT pg_sleep(0.05)");
          },
        },
      ]),
    );
    const runs = await Promise.all(
      Array.from({ length: 5 }, () => upgrade({ database: database(), graph: line, bodies: slow })),
    );
    expect(runs.map((result) => result.steps.length).sort()).toEqual([0, 0, 0, 0, 3]);
    expect(await rowsOf(database())).toEqual(["a3"]);
  });

  it("fails after the timeout and says who holds it", async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((settle) => {
      release = settle;
    });
    const waiting: string[] = [];
    const first = upgrade({ database: database(), graph: draw("a1:"), bodies: { a1: { up: () => held } } });
    await new Promise((settle) => setTimeout(settle, 200));
    const error = await failure(
      upgrade({ database: database(), graph: draw("a1:"), bodies: {} }, "head", {
        lockTimeout: 200,
        onEvent: (event) => event.kind === "waiting-for-lock" && waiting.push(event.holder),
      }),
    );
    release();
    await first;
    expect(error.code).toBe("database-locked");
    expect(waiting).toHaveLength(1);
  });
});

describe("ensureVersionTable", () => {
  it("creates the table once", async () => {
    const options = { database: databaseOf(database()), dialect: postgres, versionTable, lockTimeout: 1000 };
    expect(await ensureVersionTable(options)).toBe(true);
    expect(await ensureVersionTable(options)).toBe(false);
    expect(await tablesOf(database())).toEqual(["revise_version"]);
  });

  it("says what to do when it can't", async () => {
    const options = { database: databaseOf(database()), dialect: postgres, lockTimeout: 1000 };
    const error = await failure(
      ensureVersionTable({ ...options, versionTable: { schema: "nowhere", name: "v" } }),
    );
    expect(error.message).toContain("nowhere.v");
    expect(error.hint).toContain("versionTableSchema");
  });
});
