import type { QualifiedName } from "../../../model/names";
import { catalogQuery } from "./query";
import type { ReadScope } from "./scope";

export interface CollationRow {
  readonly oid: number;
  readonly namespace: number;
  readonly name: string;
}

/** The collations that index keys have; those of columns come with their types. */
export const collationQuery = catalogQuery<CollationRow>(`
  SELECT k.oid, k.collnamespace AS namespace, k.collname::text AS name
  FROM pg_collation k
  WHERE k.oid IN (SELECT unnest(used.collations) FROM (SELECT DISTINCT i.indcollation AS collations FROM pg_index i) used)`);

export function toCollations(
  rows: readonly CollationRow[],
  scope: ReadScope,
): ReadonlyMap<number, QualifiedName> {
  return new Map(rows.map((row) => [row.oid, scope.catalogName(row.namespace, row.name)]));
}
