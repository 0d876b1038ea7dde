/** The statement that counts the rows which pass a test, no more than some. */
import type { RowQuestion, RowTest } from "../../dialect/row-question";
import { quoteLiteral } from "./expressions/literal";
import { quoteIdentifier, quoteList, quoteName } from "./identifiers";
import { exclusionParts } from "./exclusion-parts";
import { misfit } from "./misfit";

export interface AskedTable {
  readonly columns: readonly string[];
  /** Of the other table of a foreign key, where it may be read. */
  readonly referenced: readonly string[] | null;
  /** `150018` and the like. */
  readonly version: number;
}

/** Whether the test runs what a person wrote, which may fail. */
export function isHandWritten({ which }: RowQuestion): boolean {
  return (
    which.kind === "breaks" || which.kind === "excludes" || (which.kind === "alike" && which.where !== null)
  );
}

/** Null where the test is about what is not there yet, and where the answer would be a guess or take long. */
export function countStatement(
  { table, which }: RowQuestion,
  asked: AskedTable,
  limit: number,
): string | null {
  const some = `LIMIT ${String(limit)}`;
  // A condition may speak of the table by its name.
  const from = `FROM ${quoteName(table)}${which.kind === "orphan" ? " one" : ""}`;
  if (which.kind === "alike" && holdsAll(asked.columns, which.columns)) {
    const list = quoteList(which.columns);
    const known = which.nullsAlike
      ? []
      : which.columns.map((column) => `${quoteIdentifier(column)} IS NOT NULL`);
    const where = [...known, ...(which.where === null ? [] : [`(${which.where})`])].join(" AND ");
    return `SELECT coalesce(sum(n), 0)::text AS rows FROM (SELECT count(*) AS n FROM (SELECT ${list} ${from} WHERE ${where || "true"} ${some}) two GROUP BY ${list} HAVING count(*) > 1) three`;
  }
  if (which.kind === "excludes") return excludedStatement(table, which.expression);
  const condition = conditionOf(which, asked);
  return condition === null
    ? null
    : `SELECT count(*)::text AS rows FROM (SELECT ${from} WHERE ${condition} ${some}) two`;
}

const every = "true";

/** A column that is not there yet has one value in every row. */
function conditionOf(which: Exclude<RowTest, { kind: "excludes" }>, asked: AskedTable): string | null {
  switch (which.kind) {
    case "all":
    case "alike":
      return every;
    case "null":
      return asked.columns.includes(which.column) ? `${quoteIdentifier(which.column)} IS NULL` : every;
    case "holds": {
      if (!asked.columns.includes(which.column)) return every;
      const column = quoteIdentifier(which.column);
      const values = `ARRAY[${which.values.map(quoteLiteral).join(", ")}]::text[]`;
      return which.array ? `${column}::text[] && ${values}` : `${column}::text = ANY (${values})`;
    }
    case "breaks":
      return `NOT (${which.expression})`;
    case "misfit":
      return asked.columns.includes(which.column)
        ? misfit(quoteIdentifier(which.column), which, asked.version)
        : every;
    case "orphan":
      return orphan(which, asked);
  }
}

/** Rows that are compared with each other, in pairs, because no index leads from one to the next. */
const mostPairs = 2000;

function excludedStatement(table: RowQuestion["table"], expression: string): string | null {
  const parts = exclusionParts(expression);
  if (parts === null) return null;
  const keys = parts.elements.map(({ key }, index) => `${key} AS key_${String(index)}`);
  const pairs = parts.elements.map(
    ({ operator }, index) => `one.key_${String(index)} ${operator} other.key_${String(index)}`,
  );
  return `WITH chosen AS MATERIALIZED (
      SELECT row_number() OVER () AS row_number, ${keys.join(", ")} FROM ${quoteName(table)}
      WHERE ${parts.where ?? every} LIMIT ${String(mostPairs + 1)}
    )
    SELECT CASE WHEN (SELECT count(*) FROM chosen) <= ${String(mostPairs)} THEN (
      SELECT count(*) FROM chosen one
      WHERE EXISTS (SELECT FROM chosen other WHERE other.row_number <> one.row_number AND ${pairs.join(" AND ")})
    ) END::text AS rows`;
}

function orphan(
  { columns, references, match }: Extract<RowTest, { kind: "orphan" }>,
  asked: AskedTable,
): string | null {
  if (!holdsAll(asked.columns, columns) || !holdsAll(asked.referenced ?? [], references.columns)) return null;
  const own = columns.map((column) => `one.${quoteIdentifier(column)}`);
  const pairs = references.columns.map(
    (column, index) => `other.${quoteIdentifier(column)} = ${own[index] ?? "NULL"}`,
  );
  const pointsAtNothing = `${own.map((column) => `${column} IS NOT NULL`).join(" AND ")}
    AND NOT EXISTS (SELECT FROM ${quoteName(references.table)} other WHERE ${pairs.join(" AND ")})`;
  if (match === "SIMPLE") return pointsAtNothing;
  return `(${pointsAtNothing} OR num_nulls(${own.join(", ")}) BETWEEN 1 AND ${String(own.length - 1)})`;
}

function holdsAll(known: readonly string[], columns: readonly string[]): boolean {
  return columns.length > 0 && columns.every((column) => known.includes(column));
}
