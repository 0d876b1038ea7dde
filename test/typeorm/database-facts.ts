import { createDatabase } from "@revise/testkit";
import type { TestDatabase } from "@revise/testkit";
import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../packages/revise/src/dialect/connection";
import { openDatabase } from "../../packages/revise/src/typeorm/database";
import { entityClass } from "./entity-class";
import type { Orm } from "./entity-class";
import type { PostgresOptions } from "./models";

export function describeDatabase(orm: Orm): void {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase("typeorm database");
  });
  afterAll(() => database.drop());

  const Thing = entityClass(
    "Thing",
    { id: orm.PrimaryGeneratedColumn("uuid") },
    { decorators: [orm.Entity("thing")] },
  );
  const source = (options: PostgresOptions = {}): DataSource =>
    new orm.DataSource({ type: "postgres", url: database.url, entities: [Thing], ...options });

  /** Runs `use` on a connection of a database that is closed afterwards. */
  async function withConnection<T>(
    options: PostgresOptions,
    use: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const opened = await openDatabase(source(options));
    try {
      const connection = await opened.connect();
      try {
        return await use(connection);
      } finally {
        await connection.release();
      }
    } finally {
      await opened.close();
    }
  }

  const applicationName = async (connection: Connection): Promise<unknown> =>
    (await connection.query("SELECT current_setting('application_name') AS name"))[0]?.["name"];

  describe("openDatabase", () => {
    it("connects without what initialize() does besides", async () => {
      const options = { synchronize: true, dropSchema: true, migrationsRun: true, extensions: ["citext"] };
      const found = await withConnection(options, (connection) =>
        connection.query(
          "SELECT relname FROM pg_class WHERE relname = 'thing' UNION SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'",
        ),
      );
      expect(found).toEqual([]);
    });

    it("runs queries with parameters, batches, and one at a time", async () => {
      await withConnection({}, async (connection) => {
        expect(await connection.query("SELECT $1::int + 1 AS n", [41])).toEqual([{ n: 42 }]);
        expect(
          await connection.batch(["SELECT 1 AS a -- one", "SELECT 2 AS b", "SELECT 3 AS c WHERE false"]),
        ).toEqual([[{ a: 1 }], [{ b: 2 }], []]);
        expect(await connection.batch(["SELECT 1 AS a"])).toEqual([[{ a: 1 }]]);
        expect(await connection.batch([])).toEqual([]);
        const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
        const results = await Promise.allSettled([
          connection.query("SELECT pg_sleep(0.05)"),
          connection.query("SELECT nonsense"),
          connection.query("SELECT 3 AS n"),
        ]);
        expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
        expect(warn).not.toHaveBeenCalled();
        warn.mockRestore();
      });
    });

    it("gives rows of the catalog the same values whatever the application did to pg", async () => {
      await withConnection({}, async (connection) => {
        const { types } = (await import("pg")).default;
        types.setTypeParser(types.builtins.INT8, (value) => BigInt(value));
        try {
          const rows = await connection.query(
            `SELECT 1::int8 AS big, 2::int2 AS small, true AS yes, '{a,"b c",NULL}'::text[] AS list, '{}'::int[] AS none,
               '{t,f}'::bool[] AS flags, '["x\\"y"]'::jsonb AS json, 5::oid AS oid, 'n'::name AS name, now() AS at`,
          );
          expect(rows).toEqual([
            {
              big: "1",
              small: 2,
              yes: true,
              list: ["a", "b c", null],
              none: [],
              flags: [true, false],
              json: ['x"y'],
              oid: 5,
              name: "n",
              at: expect.any(Date) as Date,
            },
          ]);
        } finally {
          types.setTypeParser(types.builtins.INT8, (value) => value);
        }
      });
    });

    it("gives TypeORM's query runner and entity manager on the same connection", async () => {
      await withConnection({}, async (connection) => {
        const runner = connection.queryRunner as { query(sql: string): Promise<unknown>; manager: unknown };
        const [mine] = await connection.query("SELECT pg_backend_pid() AS pid");
        expect(await runner.query("SELECT pg_backend_pid() AS pid")).toEqual([mine]);
        expect(connection.manager).toBe(runner.manager);
      });
    });

    it("calls itself revise unless the DataSource has a name of its own", async () => {
      expect(await withConnection({}, applicationName)).toBe("revise");
      expect(await withConnection({ applicationName: "shop" }, applicationName)).toBe("shop");
      expect(await withConnection({ extra: { application_name: "extra" } }, applicationName)).toBe("extra");
    });

    it("has connections for the lock and for the work though the pool of the DataSource has one", async () => {
      const opened = await openDatabase(source({ extra: { max: 1 } }));
      const connections = [await opened.connect(), await opened.connect(), await opened.connect()];
      const pids = await Promise.all(
        connections.map((connection) => connection.query("SELECT pg_backend_pid() AS pid")),
      );
      expect(new Set(pids.map(([row]) => row?.["pid"])).size).toBe(3);
      await Promise.all(connections.map((connection) => connection.release()));
      await opened.close();
    });

    it("uses the master of a replicated DataSource and leaves the replicas alone", async () => {
      const replicated = new orm.DataSource({
        type: "postgres",
        replication: { master: { url: database.url }, slaves: [{ host: "127.0.0.1", port: 1 }] },
      });
      const opened = await openDatabase(replicated);
      const connection = await opened.connect();
      expect(await connection.query("SELECT current_database() AS name")).toEqual([{ name: database.name }]);
      expect(opened.displayUrl).toContain(`/${database.name}`);
      await connection.release();
      await opened.close();
    });

    it("prints nothing of its own though the DataSource logs", async () => {
      const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
      const write = vi.spyOn(process.stdout, "write");
      const logging = source({ logging: true });
      const { logger } = logging;
      const opened = await openDatabase(logging);
      expect(logging.logger).toBe(logger);
      expect(log).not.toHaveBeenCalled();
      expect(write).not.toHaveBeenCalled();
      write.mockRestore();
      log.mockRestore();
      await opened.close();
    });

    it("uses a DataSource that is initialized already, and destroys it at the end", async () => {
      const initialized = await source({ installExtensions: false }).initialize();
      const opened = await openDatabase(initialized);
      const connection = await opened.connect();
      expect(await connection.query("SELECT 1 AS n")).toEqual([{ n: 1 }]);
      await connection.release();
      await opened.close();
      expect(initialized.isInitialized).toBe(false);
    });

    it("survives a server that ends the connection, and says so by the query alone", async () => {
      const opened = await openDatabase(source());
      const [victim, killer] = [await opened.connect(), await opened.connect()];
      const [row] = await victim.query("SELECT pg_backend_pid() AS pid");
      const sleeping = victim.query("SELECT pg_sleep(10)");
      await killer.query("SELECT pg_terminate_backend($1)", [row?.["pid"]]);
      await expect(sleeping).rejects.toThrow(/terminat/);
      await expect(victim.query("SELECT 1")).rejects.toThrow();
      await victim.release();
      await killer.release();
      await opened.close();
    });
  });

  describe("openDatabase: failures", () => {
    const failure = async (options: PostgresOptions): Promise<unknown> => {
      try {
        await openDatabase(new orm.DataSource({ type: "postgres", ...options }));
      } catch (error) {
        return error;
      }
      throw new Error("it connected");
    };

    it("says that nobody listens", async () => {
      expect(
        await failure({ host: "127.0.0.1", port: 1, username: "me", password: "secret", database: "shop" }),
      ).toMatchObject({
        code: "connection-failed",
        message: 'Can\'t connect to the database "shop" at 127.0.0.1:1 as "me": nobody listens there.',
        hint: expect.stringContaining("Is the server running") as string,
      });
    });

    it("says that the database does not exist, and never the password", async () => {
      const url = new URL(database.url);
      url.pathname = "/no_such_database";
      url.password = "s3cret";
      const error = await failure({ url: url.href });
      expect(error).toMatchObject({
        code: "connection-failed",
        message: expect.stringContaining('database "no_such_database" does not exist') as string,
      });
      const { message, hint, details } = error as { message: string; hint: string; details: object };
      expect(JSON.stringify([message, hint, details])).not.toContain("s3cret");
    });

    it("says that the host is not known", async () => {
      expect(await failure({ host: "no-such-host.invalid" })).toMatchObject({
        message: expect.stringContaining('host name "no-such-host.invalid" is not known') as string,
      });
    });

    it("says that the server has no TLS", async () => {
      expect(await failure({ url: database.url, ssl: true })).toMatchObject({
        code: "connection-failed",
        hint: expect.stringContaining("TLS") as string,
      });
    });

    it("says that the user does not exist", async () => {
      const url = new URL(database.url);
      url.username = "nobody_at_all";
      expect(await failure({ url: url.href })).toMatchObject({
        code: "connection-failed",
        message: expect.stringContaining("nobody_at_all") as string,
      });
    });
  });
}
