import type { BulkInsert, Execute, SqlOperationMap } from "../../../operations/sql";
import { transactionOf } from "../expressions/outside-transaction";
import { splitStatements } from "../expressions/statement-words";
import { quoteList, quoteName } from "../identifiers";
import type { Ddl, DdlSlice } from "./ddl";

/** The protocol counts the values of a statement in 16 bits. */
const maximumParameters = 65_535;

export const sqlDdl: DdlSlice<keyof SqlOperationMap> = {
  execute,
  bulkInsert,
};

/** Of several statements in one text, each is run by itself where one of them can't be in a transaction. */
function execute({ sql, parameters }: Execute): readonly Ddl[] {
  const pieces = splitStatements(sql).map((piece) => ({
    sql: piece,
    parameters,
    transactional: transactionOf(piece),
  }));
  if (pieces.every(({ transactional }) => transactional === true)) return [{ sql, parameters }];
  return pieces.length === 1 ? pieces.map((piece) => ({ ...piece, sql })) : pieces;
}

/** Rows may have different keys: what a row does not give, or gives as undefined, is the column's default. */
function bulkInsert({ table, rows }: BulkInsert): readonly Ddl[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0)
    return rows.map(() => ({ sql: `INSERT INTO ${quoteName(table)} DEFAULT VALUES` }));
  const rowsPerStatement = Math.max(1, Math.floor(maximumParameters / columns.length));
  const statements: Ddl[] = [];
  for (let at = 0; at < rows.length; at += rowsPerStatement) {
    statements.push(insert(quoteName(table), columns, rows.slice(at, at + rowsPerStatement)));
  }
  return statements;
}

function insert(table: string, columns: readonly string[], rows: BulkInsert["rows"]): Ddl {
  const parameters: unknown[] = [];
  const lines = rows.map((row) => {
    const values = columns.map((column) => {
      const value = Object.hasOwn(row, column) ? row[column] : undefined;
      return value === undefined ? "DEFAULT" : `$${String(parameters.push(value))}`;
    });
    return `(${values.join(", ")})`;
  });
  return {
    sql: `INSERT INTO ${table} (${quoteList(columns)}) VALUES ${lines.join(", ")}`,
    parameters,
  };
}
