/** The rows of the version table: which revisions the database is at. */
import type { Connection } from "../dialect/connection";
import type { Dialect } from "../dialect/dialect";
import { ReviseError } from "../errors";
import type { QualifiedName } from "../model/names";
import { displayName } from "../model/names";
import type { Statement } from "../operations/statement";
import type { RowChange } from "../revisions/version-rows";
import { changeRows } from "../revisions/version-rows";
import { list } from "../util/text";

export interface VersionStore {
  readonly connection: Connection;
  readonly dialect: Dialect;
  readonly table: QualifiedName;
}

/** The rows in the server's order; none where there is no table. Changes nothing. */
export async function readRows(store: VersionStore): Promise<string[]> {
  return (await tableExists(store)) ? selectRows(store) : [];
}

async function selectRows(store: VersionStore): Promise<string[]> {
  const rows = await permitted(store, "read", () =>
    store.connection.query<{ version_num: string }>(store.dialect.versionTable.select(store.table)),
  );
  return rows.map((row) => row.version_num);
}

/** @throws `database-error` where the user may not look */
export async function tableExists(store: VersionStore): Promise<boolean> {
  const { connection, dialect, table } = store;
  const { sql, parameters } = dialect.versionTable.exists(table);
  const [row] = await permitted(store, "read", () =>
    connection.query<{ exists: boolean; schema: string | null }>(sql, parameters),
  );
  if (table.schema === null && row?.schema === null) {
    throw new ReviseError(
      "database-error",
      `The version table ${displayName(table)} can't be read: no schema of the search path exists, or this user may use none of them.`,
      {
        hint: "Grant USAGE on the schema to the user, or set search_path or versionTableSchema; docs/rights.md lists what each command needs.",
        details: { table: displayName(table) },
      },
    );
  }
  return row?.exists === true;
}

const means = {
  read: "Grant USAGE on its schema and SELECT on it to this user",
  created:
    "Give the database user the right to create it, or set versionTable and versionTableSchema to where it may; the schema must exist",
  changed: "Grant SELECT, INSERT, UPDATE and DELETE on it to this user",
} as const;

/** What the server refuses to do with the version table, told as that. */
async function permitted<Result>(
  { dialect, table }: VersionStore,
  what: keyof typeof means,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const facts = dialect.describeError(error);
    if (facts === null) throw error;
    const name = displayName(table);
    throw new ReviseError("database-error", `The version table ${name} can't be ${what}: ${facts.message}`, {
      hint:
        facts.kind === "full"
          ? "Make room on the server and run the command again."
          : (facts.advice ?? `${means[what]}; docs/rights.md lists what each command needs.`),
      cause: error,
      details: { table: name },
    });
  }
}

/** The store with the schema of its table said outright, which a revision that sets `search_path` can't change. */
export async function pinTable(store: VersionStore): Promise<VersionStore> {
  const { connection, dialect, table } = store;
  if (table.schema !== null) return store;
  const { sql, parameters } = dialect.versionTable.locate(table);
  const [row] = await connection.query<{ schema: string | null }>(sql, parameters);
  return { ...store, table: { schema: row?.schema ?? null, name: table.name } };
}

/** Creates the version table where it is missing. Whether it did. */
export async function ensureTable(store: VersionStore): Promise<boolean> {
  if (await tableExists(store)) return false;
  await permitted(store, "created", () =>
    store.connection.query(store.dialect.versionTable.create(store.table)),
  );
  return true;
}

/** The statements of a change of rows, in order. */
export function rowStatements(
  { dialect, table }: Pick<VersionStore, "dialect" | "table">,
  change: RowChange,
): Pick<Statement, "sql" | "parameters">[] {
  const words = dialect.versionTable;
  return [
    ...change.delete.map((row) => ({ sql: words.delete(table), parameters: [row] })),
    ...change.update.map(({ from, to }) => ({ sql: words.update(table), parameters: [to, from] })),
    ...change.insert.map((row) => ({ sql: words.insert(table), parameters: [row] })),
  ];
}

/**
 * Changes the rows and makes sure that they are now what the plan says: a table that somebody else has changed
 * meanwhile, or that holds a row twice, fails the step.
 *
 * @param before the rows that the step starts from
 * @returns the rows afterwards
 * @throws `database-error`
 */
export async function applyRows(
  store: VersionStore,
  before: readonly string[],
  change: RowChange,
): Promise<readonly string[]> {
  const expected = changeRows(before, change);
  for (const { sql, parameters } of rowStatements(store, change))
    await permitted(store, "changed", () => store.connection.query(sql, parameters));
  const found = await selectRows(store);
  if (JSON.stringify([...found].sort()) === JSON.stringify([...expected].sort())) return expected;
  throw new ReviseError(
    "database-error",
    `The version table ${displayName(store.table)} should hold ${show(expected)} now, but holds ${show(found)}.`,
    {
      hint: "Somebody else has changed it during the run. Look at it with `revise current`, and set it right with `revise stamp --purge <revision>`.",
      details: { expected, found },
    },
  );
}

function show(rows: readonly string[]): string {
  return rows.length === 0 ? "no row" : list(rows.map((row) => `"${row}"`));
}
