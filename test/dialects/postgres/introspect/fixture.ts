/** A database of one test file, and a connection that counts its round trips. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import type { Connection } from "../../../../packages/revise/src/dialect/connection";
import type { Introspection, Scope } from "../../../../packages/revise/src/dialect/introspection";
import { introspect } from "../../../../packages/revise/src/dialects/postgres/introspect/introspect";
import type { Table } from "../../../../packages/revise/src/model/table";

export interface CountingConnection extends Connection {
  readonly roundTrips: () => number;
}

export function counting(connection: Connection): CountingConnection {
  let count = 0;
  return {
    ...connection,
    query: (sql, parameters) => {
      count += 1;
      return connection.query(sql, parameters);
    },
    batch: (statements) => {
      count += 1;
      return connection.batch(statements);
    },
    roundTrips: () => count,
  };
}

/** Runs `use` on a database built by `sql`. */
export async function withDatabase<Result>(
  sql: string,
  use: (connection: CountingConnection, database: TestDatabase) => Promise<Result>,
): Promise<Result> {
  const database = await createDatabase("introspect");
  try {
    if (sql !== "") await database.query(sql);
    return await use(counting(await database.connection()), database);
  } finally {
    await database.drop();
  }
}

export const defaultScope: Scope = { schemas: [] };

/** What the introspector makes of a database built by `sql`. */
export function read(sql: string, scope: Scope = defaultScope): Promise<Introspection> {
  return withDatabase(sql, (connection) => introspect(connection, scope));
}

export function tableOf(introspection: Introspection, name: string): Table {
  const table = introspection.model.tables.find((each) => each.name.name === name);
  if (table === undefined) throw new Error(`No table ${name}`);
  return table;
}

/** The major version of the server of this run. */
export async function majorVersion(): Promise<number> {
  return Math.floor((await read("")).serverVersion / 10_000);
}
