import type { Column } from "../../../model/column";
import type { Constraint } from "../../../model/constraint";
import type { Table } from "../../../model/table";
import type { TableIndex } from "../../../model/table-index";
import { commentOf } from "./details";
import { byName, byPlainName } from "./order";
import { catalogQuery, type CatalogQuery } from "./query";
import { isTable, memberOfExtension, type ReadScope } from "./scope";

export interface TableRow {
  readonly oid: number;
  readonly namespace: number;
  readonly name: string;
  readonly comment: string | null;
}

/** SQL: whether the relation `alias` is a table of the model: no partition, no child by inheritance, nothing of an extension. */
export function isOwnTable(scope: ReadScope, alias: string): string {
  return `${isTable(scope, alias)} AND NOT ${memberOfExtension("pg_class", `${alias}.oid`)}
      AND ${alias}.oid NOT IN (SELECT part.inhrelid FROM pg_inherits part)`;
}

/** Tables and partitioned tables. */
export function tableQuery(scope: ReadScope): CatalogQuery<TableRow> {
  return catalogQuery(`
    SELECT c.oid, c.relnamespace AS namespace, c.relname::text AS name, ${commentOf("pg_class", "c.oid")} AS comment
    FROM pg_class c
    WHERE ${isOwnTable(scope, "c")}`);
}

/** What belongs to tables, by the oid of the table. */
export interface TableParts {
  readonly columns: ReadonlyMap<number, readonly Column[]>;
  readonly constraints: ReadonlyMap<number, readonly Constraint[]>;
  readonly indexes: ReadonlyMap<number, readonly TableIndex[]>;
}

export function toTables(rows: readonly TableRow[], parts: TableParts, scope: ReadScope): readonly Table[] {
  return byName(
    rows.map((row) => ({
      name: scope.name(row.namespace, row.name),
      columns: parts.columns.get(row.oid) ?? [],
      constraints: byPlainName(parts.constraints.get(row.oid) ?? []),
      indexes: byPlainName(parts.indexes.get(row.oid) ?? []),
      comment: row.comment,
    })),
  );
}
