import type { QualifiedName } from "../../../model/names";
import { catalogQuery, numbers, type CatalogQuery } from "./query";
import type { ReadScope } from "./scope";
import type { TableIndexRow } from "./table-index";

export interface CollationRow {
  readonly oid: number;
  readonly namespace: number;
  readonly name: string;
}

/** The collations that index keys turned out to have; those of columns come with their types. */
export function collationQuery(indexes: readonly TableIndexRow[]): CatalogQuery<CollationRow> {
  const used = new Set([...new Set(indexes.map((row) => row.collations))].flatMap(numbers));
  return catalogQuery(`
    SELECT k.oid, k.collnamespace AS namespace, k.collname::text AS name
    FROM pg_collation k
    WHERE k.oid IN (${[0, ...used].join(", ")})`);
}

export function toCollations(
  rows: readonly CollationRow[],
  scope: ReadScope,
): ReadonlyMap<number, QualifiedName> {
  return new Map(rows.map((row) => [row.oid, scope.catalogName(row.namespace, row.name)]));
}
