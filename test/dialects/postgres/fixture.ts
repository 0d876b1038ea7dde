/** Operations against a real database, and short ways to build them. */
import { createDatabase, describeCatalog, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, expect } from "vitest";
import { compile } from "../../../packages/revise/src/dialects/postgres/ddl/compile";
import { parseType } from "../../../packages/revise/src/dialects/postgres/types/parse";
import type { Column } from "../../../packages/revise/src/model/column";
import type { QualifiedName } from "../../../packages/revise/src/model/names";
import type { Table } from "../../../packages/revise/src/model/table";
import type { Operation } from "../../../packages/revise/src/operations/operation";

export { index } from "../../../packages/testkit/src/builders";

/** A database for the file; made before its tests and dropped after them. */
export function useDatabase(name: string): () => TestDatabase {
  let database: TestDatabase | null = null;
  beforeAll(async () => {
    database = await createDatabase(name);
  });
  afterAll(() => database?.drop());
  return () => {
    if (database === null) throw new Error("The database is there only inside of tests.");
    return database;
  };
}

/** Runs the operations one statement at a time, each in a transaction of its own. */
export async function run(database: TestDatabase, ...operations: readonly Operation[]): Promise<void> {
  for (const statement of compile(operations)) {
    try {
      await database.query(statement.sql, statement.parameters);
    } catch (error) {
      throw new Error(`${String(error)}\n${statement.sql}`, { cause: error });
    }
  }
}

/** The only column of the only row. */
export async function value(database: TestDatabase, sql: string): Promise<unknown> {
  const [row] = await database.query(sql);
  return row === undefined ? undefined : Object.values(row)[0];
}

export function name(text: string, schema: string | null = null): QualifiedName {
  return { schema, name: text };
}

export function column(columnName: string, type: string, rest: Partial<Column> = {}): Column {
  return {
    name: columnName,
    type: parseType(type),
    nullable: true,
    default: null,
    generation: null,
    collation: null,
    comment: null,
    ...rest,
  };
}

export function table(tableName: QualifiedName, rest: Partial<Table> = {}): Table {
  return { name: tableName, columns: [], constraints: [], indexes: [], comment: null, ...rest };
}

/** Takes away what a test left behind. */
export async function reset(database: TestDatabase): Promise<void> {
  await database.query(
    "DROP SCHEMA public CASCADE; CREATE SCHEMA public; COMMENT ON SCHEMA public IS 'standard public schema'; DROP SCHEMA IF EXISTS app CASCADE",
  );
}

/** Runs the operations, and expects the schema that the SQL makes in an empty database. */
export async function expectSame(
  database: TestDatabase,
  operations: readonly Operation[],
  sql: string,
): Promise<void> {
  const other = await createDatabase("expected");
  try {
    await other.query(sql);
    await run(database, ...operations);
    expect(await describeCatalog(database.url)).toBe(await describeCatalog(other.url));
  } finally {
    await other.drop();
  }
}
