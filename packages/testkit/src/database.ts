/** Databases of one test each on the server of the run. */
import { randomBytes } from "node:crypto";
import { Client, escapeIdentifier, type QueryResult } from "pg";
import type { Connection } from "../../revise/src/dialect/connection";
import { startPostgres } from "./postgres";

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** Runs one statement (or, without parameters, several) on a connection that the database keeps. */
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<Row[]>;
  /** A connection of one's own, as the product sees it. It has no query runner. Closed by {@link drop} at the latest. */
  connection(): Promise<Connection>;
  /** Ends every connection to the database and drops it. */
  drop(): Promise<void>;
}

export interface DatabaseOptions {
  /** Name of the database to copy; it must have no connections. */
  readonly template?: string;
}

/**
 * Creates an empty database, about 30 ms.
 *
 * @param name a word that tells people whose it is; the name itself is made unique
 */
export async function createDatabase(name = "test", options: DatabaseOptions = {}): Promise<TestDatabase> {
  const server = await serverUrl();
  const unique = `${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .slice(0, 40)}_${randomBytes(5).toString("hex")}`;
  const template = options.template ?? "template0";
  await withClient(server, (admin) =>
    admin.query(`CREATE DATABASE ${escapeIdentifier(unique)} TEMPLATE ${escapeIdentifier(template)}`),
  );
  const url = withDatabase(server, unique);
  const open = new Set<Client>();
  let shared: Promise<Client> | null = null;

  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: url });
    // A connection that the server ends while idle reports it here; without a listener Node ends the process.
    client.on("error", () => undefined);
    await client.connect();
    open.add(client);
    return client;
  };

  return {
    url,
    name: unique,
    async query<Row extends object>(sql: string, parameters?: readonly unknown[]) {
      shared ??= connect();
      return lastRows<Row>(await (await shared).query(sql, bound(parameters)));
    },
    async connection() {
      const client = await connect();
      return overClient(client, async () => {
        open.delete(client);
        await client.end();
      });
    },
    async drop() {
      await Promise.all([...open].map((client) => client.end()));
      open.clear();
      shared = null;
      await withClient(server, (admin) =>
        admin.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(unique)} WITH (FORCE)`),
      );
    },
  };
}

/** The product's port over a client of `pg`. */
function overClient(client: Client, release: () => Promise<void>): Connection {
  return {
    query: async <Row extends object>(sql: string, parameters?: readonly unknown[]) =>
      lastRows<Row>(await client.query(sql, bound(parameters))),
    batch: async (statements) => {
      if (statements.length === 0) return [];
      const results = (await client.query(statements.join(";\n"))) as unknown as QueryResult | QueryResult[];
      return (Array.isArray(results) ? results : [results]).map(
        (result) => result.rows as Record<string, unknown>[],
      );
    },
    queryRunner: null,
    manager: null,
    release,
  };
}

function bound(parameters: readonly unknown[] | undefined): unknown[] | undefined {
  return parameters === undefined || parameters.length === 0 ? undefined : [...parameters];
}

function lastRows<Row extends object>(result: unknown): Row[] {
  const results = (Array.isArray(result) ? result : [result]) as { rows: Row[] }[];
  return results.at(-1)?.rows ?? [];
}

async function withClient<Result>(url: string, use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

let started: Promise<string> | null = null;

/** The server that the global setup of vitest started, or one for this process that ends with it. */
function serverUrl(): Promise<string> {
  const running = process.env["REVISE_TEST_SERVER"] ?? "";
  if (running !== "") return Promise.resolve(running);
  started ??= startPostgres().then((server) => server.url);
  return started;
}
