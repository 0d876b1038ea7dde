/** Whether rows are still there. */
import type { TestDatabase } from "./database";
import { houseTables } from "./catalog";

/** Table → rows as objects, for every table there is. */
export type Rows = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;

/** All rows of all tables of users. */
export async function readRows(database: TestDatabase): Promise<Rows> {
  const tables = await database.query<{ schema: string; name: string }>(`
    SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`);
  const rows = new Map<string, Readonly<Record<string, unknown>>[]>();
  for (const { schema, name } of tables) {
    if (houseTables.includes(name)) continue;
    const table = [schema, name].map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
    const found = await database.query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM ${table} t`,
    );
    rows.set(
      `${schema}.${name}`,
      found.map(({ row }) => row),
    );
  }
  return rows;
}

/**
 * Both sides as text, reduced to what they can share: the tables of before that still exist, and the columns that
 * every row of both sides has. Equal text means that nothing was lost there.
 */
export function commonRows(before: Rows, after: Rows): { readonly before: string; readonly after: string } {
  const texts = { before: [] as string[], after: [] as string[] };
  for (const [table, old] of before) {
    const now = after.get(table);
    // A table that is gone was dropped on purpose; one that is there and empty has lost its rows.
    if (now === undefined) continue;
    const columns = Object.keys(old[0] ?? {}).filter((column) => now[0] === undefined || column in now[0]);
    texts.before.push(...lines(table, columns, old));
    texts.after.push(...lines(table, columns, now));
  }
  return { before: texts.before.join("\n"), after: texts.after.join("\n") };
}

/** Columns of tables that both sides have, as `public.user.name`, whose values are not the same on both. */
export function changedColumns(before: Rows, after: Rows): readonly string[] {
  return [...before].flatMap(([table, old]) => {
    const now = after.get(table);
    if (now === undefined) return [];
    return Object.keys(old[0] ?? {})
      .filter((column) => now[0] === undefined || column in now[0])
      .filter((column) => values(old, column) !== values(now, column))
      .map((column) => `${table}.${column}`);
  });
}

function values(rows: readonly Readonly<Record<string, unknown>>[], column: string): string {
  return rows
    .map((row) => JSON.stringify(row[column]))
    .sort()
    .join();
}

function lines(
  table: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): string[] {
  const text = rows.map((row) =>
    JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name]]))),
  );
  return text.sort().map((line) => `${table} ${line}`);
}

/** The query of `keep.sql` for one side of the upgrade. */
export function keepQuery(sql: string, side: "before" | "after"): string {
  return sql.replace(/\{([^|{}]*)\|([^|{}]*)\}/g, side === "before" ? "$1" : "$2");
}
