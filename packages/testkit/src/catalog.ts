/** An independent judgement on whether two databases have the same schema: see `catalog-queries.ts`. */
import { structuredPatch } from "diff";
import { Client, escapeIdentifier, type QueryResult } from "pg";
import { catalogQueries } from "./catalog-queries";

export interface CatalogOptions {
  /** Names of tables to leave out, with everything that belongs to them: version tables, TypeORM's house tables. */
  readonly withoutTables?: readonly string[];
}

/** TypeORM's own bookkeeping and ours; no schema is judged by them. */
export const houseTables: readonly string[] = [
  "revise_version",
  "typeorm_metadata",
  "migrations",
  "query-result-cache",
];

/**
 * The schema of a database as sorted lines, one per object, in the server's own words with every name qualified.
 * Equal text means equal schema, the order of columns aside.
 */
export async function describeCatalog(url: string, options: CatalogOptions = {}): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const text = ["SET search_path = pg_catalog", "SET quote_all_identifiers = off", ...catalogQueries].join(
      ";\n",
    );
    const results = (await client.query(text)) as unknown as QueryResult<{ line: string | null }>[];
    const lines = results.flatMap((result) => result.rows.map((row) => row.line ?? ""));
    const without = options.withoutTables ?? houseTables;
    return lines
      .filter((line) => !without.some((table) => belongsTo(line, table)))
      .sort((left, right) => (left < right ? -1 : left > right ? 1 : 0))
      .join("\n");
  } finally {
    await client.end();
  }
}

function belongsTo(line: string, table: string): boolean {
  const quoted = /^[a-z_][a-z0-9_]*$/.test(table) ? table : escapeIdentifier(table);
  const [kind = "", name = ""] = line.split(" ", 2);
  if (kind === "table") return name.endsWith(`.${quoted}`);
  return kind === "sequence" && line.includes(` owned by ${name.slice(0, name.indexOf("."))}.${quoted}.`);
}

/** What must be done to `before` to give `after`, as a unified diff; empty for equal text. */
export function difference(before: string, after: string): string {
  if (before === after) return "";
  const { hunks } = structuredPatch("", "", before, after, "", "", { context: 0 });
  return hunks.flatMap((hunk) => hunk.lines.filter((line) => !line.startsWith("\\"))).join("\n");
}
