/** Which values a change of the schema must leave as they are. */
import type { TestDatabase } from "@revise/testkit";
import { readRows, type Rows } from "../../packages/testkit/src/rows";

export interface KeptRows {
  /** The rows with the columns that mean the same on the other side. */
  comparableWith(other: KeptRows): Rows;
  readonly rows: Rows;
  /** Table → column. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, ColumnType>>;
}

export interface ColumnType {
  /** As SQL takes it. */
  readonly table: string;
  readonly type: string;
  /** What its values mean, whatever their representation. */
  readonly meaning: string;
  /** Its values as the server prints them, which outlive their type. */
  readonly texts: readonly string[];
}

const columns = `
  SELECT n.nspname || '.' || c.relname AS name, c.oid::regclass::text AS table, a.attname AS column,
    format_type(a.atttypid, a.atttypmod) AS type
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`;

/** Types between which values stay what they are. */
const meanings: Readonly<Record<string, string>> = {
  smallint: "whole number",
  integer: "whole number",
  bigint: "whole number",
  "character varying": "text",
  text: "text",
  json: "json",
  jsonb: "json",
};

interface ColumnRow {
  readonly name: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

export async function keptRows(database: TestDatabase): Promise<KeptRows> {
  const rows = await readRows(database);
  const known = new Map<string, Map<string, ColumnType>>();
  for (const { name, table, column, type } of await database.query<ColumnRow>(columns)) {
    const ofTable = known.get(name) ?? new Map<string, ColumnType>();
    const plain = type.replace(/^(character varying)\(\d+\)$/, "$1");
    ofTable.set(column, { table, type, meaning: meanings[plain] ?? type, texts: [] });
    known.set(name, ofTable);
  }
  for (const ofTable of known.values()) await readTexts(database, ofTable);
  const meaning = (of: KeptRows, table: string, column: string): string | undefined =>
    of.columns.get(table)?.get(column)?.meaning;
  const kept: KeptRows = {
    rows,
    columns: known,
    comparableWith: (other) =>
      new Map(
        [...rows].map(([table, all]) => [
          table,
          all.map((row) =>
            Object.fromEntries(
              Object.entries(row).filter(([column]) => {
                const own = meaning(kept, table, column);
                return own !== undefined && own === meaning(other, table, column);
              }),
            ),
          ),
        ]),
      ),
  };
  return kept;
}

async function readTexts(database: TestDatabase, columnsOfTable: Map<string, ColumnType>): Promise<void> {
  const found = [...columnsOfTable];
  const [table] = found.map(([, column]) => column.table);
  if (table === undefined) return;
  const lists = found.map(
    ([name], at) => `array_agg("${name.replaceAll('"', '""')}"::text) AS c${String(at)}`,
  );
  const [row] = await database.query<Record<string, readonly (string | null)[] | null>>(
    `SELECT ${lists.join(", ")} FROM ${table}`,
  );
  found.forEach(([name, column], at) => {
    const texts = (row?.[`c${String(at)}`] ?? []).filter((text) => text !== null);
    columnsOfTable.set(name, { ...column, texts });
  });
}

export async function truncateAll(database: TestDatabase): Promise<void> {
  const tables = await database.query<{ path: string }>(
    `SELECT c.oid::regclass::text AS path FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
       AND c.relname NOT LIKE 'revise\\_version%' AND c.relname <> 'typeorm_metadata'`,
  );
  if (tables.length > 0) await database.query(`TRUNCATE ${tables.map(({ path }) => path).join(", ")}`);
}
