/** Which values a change of the schema must leave as they are. */
import type { TestDatabase } from "@revise/testkit";
import { readRows, type Rows } from "../../packages/testkit/src/rows";

export interface KeptRows {
  /** The rows with the columns that mean the same on the other side. */
  comparableWith(other: KeptRows): Rows;
  /** Table → column → what its values mean. */
  readonly meanings: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

const columns = `
  SELECT n.nspname || '.' || c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`;

/** Types between which values stay what they are. */
const meaning: Readonly<Record<string, string>> = {
  smallint: "whole number",
  integer: "whole number",
  bigint: "whole number",
  "character varying": "text",
  text: "text",
  json: "json",
  jsonb: "json",
};

export async function keptRows(database: TestDatabase): Promise<KeptRows> {
  const rows = await readRows(database);
  const meanings = new Map<string, Map<string, string>>();
  for (const { table, column, type } of await database.query<{ table: string; column: string; type: string }>(
    columns,
  )) {
    const known = meanings.get(table) ?? new Map<string, string>();
    known.set(column, meaning[type.replace(/^(character varying)\(.*/, "$1")] ?? type);
    meanings.set(table, known);
  }
  return {
    meanings,
    comparableWith: (other) =>
      new Map(
        [...rows].map(([table, all]) => [
          table,
          all.map((row) =>
            Object.fromEntries(
              Object.entries(row).filter(([name]) => {
                const own = meanings.get(table)?.get(name);
                return own !== undefined && own === other.meanings.get(table)?.get(name);
              }),
            ),
          ),
        ]),
      ),
  };
}

export async function truncateAll(database: TestDatabase): Promise<void> {
  const tables = await database.query<{ path: string }>(
    `SELECT c.oid::regclass::text AS path FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
       AND c.relname NOT LIKE 'revise\\_version%' AND c.relname <> 'typeorm_metadata'`,
  );
  if (tables.length > 0) await database.query(`TRUNCATE ${tables.map(({ path }) => path).join(", ")}`);
}
