/** How many rows a change is about: exactly where that is cheap, by the server's own estimate where it is not. */
import type { Connection } from "../../dialect/connection";
import type { RowCount, RowQuestion } from "../../dialect/dialect";
import { quoteLiteral } from "./expressions/literal";
import { quoteIdentifier, quoteList, quoteName } from "./identifiers";

/** Tables with more rows than this, by the estimate of their last ANALYZE, are not read; and no more are of any other. */
const bound = 100_000;

interface TableRow {
  /** -1 where the table was never analysed. */
  readonly estimate: string | null;
  readonly readable: boolean | null;
  /** JSON. */
  readonly columns: string | null;
}

/**
 * Two round trips, whatever the number of questions, and nothing but reading. Null where the role may not read the
 * table, where a policy hides rows, and where an answer would take longer than three seconds.
 */
export async function countRows(
  connection: Connection,
  questions: readonly RowQuestion[],
): Promise<readonly (RowCount | null)[]> {
  if (questions.length === 0) return [];
  try {
    const tables = await connection.query<TableRow>(tablesSql, [
      questions.map(({ table }) => quoteName(table)),
    ]);
    const statements = questions.map((question, index) => statementFor(question, tables[index]));
    const asked = statements.filter((sql) => sql !== null);
    const results = await connection.batch([
      "BEGIN READ ONLY",
      "SET LOCAL statement_timeout = 3000",
      "SET LOCAL lock_timeout = 1000",
      ...asked,
      "COMMIT",
    ]);
    return questions.map((_, index) => {
      const sql = statements[index] ?? null;
      const found = sql === null ? undefined : results[3 + asked.indexOf(sql)]?.[0];
      return answer(tables[index], found === undefined ? null : Number(found["rows"]));
    });
  } catch {
    // The count is a service, and no reason for a comparison to fail.
    await connection.batch(["ROLLBACK"]).catch(() => undefined);
    return questions.map(() => null);
  }
}

const tablesSql = `
  SELECT c.reltuples::int8::text AS estimate,
         has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid) AS readable,
         (SELECT json_agg(a.attname)::text FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
  FROM unnest($1::text[]) WITH ORDINALITY AS question (name, place)
  LEFT JOIN pg_class c ON c.oid = to_regclass(question.name)
  ORDER BY question.place`;

/** Null for a table that is not there, that may not be read or that is too large. */
function statementFor(
  { table, isNull, alike, holds }: RowQuestion,
  found: TableRow | undefined,
): string | null {
  if (found?.readable !== true || Number(found.estimate) > bound) return null;
  const columns = JSON.parse(found.columns ?? "[]") as readonly string[];
  const from = `FROM ${quoteName(table)}`;
  const limit = `LIMIT ${String(bound + 1)}`;
  if (alike !== undefined && alike.length > 0 && alike.every((column) => columns.includes(column))) {
    const known = alike.map((column) => `${quoteIdentifier(column)} IS NOT NULL`).join(" AND ");
    return `SELECT coalesce(sum(n), 0)::text AS rows FROM (SELECT count(*) AS n FROM (SELECT ${quoteList(alike)} ${from} WHERE ${known} ${limit}) one GROUP BY ${quoteList(alike)} HAVING count(*) > 1) two`;
  }
  if (holds !== undefined && columns.includes(holds.column)) {
    const column = quoteIdentifier(holds.column);
    const values = `ARRAY[${holds.values.map(quoteLiteral).join(", ")}]::text[]`;
    const held = holds.array ? `${column}::text[] && ${values}` : `${column}::text = ANY (${values})`;
    return `SELECT count(*)::text AS rows FROM (SELECT ${from} WHERE ${held} ${limit}) one`;
  }
  const where =
    isNull !== undefined && columns.includes(isNull) ? ` WHERE ${quoteIdentifier(isNull)} IS NULL` : "";
  return `SELECT count(*)::text AS rows FROM (SELECT ${from}${where} ${limit}) one`;
}

function answer(found: TableRow | undefined, counted: number | null): RowCount | null {
  if (found?.readable !== true) return null;
  const estimate = Number(found.estimate);
  if (counted === null) return { rows: estimate, exact: false };
  return counted > bound ? { rows: Math.max(estimate, bound), exact: false } : { rows: counted, exact: true };
}
