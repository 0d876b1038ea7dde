/** Locks of tables that somebody else holds: short waits, nothing kept meanwhile, and another try. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "../../packages/revise/src/dialect/connection";
import type { Operations } from "../../packages/revise/src/operations/builder";
import type { MigrateOptions } from "../../packages/revise/src/runtime/migrate-options";
import type { ProgressEvent } from "../../packages/revise/src/runtime/progress";
import { draw } from "../revisions/draw";
import { failure, rowsOf, run, upgrade } from "./run";
import { planUpgrade } from "../../packages/revise/src/revisions/plan";

let database: TestDatabase;
let holder: Connection;
beforeAll(async () => {
  database = await createDatabase("lock_retry");
});
afterAll(async () => {
  await database.drop();
});
beforeEach(async () => {
  await database.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  await database.query("CREATE TABLE other (id integer); CREATE TABLE busy (id integer)");
  holder = await database.connection();
});

afterEach(async () => {
  await holder.release();
});

const lockRetry = { timeout: 100, attempts: 5, delay: 20, maxDelay: 50 };
const limits: Partial<MigrateOptions> = { lockTimeout: null, lockRetry };

async function hold(): Promise<void> {
  await holder.query("SET application_name = 'report'");
  await holder.query("BEGIN");
  await holder.query("SELECT * FROM busy");
}

describe("a lock that somebody else holds", () => {
  it("is tried again, and everything is given back meanwhile", async () => {
    await hold();
    const runs: number[] = [];
    const up = async (op: Operations): Promise<void> => {
      runs.push(runs.length);
      await op.execute("ALTER TABLE other ADD COLUMN x integer");
      await op.execute("ALTER TABLE busy ADD COLUMN x integer");
    };
    const events: ProgressEvent[] = [];
    const free: unknown[] = [];
    const onEvent = (event: ProgressEvent): void => {
      events.push(event);
      if (event.kind !== "lock-refused") return;
      free.push(event.attempt);
      if (event.attempt === 3) void holder.query("ROLLBACK");
    };
    const started = database.query("SELECT count(*) FROM other");
    await upgrade({ database, graph: draw("a1:"), bodies: { a1: { up } } }, "head", { ...limits, onEvent });
    await started;
    expect(runs.length).toBeGreaterThanOrEqual(3);
    expect(events.filter(({ kind }) => kind === "step-started")).toHaveLength(1);
    const refused = events.find((event) => event.kind === "lock-refused");
    expect(refused).toMatchObject({
      attempt: 2,
      attempts: 5,
      blockers: [{ application: "report", state: "idle in transaction", query: "SELECT * FROM busy" }],
    });
    expect(await rowsOf(database)).toEqual(["a1"]);
  });

  it("fails in the end, and says who it was", async () => {
    await hold();
    const up = async (op: Operations): Promise<void> => {
      await op.execute("ALTER TABLE busy ADD COLUMN x integer");
    };
    const error = await failure(
      upgrade({ database, graph: draw("a1:"), bodies: { a1: { up } } }, "head", limits),
    );
    expect(error.message).toMatch(
      /Blocked by: process \d+ \("report", .*idle in transaction since 20.*\): SELECT \* FROM busy/,
    );
    expect(error.message).toContain("Tried 5 times.");
    await holder.query("ROLLBACK");
  });

  it("takes the limits of the revision before those of the run, and none where it says false", async () => {
    await hold();
    const up = async (op: Operations): Promise<void> => {
      await op.execute("ALTER TABLE busy ADD COLUMN x integer");
    };
    const tried = async (own: object): Promise<string> => {
      const bodies = { a1: { up, limits: own } };
      return (await failure(upgrade({ database, graph: draw("a1:"), bodies }, "head", limits))).message;
    };
    expect(await tried({ lockRetry: { attempts: 2 } })).toContain("Tried 2 times.");
    expect(await tried({ lockRetry: false, lockTimeout: 150 })).not.toContain("Tried");
    expect(await tried({ lockTimeout: 0 })).not.toContain("Tried");
    expect(await tried({ lockRetry: false, statementTimeout: 150 })).toContain("statement timeout");
    await holder.query("ROLLBACK");
  });

  it("begins with the first revision again that is not committed", async () => {
    await hold();
    const seen: string[] = [];
    const body = (name: string, table: string): { up: (op: Operations) => Promise<void> } => ({
      up: async (op) => {
        seen.push(name);
        if (seen.length === 6) await holder.query("ROLLBACK");
        await op.execute(`ALTER TABLE ${table} ADD COLUMN ${name} integer`);
      },
    });
    const graph = draw("a1:\n a2: a1\n a3: a2");
    const bodies = { a1: body("a1", "other"), a2: body("a2", "other"), a3: body("a3", "busy") };
    const all = (rows: readonly string[]): ReturnType<typeof planUpgrade> => planUpgrade(graph, rows, "head");
    await run({ database, graph, bodies }, all, { ...limits, transaction: "all" });
    expect(seen).toEqual(["a1", "a2", "a3", "a1", "a2", "a3"]);
    expect(await rowsOf(database)).toEqual(["a3"]);
  });

  it("goes on after what was committed in the middle", async () => {
    await hold();
    let tries = 0;
    const up = async (op: Operations): Promise<void> => {
      tries += 1;
      await op.execute("INSERT INTO other VALUES (1)");
      await op.autocommit(() => op.execute("INSERT INTO other VALUES (2)").then(() => undefined));
      if (tries === 2) await holder.query("ROLLBACK");
      await op.execute("ALTER TABLE busy ADD COLUMN x integer");
    };
    await upgrade({ database, graph: draw("a1:"), bodies: { a1: { up } } }, "head", limits);
    expect(await database.query("SELECT id FROM other ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it("does not limit a concurrent build, nor what the revision limits by itself", async () => {
    await database.query("SET lock_timeout = 0");
    const seen: unknown[] = [];
    const up = async (op: Operations): Promise<void> => {
      await op.execute("SET LOCAL lock_timeout = '7s'");
      seen.push(...(await op.execute("SHOW lock_timeout")));
      await op.execute("ALTER TABLE other ADD COLUMN y integer");
      seen.push(...(await op.execute("SHOW lock_timeout")));
      await op.execute("CREATE INDEX CONCURRENTLY other_id ON other (id)");
    };
    await hold();
    const holding = setTimeout(() => void holder.query("ROLLBACK"), 600);
    await upgrade({ database, graph: draw("a1:"), bodies: { a1: { up } } }, "head", limits);
    clearTimeout(holding);
    expect(seen).toEqual([{ lock_timeout: "7s" }, { lock_timeout: "7s" }]);
    await holder.query("ROLLBACK");
  });

  it("keeps other clients waiting no longer than one try; without tries, as long as it is held", async () => {
    const held = 3_000;
    const up = async (op: Operations): Promise<void> => {
      await op.execute("ALTER TABLE busy ADD COLUMN IF NOT EXISTS x integer");
    };
    const longestStall = async (id: string, retry: MigrateOptions["lockRetry"]): Promise<number> => {
      await hold();
      const setting = { database, graph: draw(`${id}:`), bodies: { [id]: { up } } };
      const run = upgrade(setting, "head", { lockTimeout: null, lockRetry: retry });
      const end = performance.now() + held;
      const release = new Promise((next) => setTimeout(next, held)).then(() => holder.query("ROLLBACK"));
      let longest = 0;
      while (performance.now() < end) {
        const asked = performance.now();
        await database.query("SELECT count(*) FROM busy");
        longest = Math.max(longest, performance.now() - asked);
      }
      await Promise.all([run, release]);
      await database.query("TRUNCATE revise_version");
      return longest;
    };
    const tried = await longestStall("a1", { timeout: 200, attempts: 1000, delay: 100, maxDelay: 100 });
    const inLine = await longestStall("a1", null);
    expect(inLine).toBeGreaterThan(held * 0.6);
    expect(tried).toBeGreaterThan(100);
    expect(tried).toBeLessThan(held * 0.5);
  });

  it("retries a deadlock", async () => {
    let tries = 0;
    const up = async (op: Operations): Promise<void> => {
      tries += 1;
      await op.execute("ALTER TABLE other ADD COLUMN x integer");
      if (tries === 1) {
        await holder.batch(["BEGIN", "SET LOCAL deadlock_timeout = '10s'", "LOCK TABLE busy"]);
        void holder.query("SELECT * FROM other").then(() => holder.query("ROLLBACK"));
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      await op.execute("SET LOCAL deadlock_timeout = '50ms'");
      await op.execute("UPDATE busy SET id = 1");
    };
    await upgrade({ database, graph: draw("a1:"), bodies: { a1: { up } } }, "head", limits);
    expect(tries).toBe(2);
    expect(await rowsOf(database)).toEqual(["a1"]);
  });
});
