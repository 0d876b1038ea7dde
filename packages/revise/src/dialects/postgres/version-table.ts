import type { VersionTableSql } from "../../dialect/version-table-sql";
import { quoteName } from "./identifiers";

export const versionTable: VersionTableSql = {
  exists: (table) => ({
    sql: "SELECT to_regclass($1) IS NOT NULL AS exists, current_schema()::text AS schema",
    parameters: [quoteName(table)],
  }),
  locate: (table) => ({
    sql: `SELECT coalesce((SELECT n.nspname FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass($1)),
            current_schema())::text AS schema`,
    parameters: [quoteName(table)],
  }),
  create: (table) =>
    `CREATE TABLE IF NOT EXISTS ${quoteName(table)} (\n  "version_num" text NOT NULL PRIMARY KEY\n)`,
  select: (table) => `SELECT "version_num" FROM ${quoteName(table)} ORDER BY "version_num"`,
  insert: (table) => `INSERT INTO ${quoteName(table)} ("version_num") VALUES ($1)`,
  update: (table) => `UPDATE ${quoteName(table)} SET "version_num" = $1 WHERE "version_num" = $2`,
  delete: (table) => `DELETE FROM ${quoteName(table)} WHERE "version_num" = $1`,
};
