import { describe, expect, it } from "vitest";
import type { Operations } from "../../packages/revise/src/operations/builder";
import { draw } from "../revisions/draw";
import { planUpgrade } from "../../packages/revise/src/revisions/plan";
import type { Body } from "./run";
import { downgrade, failure, line, rowsOf, script, tablesOf, three, upgrade, useEmptyDatabase } from "./run";

const database = useEmptyDatabase("runtime");

const failing: Body = {
  up: async (op) => {
    await op.execute("CREATE TABLE half (id integer)");
    await op.execute("ALTER TABLE nowhere ADD COLUMN x integer");
  },
};

describe("a revision that fails", () => {
  it("leaves the database at the last good one and says everything that helps", async () => {
    const setting = { database: database(), graph: line, bodies: { ...three, a2: failing } };
    const error = await failure(upgrade(setting));
    expect(error.code).toBe("revision-failed");
    for (const words of [
      "Revision a2 (/app/revisions/versions/a2.ts) failed in upgrade",
      'relation "nowhere" does not exist',
      "Operation: Execute ALTER TABLE nowhere",
      "Statement: ALTER TABLE nowhere ADD COLUMN x integer",
      "The database is at a1; nothing of this revision remains.",
    ]) {
      expect(error.message).toContain(words);
    }
    expect(error.hint).toContain("revise upgrade");
    expect(error.details).toMatchObject({ revision: "a2", rows: ["a1"], server: { code: "42P01" } });
    expect(error.cause).toBeInstanceOf(Error);
    expect(await tablesOf(database())).toEqual(["one", "revise_version"]);
    expect(await rowsOf(database())).toEqual(["a1"]);
  });

  it("takes everything back with one transaction around the run", async () => {
    const setting = { database: database(), graph: line, bodies: { ...three, a3: failing } };
    const error = await failure(upgrade(setting, "heads", { transaction: "all" }));
    expect(error.message).toContain("The database is at base");
    expect(await tablesOf(database())).toEqual(["revise_version"]);
    await upgrade({ ...setting, bodies: three }, "heads", { transaction: "all" });
    expect(await rowsOf(database())).toEqual(["a3"]);
  });

  it("says what is committed when there was no transaction", async () => {
    const setting = { database: database(), graph: line, bodies: { ...three, a2: failing } };
    const error = await failure(upgrade(setting, "heads", { transaction: "none" }));
    expect(error.message).toContain("1 operation of this revision");
    expect(await tablesOf(database())).toEqual(["half", "one", "revise_version", "revise_version_progress"]);
    expect(await rowsOf(database())).toEqual(["a1"]);
  });

  it("names the statement that failed first when the revision goes on after it", async () => {
    const up = async (op: Operations): Promise<void> => {
      await op.execute("SELECT * FROM nowhere").catch(() => undefined);
      await op.execute("CREATE TABLE x (id integer)");
    };
    const swallowing = async (op: Operations): Promise<void> => {
      await op.execute("SELECT * FROM nowhere").catch(() => undefined);
    };
    for (const body of [up, swallowing]) {
      const error = await failure(
        upgrade({ database: database(), graph: draw("a1:"), bodies: { a1: { up: body } } }),
      );
      expect(error.message).toContain('relation "nowhere" does not exist');
      expect(await rowsOf(database())).toEqual([]);
    }
  });

  it("may recover by a savepoint of its own", async () => {
    const up = async (op: Operations): Promise<void> => {
      await op.execute("SAVEPOINT s");
      await op.execute("SELECT * FROM nowhere").catch(() => op.execute("ROLLBACK TO s"));
      await op.execute("CREATE TABLE kept (id integer)");
    };
    await upgrade({ database: database(), graph: draw("a1:"), bodies: { a1: { up } } });
    expect(await tablesOf(database())).toContain("kept");
  });

  it.each(["per-revision", "none"] as const)(
    "may recover after a statement that had limits of its own, with transaction %s",
    async (transaction) => {
      const up = async (op: Operations): Promise<void> => {
        if (transaction === "none") await op.execute("BEGIN");
        await op.execute("SAVEPOINT s");
        await op.execute("ALTER TABLE nowhere ADD COLUMN x integer").catch(() => op.execute("ROLLBACK TO s"));
        await op.execute("CREATE TABLE kept (id integer)");
        if (transaction === "none") await op.execute("COMMIT");
      };
      const limits = {
        lockTimeout: 20_000,
        statementTimeout: 60_000,
        lockRetry: { timeout: 1_000, attempts: 2, delay: 1, maxDelay: 1 },
      };
      await upgrade({ database: database(), graph: draw("a1:"), bodies: { a1: { up } } }, "a1", {
        transaction,
        ...limits,
      });
      expect(await tablesOf(database())).toContain("kept");
    },
  );

  it("may not end its transaction, in a script neither", async () => {
    const up = async (op: Operations): Promise<void> => {
      await op.execute("CREATE TABLE half (id integer)");
      await op.execute("INSERT INTO half VALUES (1); COMMIT");
    };
    const setting = { database: database(), graph: draw("a1:"), bodies: { a1: { up } } };
    const steps = planUpgrade(setting.graph, [], "heads");
    for (const run of [() => upgrade(setting), () => script(setting, steps)]) {
      const error = await failure(run());
      expect(error.message).toContain('COMMIT" would end the transaction of the revision');
      expect(error.hint).toContain("op.autocommit");
    }
    expect(await tablesOf(database())).toEqual(["revise_version"]);
  });

  it.each(["per-revision", "none"] as const)(
    "runs nothing that was called beside what failed, with transaction %s",
    async (transaction) => {
      let second = "SELECT * FROM nowhere";
      const up = async (op: Operations): Promise<void> => {
        await Promise.all(
          [
            "CREATE TABLE p (id integer)",
            second,
            "CREATE TABLE q (id integer)",
            "CREATE TABLE r (id integer)",
          ].map((sql) => op.execute(sql)),
        );
      };
      const setting = { database: database(), graph: draw("a1:"), bodies: { a1: { up } } };
      const error = await failure(upgrade(setting, "heads", { transaction }));
      expect(error.message).toContain('relation "nowhere" does not exist');
      expect(await tablesOf(database())).not.toContain("q");
      second = "SELECT 1";
      await upgrade(setting, "heads", { transaction });
      expect(await tablesOf(database())).toEqual(["p", "q", "r", "revise_version"]);
    },
  );

  it("ends when it is told to, also where it waits for something else than the server", async () => {
    const controller = new AbortController();
    const up = async (op: Operations): Promise<void> => {
      await op.execute("CREATE TABLE half (id integer)");
      controller.abort("SIGTERM");
      await new Promise(() => undefined);
    };
    const setting = { database: database(), graph: draw("a1:"), bodies: { a1: { up } } };
    const error = await failure(upgrade(setting, "heads", { signal: controller.signal }));
    expect(error.code).toBe("interrupted");
    expect(error.message).toContain("nothing of this revision remains");
    expect(await tablesOf(database())).toEqual(["revise_version"]);
    expect(await rowsOf(database())).toEqual([]);
  });

  it("is told from an error of its own code", async () => {
    const up = (): never => {
      throw new TypeError("x is not a function");
    };
    const error = await failure(
      upgrade({ database: database(), graph: draw("a1:"), bodies: { a1: { up } } }),
    );
    expect(error.message).toContain("x is not a function");
    expect(error.cause).toBeInstanceOf(TypeError);
    const down = await (async () => {
      await upgrade({ database: database(), graph: draw("a1:"), bodies: {} });
      return failure(
        downgrade({ database: database(), graph: draw("a1:"), bodies: { a1: { down: null } } }, "base"),
      );
    })();
    expect(down.message).toContain("no function `downgrade`");
    expect(await rowsOf(database())).toEqual(["a1"]);
  });

  it("fails when somebody else has changed the rows", async () => {
    const up = async (): Promise<void> => {
      await database().query("UPDATE revise_version SET version_num = 'a9'");
    };
    const error = await failure(upgrade({ database: database(), graph: line, bodies: { a2: { up } } }));
    expect(error.message).toContain('should hold "a2" now, but holds "a9"');
  });

  it("says that the connection is lost", async () => {
    const up = async (op: Operations): Promise<void> => {
      await op.execute("CREATE TABLE half (id integer)");
      const [row] = await op.execute<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      await database().query("SELECT pg_terminate_backend($1)", [row?.pid]);
      await op.execute("SELECT 1");
    };
    const error = await failure(
      upgrade({ database: database(), graph: line, bodies: { ...three, a2: { up } } }),
    );
    expect(error.code).toBe("revision-failed");
    expect(error.message).toContain("connection is lost");
    expect(await tablesOf(database())).toEqual(["one", "revise_version"]);
    await upgrade({ database: database(), graph: line, bodies: three });
    expect(await rowsOf(database())).toEqual(["a3"]);
  });
});
