/** What is left to do of a statement outside transactions that a killed run had begun. */
import type { Connection } from "../../dialect/connection";
import type { Statement } from "../../operations/statement";
import { lex } from "./expressions/lexer";
import { quoteName } from "./identifiers";

/** Asks the server how far the statement came, and gives the SQL that is left. `match` is that of the pattern. */
type Continue = (connection: Connection, match: readonly string[], sql: string) => Promise<readonly string[]>;

const name = String.raw`((?:"(?:[^"]|"")*"|[^\s"().;,]+)(?:\s*\.\s*(?:"(?:[^"]|"")*"|[^\s"().;,]+))*)`;
const pattern = (text: string): RegExp =>
  new RegExp(`^\\s*${text.replaceAll("NAME", name).replaceAll(" ", "\\s+")}`, "i");

const continuations: readonly (readonly [RegExp, Continue])[] = [
  [
    pattern("create (?:unique )?index concurrently (?:if not exists )?NAME on (?:only )?NAME"),
    continueCreateIndex,
  ],
  [pattern("drop index concurrently (?:if exists )?NAME"), continueDropIndex],
  [
    pattern("reindex(?:\\s*\\([^)]*\\))? (index|table|schema|database)(?: concurrently)? NAME"),
    continueReindex,
  ],
  [pattern("alter table (?:if exists )?NAME detach partition NAME concurrently"), continueDetach],
  [pattern("create database NAME"), unless("EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = $1)")],
  [
    pattern("drop database (?:if exists )?NAME"),
    unless("NOT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = $1)"),
  ],
  [
    pattern("create tablespace NAME"),
    unless("EXISTS (SELECT FROM pg_catalog.pg_tablespace WHERE spcname = $1)"),
  ],
  [
    pattern("drop tablespace (?:if exists )?NAME"),
    unless("NOT EXISTS (SELECT FROM pg_catalog.pg_tablespace WHERE spcname = $1)"),
  ],
];

/** Everything else (VACUUM, ALTER SYSTEM …) does the same again when it is run again. */
export async function resume(connection: Connection, statement: Statement): Promise<readonly Statement[]> {
  const text = lex(statement.sql)
    .map((segment) => (segment.kind === "comment" ? " " : segment.text))
    .join("");
  for (const [words, carryOn] of continuations) {
    const match = words.exec(text);
    if (match === null) continue;
    const left = await carryOn(connection, match.slice(1), statement.sql);
    return left.map((sql) => ({ ...statement, sql }));
  }
  return [statement];
}

/** A build that was cut leaves an invalid index under the name. */
async function continueCreateIndex(
  connection: Connection,
  [index, table]: readonly string[],
  sql: string,
): Promise<readonly string[]> {
  const [found] = await connection.query<{ valid: boolean; schema: string; name: string }>(
    `SELECT i.indisvalid AS valid, n.nspname::text AS schema, c.relname::text AS name
       FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE i.indrelid = to_regclass($2) AND c.relname = ((parse_ident($1))[1])::name`,
    [index, table],
  );
  if (found === undefined) return [sql];
  return found.valid ? [] : [dropIndex(found), sql];
}

async function continueDropIndex(
  connection: Connection,
  [index]: readonly string[],
  sql: string,
): Promise<readonly string[]> {
  const [row] = await connection.query<{ gone: boolean }>("SELECT to_regclass($1) IS NULL AS gone", [index]);
  return row?.gone === true ? [] : [sql];
}

/** A cut REINDEX CONCURRENTLY leaves the index that it was building, or the old one (manual, REINDEX). */
async function continueReindex(
  connection: Connection,
  [kind = "", target]: readonly string[],
  sql: string,
): Promise<readonly string[]> {
  const table = "i.indrelid = to_regclass($1)";
  const index = "i.indrelid = (SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid = to_regclass($1))";
  const scope = { index, table }[kind.toLowerCase()] ?? "$1::text IS NOT NULL";
  const remains = await connection.query<{ schema: string; name: string }>(
    `SELECT n.nspname::text AS schema, c.relname::text AS name
       FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND n.nspname <> 'pg_toast' AND ${scope}`,
    [target],
  );
  return [...remains.map(dropIndex), sql];
}

/** A detachment that was cut is pending, and stays so until it is finished. */
async function continueDetach(
  connection: Connection,
  [table = "", partition = ""]: readonly string[],
  sql: string,
): Promise<readonly string[]> {
  const [row] = await connection.query<{ pending: boolean }>(
    `SELECT inhdetachpending AS pending FROM pg_catalog.pg_inherits
      WHERE inhparent = to_regclass($1) AND inhrelid = to_regclass($2)`,
    [table, partition],
  );
  if (row === undefined) return [];
  return [row.pending ? `ALTER TABLE ${table} DETACH PARTITION ${partition} FINALIZE` : sql];
}

/** @param condition on the folded name, `$1`: that the statement has been done */
function unless(condition: string): Continue {
  return async (connection, [target], sql) => {
    const [row] = await connection.query<{ done: boolean }>(
      `SELECT ${condition.replace("$1", "((parse_ident($1))[1])::name")} AS done`,
      [target],
    );
    return row?.done === true ? [] : [sql];
  };
}

function dropIndex({ schema, name: index }: { readonly schema: string; readonly name: string }): string {
  return `DROP INDEX CONCURRENTLY IF EXISTS ${quoteName({ schema, name: index })}`;
}
