import type { QualifiedName } from "../../../model/names";
import { catalogQuery, type CatalogQuery } from "./query";
import { isTable, relations, type ReadScope } from "./scope";

export interface CollationRow {
  readonly oid: number;
  readonly namespace: number;
  readonly name: string;
}

/** The collations that index keys have; those of columns come with the columns. */
export function collationQuery(scope: ReadScope): CatalogQuery<CollationRow> {
  return catalogQuery(`
    SELECT k.oid, k.collnamespace AS namespace, k.collname::text AS name
    FROM pg_collation k
    WHERE k.oid IN (
      SELECT unnest(i.indcollation)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      WHERE ${isTable(scope, "c", relations)}
    )`);
}

export function toCollations(
  rows: readonly CollationRow[],
  scope: ReadScope,
): ReadonlyMap<number, QualifiedName> {
  return new Map(rows.map((row) => [row.oid, scope.catalogName(row.namespace, row.name)]));
}
