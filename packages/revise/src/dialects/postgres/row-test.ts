/** The statement that counts the rows which pass a test, no more than some. */
import type { RowQuestion, RowTest } from "../../dialect/dialect";
import { quoteLiteral } from "./expressions/literal";
import { quoteIdentifier, quoteList, quoteName } from "./identifiers";
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
  return which.kind === "breaks" || (which.kind === "alike" && which.where !== null);
}

/** Null where the test is about what is not there yet. */
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
  const condition = conditionOf(which, asked);
  return condition === null
    ? null
    : `SELECT count(*)::text AS rows FROM (SELECT ${from} WHERE ${condition} ${some}) two`;
}

const every = "true";

/** A column that is not there yet has one value in every row. */
function conditionOf(which: RowTest, asked: AskedTable): string | null {
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
        ? (misfit(quoteIdentifier(which.column), which, asked.version) ?? every)
        : every;
    case "orphan":
      return orphan(which, asked);
  }
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
