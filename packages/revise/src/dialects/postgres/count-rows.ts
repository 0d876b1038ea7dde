/** How many rows a change is about: counted where that is cheap, the server's own estimate of a large table. */
import type { Connection } from "../../dialect/connection";
import type { RowCount, RowQuestion } from "../../dialect/row-question";
import { describeError } from "./errors";
import { quoteName } from "./identifiers";
import { countStatement, isHandWritten } from "./row-test";

/** Tables with more rows than this, by the estimate of their last ANALYZE, are not read; and no more are of any other. */
const bound = 100_000;

interface TableRow {
  /** -1 where the table was never analysed. */
  readonly estimate: string | null;
  readonly readable: boolean | null;
  /** JSON. */
  readonly columns: string | null;
  readonly version: number;
}

/**
 * Two round trips, whatever the number of questions, and nothing but reading. Null where the role may not read the
 * table, where a policy hides rows, where an answer would take longer than three seconds, and where some rows of a large table
 * are asked for. A condition that a person wrote may fail; then the others are asked once more without it.
 */
export async function countRows(
  connection: Connection,
  questions: readonly RowQuestion[],
): Promise<readonly (RowCount | null)[]> {
  if (questions.length === 0) return [];
  try {
    const found = await connection.query<TableRow>(tablesSql, [questions.flatMap(tablesOf).map(quoteName)]);
    const tables = questions.map((_, index) => ({ own: found[2 * index], other: found[2 * index + 1] }));
    const statements = questions.map((question, index) => statementFor(question, tables[index]));
    const counts = await countAll(connection, statements, questions.map(isHandWritten));
    return questions.map((question, index) => answer(question, tables[index]?.own, counts[index] ?? null));
  } catch {
    // The count is a service, and no reason for a comparison to fail.
    return questions.map(() => null);
  }
}

/** Two for each question. */
function tablesOf({ table, which }: RowQuestion): readonly RowQuestion["table"][] {
  return [table, which.kind === "orphan" ? which.references.table : table];
}

const tablesSql = `
  SELECT c.reltuples::int8::text AS estimate, current_setting('server_version_num')::int AS version,
         has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid) AS readable,
         (SELECT json_agg(a.attname)::text FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
  FROM unnest($1::text[]) WITH ORDINALITY AS question (name, place)
  LEFT JOIN pg_class c ON c.oid = to_regclass(question.name)
  ORDER BY question.place`;

interface AskedTables {
  readonly own: TableRow | undefined;
  readonly other: TableRow | undefined;
}

/** Null for a table that is not there, that may not be read or that is too large. */
function statementFor(question: RowQuestion, tables: AskedTables | undefined): string | null {
  if (tables?.own === undefined || !isAsked(tables.own)) return null;
  const asked = {
    columns: columnsOf(tables.own),
    referenced: tables.other !== undefined && isAsked(tables.other) ? columnsOf(tables.other) : null,
    version: tables.own.version,
  };
  return countStatement(question, asked, bound + 1);
}

function isAsked({ readable, estimate }: TableRow): boolean {
  return readable === true && Number(estimate) <= bound;
}

function columnsOf({ columns }: TableRow): readonly string[] {
  return JSON.parse(columns ?? "[]") as readonly string[];
}

async function countAll(
  connection: Connection,
  statements: readonly (string | null)[],
  handWritten: readonly boolean[],
): Promise<readonly (number | null)[]> {
  const asked = statements.filter((sql) => sql !== null);
  try {
    const results = await connection.batch([
      "BEGIN READ ONLY",
      "SET LOCAL statement_timeout = 3000",
      "SET LOCAL lock_timeout = 1000",
      ...asked,
      "COMMIT",
    ]);
    const counts = results.slice(3).map((rows) => {
      const counted = rows[0]?.["rows"];
      return typeof counted === "string" ? Number(counted) : null;
    });
    return statements.map((sql) => (sql === null ? null : (counts[asked.indexOf(sql)] ?? null)));
  } catch (error) {
    await connection.batch(["ROLLBACK"]).catch(() => undefined);
    const others = statements.map((sql, index) => (handWritten[index] === true ? null : sql));
    if (describeError(error)?.kind !== "other" || others.every((sql, index) => sql === statements[index])) {
      throw error;
    }
    return countAll(connection, others, handWritten);
  }
}

function answer(
  { which }: RowQuestion,
  found: TableRow | undefined,
  counted: number | null,
): RowCount | null {
  if (found?.readable !== true) return null;
  const estimate = Number(found.estimate);
  if (counted === null) return which.kind === "all" ? { rows: estimate, exact: false } : null;
  return counted > bound ? { rows: Math.max(estimate, bound), exact: false } : { rows: counted, exact: true };
}
