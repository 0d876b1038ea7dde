/** A run that dies after any of its statements, and the run after it. */
import { describeCatalog } from "@revise/testkit";
import { describe, expect, it } from "vitest";
import type { Connection, Database } from "../../packages/revise/src/dialect/connection";
import { isReviseError } from "../../packages/revise/src/errors";
import type { Operations } from "../../packages/revise/src/operations/builder";
import { draw } from "../revisions/draw";
import { useDatabase } from "../dialects/postgres/fixture";
import type { Setting } from "./run";
import { databaseOf, downgrade, rowsOf, upgrade } from "./run";

const database = useDatabase("kill");

const bodies = {
  a1: {
    up: async (op: Operations): Promise<void> => {
      await op.execute("CREATE TYPE mood AS ENUM ('sad')");
      await op.execute("CREATE TABLE person (id integer, mood mood)");
      await op.execute("INSERT INTO person SELECT generate_series(1, 3), 'sad'");
    },
    down: async (op: Operations): Promise<void> => {
      await op.execute("DROP TABLE person");
      await op.execute("DROP TYPE mood");
    },
  },
  a2: {
    up: async (op: Operations): Promise<void> => {
      await op.execute("ALTER TABLE person ADD COLUMN age integer");
      await op.addEnumValue("mood", "happy");
      await op.execute("UPDATE person SET mood = 'happy', age = coalesce(age, 0) + 1");
      await op.createIndex("person", { name: "person_age", columns: ["age"], concurrently: true });
      await op.autocommit(async () => {
        await op.execute("INSERT INTO person VALUES (4, 'sad', 1)");
      });
      await op.execute("CREATE UNIQUE INDEX CONCURRENTLY person_id ON person (id)");
      await op.execute("ALTER TYPE mood ADD VALUE 'calm'; REINDEX INDEX CONCURRENTLY person_age");
      await op.execute("CREATE TABLE last (id integer)");
    },
    down: async (op: Operations): Promise<void> => {
      await op.execute("DROP TABLE last");
      await op.execute("DROP INDEX CONCURRENTLY person_id");
      await op.dropIndex("person", "person_age", { concurrently: true });
      await op.execute("ALTER TABLE person DROP COLUMN age");
    },
  },
};

/** Ends the session of the run after its `limit`th query. */
function dying(limit: number): Database {
  let connections = 0;
  const inner = databaseOf(database());
  return {
    ...inner,
    connect: async () => {
      const connection = await inner.connect();
      connections += 1;
      return connections === 2 ? doomed(connection, limit) : connection;
    },
  };
}

function doomed(connection: Connection, limit: number): Connection {
  let count = 0;
  return {
    ...connection,
    query: async <Row extends object>(sql: string, parameters?: readonly unknown[]) => {
      count += 1;
      if (count !== limit) return connection.query<Row>(sql, parameters);
      const [session] = await connection.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      const rows = await connection.query<Row>(sql, parameters);
      await database().query("SELECT pg_terminate_backend($1, 5000)", [session?.pid]);
      return rows;
    },
  };
}

describe.each(["per-revision", "all", "none"] as const)(
  "a run killed after any statement (%s)",
  (transaction) => {
    const setting = (): Setting => ({ database: database(), graph: draw("a1:\n a2: a1"), bodies });

    async function state(): Promise<unknown> {
      return [
        await describeCatalog(database().url),
        await rowsOf(database()),
        await database()
          .query("SELECT id, mood::text, age FROM person ORDER BY id")
          .catch(() => "no table"),
      ];
    }

    it("is finished by the next one, up and down", async () => {
      const clean = async (): Promise<unknown> =>
        database().query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
      await clean();
      await upgrade(setting(), "head", { transaction });
      const top = await state();
      await downgrade(setting(), "base", { transaction });
      const bottom = await state();
      let killed = 0;
      for (let limit = 1, died = true; died; limit += 1) {
        await clean();
        died = await dies(upgrade(setting(), "head", { transaction, database: dying(limit) }));
        await upgrade(setting(), "head", { transaction });
        expect(await state(), `up, killed after ${String(limit)} queries`).toEqual(top);
        const diesDown = await dies(downgrade(setting(), "base", { transaction, database: dying(limit) }));
        await downgrade(setting(), "base", { transaction });
        expect(await state(), `down, killed after ${String(limit)} queries`).toEqual(bottom);
        if (died || diesDown) killed += 1;
      }
      expect(killed).toBeGreaterThan(15);
    }, 600_000);
  },
);

/** Whether a run failed; only a lost session may be the reason. */
async function dies(run: Promise<unknown>): Promise<boolean> {
  try {
    await run;
    return false;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    expect(text).toMatch(/terminat|connection|closed|not queryable/i);
    expect(isReviseError(error) || error instanceof Error).toBe(true);
    return true;
  }
}
