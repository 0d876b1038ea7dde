import type { Namespace } from "../../../model/namespace";
import { compareText } from "../../../util/text";
import { catalogQuery, type CatalogQuery } from "./query";
import type { ReadScope } from "./scope";

export interface OccupiedNamespaceRow {
  readonly oid: number;
}

/**
 * The schemas besides the default one that hold what the models have no place for: routines, domains, objects of extensions. Indexes
 * and types of rows come with their tables, and are not told as something in the schema.
 */
export function occupiedNamespaceQuery({
  oids,
  namespaces,
  defaultSchema,
}: ReadScope): CatalogQuery<OccupiedNamespaceRow> {
  const own = namespaces.find(({ name }) => name === defaultSchema)?.oid ?? 0;
  return catalogQuery(`
    SELECT n.oid FROM pg_namespace n
    WHERE n.oid IN (${oids}) AND n.oid <> ${String(own)} AND EXISTS (
      SELECT FROM pg_depend d
      LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
      LEFT JOIN pg_type t ON d.classid = 'pg_type'::regclass AND t.oid = d.objid
      WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = n.oid
        AND (c.oid IS NULL OR c.relkind IN ('c', 'f')) AND (t.oid IS NULL OR t.typtype <> 'e'))`);
}

/** The existing schemas in scope besides the default one, which needs no name in the model. */
export function toNamespaces(
  scope: ReadScope,
  occupied: readonly OccupiedNamespaceRow[],
): readonly Namespace[] {
  const holdsMore = new Set(occupied.map(({ oid }) => oid));
  return scope.namespaces
    .filter(({ name }) => name !== scope.defaultSchema)
    .map(({ oid, name }) => ({ name, ...(holdsMore.has(oid) && { holdsMore: true as const }) }))
    .sort((left, right) => compareText(left.name, right.name));
}
