import type { IndexKey } from "../../../model/table-index";
import type { CreateIndex, TableIndexOperationMap } from "../../../operations/table-index";
import { quoteLiteral } from "../expressions/literal";
import { quoteIdentifier, quoteList, quoteName } from "../identifiers";
import { commentOn } from "./comment";
import { doBlock, parameterList, type Ddl, type DdlSlice } from "./ddl";
import { removal } from "./existence";
import { indexUses } from "./index-uses";

export const tableIndexDdl: DdlSlice<keyof TableIndexOperationMap> = {
  createIndex: (operation) =>
    operation.index.concurrently
      ? createConcurrently(operation)
      : [createIndex(operation, operation.ifNotExists ? "IF NOT EXISTS " : ""), ...belongings(operation)],
  dropIndex: ({ table, name, concurrently, ...options }) => {
    const index = quoteName({ schema: table.schema, name });
    // Outside a transaction a run may have been killed after the drop and before its record: it can be repeated.
    return concurrently
      ? [{ sql: `DROP INDEX CONCURRENTLY IF EXISTS ${index}`, transactional: false }]
      : [`DROP INDEX ${removal(options, index)}`];
  },
  renameIndex: ({ table, from, to }) => [
    `ALTER INDEX ${quoteName({ schema: table.schema, name: from })} RENAME TO ${quoteIdentifier(to)}`,
  ],
};

/**
 * A concurrent build that was interrupted leaves an invalid index under the name, which IF NOT EXISTS would take for
 * the wanted one. So what is invalid goes first, and what a killed run completed stays.
 */
function createConcurrently(operation: CreateIndex): readonly Ddl[] {
  const { table, index } = operation;
  const name = quoteName({ schema: table.schema, name: index.name });
  const guard = doBlock(
    [
      "BEGIN",
      "  IF EXISTS (SELECT FROM pg_catalog.pg_index",
      `    WHERE indexrelid = pg_catalog.to_regclass(${quoteLiteral(name)})`,
      `      AND indrelid = ${quoteLiteral(quoteName(table))}::pg_catalog.regclass AND NOT indisvalid) THEN`,
      `    DROP INDEX ${name};`,
      "  END IF;",
      "END",
    ].join("\n"),
  );
  return [
    { sql: guard, transactional: "last" },
    { sql: createIndex(operation, "CONCURRENTLY IF NOT EXISTS "), transactional: false },
    ...belongings(operation).map((sql): Ddl => ({ sql, transactional: true })),
  ];
}

function belongings({ table, index: { name, comment, details = {} } }: CreateIndex): readonly string[] {
  const index = quoteName({ schema: table.schema, name });
  const { statistics = {} } = details;
  return [
    ...(comment === undefined ? [] : [commentOn(`INDEX ${index}`, comment)]),
    ...Object.entries(statistics).map(
      ([place, target]) => `ALTER INDEX ${index} ALTER COLUMN ${place} SET STATISTICS ${target}`,
    ),
    ...indexUses(table, name, details),
  ];
}

function createIndex({ table, index, only, ...options }: CreateIndex, words: string): string {
  const tablespace = options.tablespace ?? index.details?.tablespace;
  return [
    `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${words}${quoteIdentifier(index.name)} ON ${only ? "ONLY " : ""}${quoteName(table)}`,
    ...(index.method === "btree" ? [] : [`USING ${quoteIdentifier(index.method)}`]),
    `(${index.keys.map(keyClause).join(", ")})`,
    ...(index.include.length === 0 ? [] : [`INCLUDE (${quoteList(index.include)})`]),
    ...(index.nullsNotDistinct ? ["NULLS NOT DISTINCT"] : []),
    ...(Object.keys(index.parameters).length === 0 ? [] : [`WITH ${parameterList(index.parameters)}`]),
    ...(tablespace === undefined ? [] : [`TABLESPACE ${quoteIdentifier(tablespace)}`]),
    ...(index.where === null ? [] : [`WHERE ${index.where}`]),
  ].join(" ");
}

function keyClause(key: IndexKey): string {
  const nulls = key.order === "DESC" ? "FIRST" : "LAST";
  return [
    key.column === null ? `(${key.expression ?? ""})` : quoteIdentifier(key.column),
    ...(key.collation === null ? [] : [`COLLATE ${quoteName(key.collation)}`]),
    ...(key.operatorClass === null ? [] : [key.operatorClass]),
    ...(key.order === "DESC" ? ["DESC"] : []),
    // The default follows the order; access methods without an order take neither word.
    ...(key.nulls === nulls ? [] : [`NULLS ${key.nulls}`]),
  ].join(" ");
}
