/** The user's database through the user's own driver. */
import type { DataSource } from "typeorm";
import type { Connection, Database } from "../dialect/connection";
import { connectionError } from "./connection-error";
import { describeTarget, displayUrl } from "./connection-target";
import { createConnection } from "./connection";
import type { PgClient } from "./connection";

/** What is used of TypeORM's `PostgresDriver`, which the package does not export. */
interface PostgresDriver {
  options: DriverOptions;
  /** The pool of `pg`, once connected; of the master where there is replication. */
  master?: { readonly options?: { max?: number } };
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

interface DriverOptions {
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly replication?: { readonly slaves: readonly unknown[] };
}

/** One connection that holds the lock, one that works, and one to spare for what a revision opens by itself. */
const smallestPool = 3;

/**
 * Opens the database of a DataSource with `driver.connect()`: `initialize()` would also create extensions, synchronize,
 * drop the schema or run migrations, as the options say. A DataSource that is initialized already is used as it is.
 *
 * - `application_name` is `revise` where neither the DataSource nor `PGAPPNAME` gives one.
 * - A pool smaller than three connections for each run is widened, because the lock holds a connection of its own: with
 *   `max: 1` the work behind it would wait for ever.
 * - Opened again while it is open, it is shared.
 * - Of a replicated DataSource the master is used, and replicas are not contacted.
 *
 * @throws `connection-failed` with host, port, database and user, never with the password
 */
export async function openDatabase(dataSource: DataSource): Promise<Database> {
  const driver = dataSource.driver as unknown as PostgresDriver;
  const target = describeTarget(dataSource);
  try {
    await inTurn(dataSource, async (hold) => {
      if (hold.count === 0 && !dataSource.isInitialized) await connectDriver(dataSource, driver);
      hold.count += 1;
      widenPool(driver, smallestPool * hold.count);
    });
  } catch (error) {
    throw connectionError(error, target);
  }
  return {
    connect: () =>
      connect(dataSource).catch((error: unknown) => Promise.reject(connectionError(error, target))),
    displayUrl: displayUrl(target),
    close: () =>
      inTurn(dataSource, async (hold) => {
        hold.count -= 1;
        if (hold.count > 0) return;
        if (dataSource.isInitialized) await dataSource.destroy();
        else if (driver.master !== undefined) await driver.disconnect();
      }),
  };
}

interface Hold {
  /** How many have it open. */
  count: number;
  last: Promise<unknown>;
}

const holds = new WeakMap<DataSource, Hold>();

/** Those who run at once may share a DataSource: the first one opens it, the last one closes it. */
function inTurn(dataSource: DataSource, change: (hold: Hold) => Promise<void>): Promise<void> {
  const hold = holds.get(dataSource) ?? { count: 0, last: Promise.resolve() };
  holds.set(dataSource, hold);
  const result = hold.last.then(() => change(hold));
  hold.last = result.catch(() => undefined);
  return result;
}

/**
 * Connects with changed copies of the options and a silent logger, and puts the user's back: with `logging: true`
 * TypeORM would print its own queries to stdout, where results belong.
 */
async function connectDriver(dataSource: DataSource, driver: PostgresDriver): Promise<void> {
  const { options } = driver;
  const { logger } = dataSource;
  driver.options = {
    ...options,
    extra: { fallback_application_name: "revise", ...options.extra },
    ...(options.replication === undefined ? {} : { replication: { ...options.replication, slaves: [] } }),
  };
  dataSource.logger = silentLogger;
  try {
    await driver.connect();
  } finally {
    driver.options = options;
    dataSource.logger = logger;
  }
}

const silence = (): void => undefined;
const silentLogger: DataSource["logger"] = {
  logQuery: silence,
  logQueryError: silence,
  logQuerySlow: silence,
  logSchemaBuild: silence,
  logMigration: silence,
  log: silence,
};

/** pg-pool reads `max` whenever it hands out a connection, so the pool of an open DataSource can grow as well. */
function widenPool(driver: PostgresDriver, connections: number): void {
  const options = driver.master?.options;
  if (options?.max !== undefined && options.max < connections) options.max = connections;
}

async function connect(dataSource: DataSource): Promise<Connection> {
  const queryRunner = dataSource.createQueryRunner("master");
  const client = (await queryRunner.connect()) as PgClient;
  return createConnection(client, queryRunner);
}
