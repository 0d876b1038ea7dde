/** The user's database through the user's own driver. */
import type { DataSource, QueryRunner } from "typeorm";
import type { Connection, Database } from "../dialect/connection";
import { connectionError } from "./connection-error";
import { describeTarget, displayUrl } from "./connection-target";
import { createConnection } from "./connection";
import type { PgClient } from "./connection";

/** What is used of TypeORM's `PostgresDriver`, which the package does not export. */
interface PostgresDriver {
  options: DriverOptions;
  /** The pool of `pg`, once connected; of the master where there is replication. */
  master?: { readonly options?: { max?: number } } | undefined;
  /** Closed with the pool. */
  connectedQueryRunners: unknown[];
  /** The DataSource, by its name in TypeORM 0.3 and 1. */
  connection?: DataSource;
  dataSource?: DataSource;
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  createQueryRunner(mode: "master"): QueryRunner;
}

interface DriverOptions {
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly replication?: { readonly slaves: readonly unknown[] };
}

/** What is done with a DataSource that is initialized already. */
interface OpenOptions {
  /** Whether it is destroyed at the end: it was initialized for this process, which would not end otherwise. */
  readonly destroys: boolean;
}

/** How many have a DataSource open: runs at once may share one, and the last one ends it. */
const users = new WeakMap<DataSource, number>();

/** One connection that holds the lock, one that works, and one to spare for what a revision opens by itself. */
const smallestPool = 3;

/**
 * Opens the database of a DataSource with `driver.connect()`: `initialize()` would also create extensions, synchronize,
 * drop the schema or run migrations, as the options say. The pool is one of its own, on a driver that stands before the
 * user's and takes what `connect()` writes: whether the DataSource is initialized, and how many use it, makes no difference.
 *
 * - `application_name` is `revise` where neither the DataSource nor `PGAPPNAME` gives one.
 * - A pool smaller than three connections is widened, because the lock holds a connection of its own: with `max: 1`
 *   the work behind it would wait for ever.
 * - Of a replicated DataSource the master is used, and replicas are not contacted.
 *
 * @throws `connection-failed` with host, port, database and user, never with the password
 */
export async function openDatabase(
  dataSource: DataSource,
  { destroys }: OpenOptions = { destroys: true },
): Promise<Database> {
  const target = describeTarget(dataSource);
  const driver = ownDriver(dataSource.driver as unknown as PostgresDriver);
  const disconnect = async (): Promise<void> => {
    if (driver.master !== undefined) await driver.disconnect();
  };
  try {
    await connectDriver(dataSource, driver);
  } catch (error) {
    await disconnect();
    throw connectionError(error, target);
  }
  users.set(dataSource, (users.get(dataSource) ?? 0) + 1);
  return {
    connect: () =>
      connect(dataSource, driver).catch((error: unknown) => Promise.reject(connectionError(error, target))),
    displayUrl: displayUrl(target),
    close: async () => {
      await disconnect();
      const others = (users.get(dataSource) ?? 1) - 1;
      users.set(dataSource, others);
      if (destroys && others === 0 && dataSource.isInitialized) await dataSource.destroy();
    },
  };
}

/** Reads through to the user's driver, and keeps what is written to it. */
function ownDriver(driver: PostgresDriver): PostgresDriver {
  const { options } = driver;
  return Object.assign(Object.create(driver) as PostgresDriver, {
    master: undefined,
    connectedQueryRunners: [],
    options: {
      ...options,
      extra: { fallback_application_name: "revise", ...options.extra },
      ...(options.replication === undefined ? {} : { replication: { ...options.replication, slaves: [] } }),
    },
  });
}

/** With a silent logger: with `logging: true` TypeORM would print its own queries to stdout, where results belong. */
async function connectDriver(dataSource: DataSource, driver: PostgresDriver): Promise<void> {
  const quiet = Object.create(dataSource, { logger: { value: silentLogger } }) as DataSource;
  const name = Object.hasOwn(dataSource.driver, "dataSource") ? "dataSource" : "connection";
  driver[name] = quiet;
  try {
    await driver.connect();
  } finally {
    Reflect.deleteProperty(driver, name);
  }
  const pool = driver.master?.options;
  // pg-pool reads `max` whenever it hands out a connection.
  if (pool?.max !== undefined && pool.max < smallestPool) pool.max = smallestPool;
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

/** As `DataSource.createQueryRunner` does, on the driver that is connected. */
async function connect(dataSource: DataSource, driver: PostgresDriver): Promise<Connection> {
  const queryRunner = driver.createQueryRunner("master");
  Object.assign(queryRunner, { manager: dataSource.createEntityManager(queryRunner) });
  const client = (await queryRunner.connect()) as PgClient;
  return createConnection(client, queryRunner);
}
