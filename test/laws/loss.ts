/** Values that a change of the schema took away, and whether the report of autogenerate said that it would. */
import type { TestDatabase } from "@revise/testkit";
import type { ColumnType, KeptRows } from "./survival";

/** Tables and columns, as `public.user.email`, that held something before and hold it no longer. */
export async function losses(
  database: TestDatabase,
  before: KeptRows,
  after: KeptRows,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [table, rows] of before.rows) {
    const now = after.rows.get(table);
    if (rows.length === 0) continue;
    if (now === undefined || now.length < rows.length) {
      found.push(table);
      continue;
    }
    for (const [column, kind] of before.columns.get(table) ?? []) {
      const old = rows.map((row) => row[column]).filter((value) => value !== null);
      const path = after.columns.get(table)?.get(column)?.table;
      if (path === undefined ? old.length > 0 : !(await holds(database, path, column, old, kind)))
        found.push(`${table}.${column}`);
    }
  }
  return found;
}

/** Whether the column still gives the values: as they are, cast back to the type that they had, as first elements or as texts. */
async function holds(
  database: TestDatabase,
  table: string,
  column: string,
  old: readonly unknown[],
  { type, texts: printed }: Pick<ColumnType, "type" | "texts">,
): Promise<boolean> {
  const name = `"${column.replaceAll('"', '""')}"`;
  const values = [name, `${name}::${type}`, `${name}::text::${type}`, `${name}[1]`, `${name}[1]::${type}`];
  const readings = [
    ...values.map((expression) => ({ expression, wanted: texts(old) })),
    { expression: `${name}::text`, wanted: texts(printed) },
  ];
  for (const { expression, wanted } of readings) {
    try {
      const now = await database.query<{ value: unknown }>(
        `SELECT to_jsonb(${expression}) AS value FROM ${table} WHERE ${name} IS NOT NULL`,
      );
      const given = new Set(texts(now.map(({ value }) => value)));
      if (now.length >= old.length && wanted.every((text) => given.has(text))) return true;
    } catch {
      // There is no such cast, or the type is gone.
    }
  }
  return false;
}

function texts(values: readonly unknown[]): string[] {
  return values.map((value) => JSON.stringify(value));
}

/** Whether a finding says that the values of the table or column are in danger. */
export function isAnnounced(report: string, loss: string): boolean {
  const name = loss.replace(/^public\./, "");
  return report
    .split("\n")
    .some((line) => / (?:drops-data|narrows-type|expression-missing): /.test(line) && line.includes(name));
}
