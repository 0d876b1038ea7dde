import type { EnumType } from "../../../model/enum-type";
import { byName } from "./order";
import { catalogQuery, strings, type CatalogQuery } from "./query";
import { memberOfExtension, type ReadScope } from "./scope";

export interface EnumTypeRow {
  readonly namespace: number;
  readonly name: string;
  /** JSON; null for an enum without values. */
  readonly labels: string | null;
}

export function enumTypeQuery(scope: ReadScope): CatalogQuery<EnumTypeRow> {
  return catalogQuery(`
    SELECT t.typnamespace AS namespace, t.typname::text AS name,
           (SELECT json_agg(l.enumlabel ORDER BY l.enumsortorder)::text FROM pg_enum l WHERE l.enumtypid = t.oid) AS labels
    FROM pg_type t
    WHERE t.typtype = 'e' AND t.typnamespace IN (${scope.oids}) AND NOT ${memberOfExtension("pg_type", "t.oid")}`);
}

export function toEnumTypes(rows: readonly EnumTypeRow[], scope: ReadScope): readonly EnumType[] {
  return byName(
    rows.map((row) => ({ name: scope.name(row.namespace, row.name), values: strings(row.labels) })),
  );
}
