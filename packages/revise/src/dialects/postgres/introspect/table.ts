import type { Column } from "../../../model/column";
import type { Constraint } from "../../../model/constraint";
import type { Table } from "../../../model/table";
import type { TableIndex } from "../../../model/table-index";
import { byName, byPlainName } from "./order";
import { catalogQuery, type CatalogQuery } from "./query";
import { isTable, memberOfExtension, type ReadScope } from "./scope";

export interface TableRow {
  readonly oid: number;
  readonly namespace: number;
  readonly name: string;
  readonly comment: string | null;
}

/** Tables and partitioned tables; no partition, no child by inheritance, nothing of an extension. */
export function tableQuery(scope: ReadScope): CatalogQuery<TableRow> {
  return catalogQuery(`
    SELECT c.oid, c.relnamespace AS namespace, c.relname::text AS name, d.description AS comment
    FROM pg_class c
    LEFT JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
    WHERE ${isTable(scope, "c")} AND NOT ${memberOfExtension("pg_class", "c.oid")}
      AND NOT EXISTS (SELECT 1 FROM pg_inherits i WHERE i.inhrelid = c.oid)`);
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
