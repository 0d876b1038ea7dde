import type { BulkInsert, SqlOperationMap } from "../../../operations/sql";
import { runsOutsideTransaction } from "../expressions/outside-transaction";
import { quoteList, quoteName } from "../identifiers";
import type { Ddl, DdlSlice } from "./ddl";

/** The protocol counts the values of a statement in 16 bits. */
const maximumParameters = 65_535;

export const sqlDdl: DdlSlice<keyof SqlOperationMap> = {
  execute: ({ sql, parameters }) => [{ sql, parameters, transactional: !runsOutsideTransaction(sql) }],
  bulkInsert,
};

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
