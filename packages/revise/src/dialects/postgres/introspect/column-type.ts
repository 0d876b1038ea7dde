import type { ColumnType } from "../../../model/column-type";
import { canonicalType } from "../types/canonical";
import { parseType } from "../types/parse";
import { catalogQuery, type CatalogQuery } from "./query";
import { isTable, memberOfExtension, relations, type ReadScope } from "./scope";

export interface ColumnTypeRow {
  readonly oid: number;
  readonly modifier: number;
  /** As `format_type` prints it. */
  readonly spelling: string;
  /** Name and schema of the type, of the element's where it is an array. */
  readonly name: string;
  readonly namespace: number;
  readonly builtin: boolean;
  readonly array: boolean;
  readonly of_extension: boolean;
  readonly visible: boolean;
}

/** Each type and modifier in use once: `format_type` and parsing cost more than all the rest of a column. */
export function columnTypeQuery(scope: ReadScope): CatalogQuery<ColumnTypeRow> {
  return catalogQuery(`
    SELECT used.oid, used.modifier, format_type(used.oid, used.modifier) AS spelling,
           coalesce(e.typname, t.typname)::text AS name, coalesce(e.typnamespace, t.typnamespace) AS namespace,
           coalesce(e.typnamespace, t.typnamespace) = 'pg_catalog'::regnamespace AS builtin,
           e.oid IS NOT NULL AS array, pg_type_is_visible(coalesce(e.oid, t.oid)) AS visible,
           ${memberOfExtension("pg_type", "coalesce(e.oid, t.oid)")} AS of_extension
    FROM (
      SELECT DISTINCT a.atttypid AS oid, a.atttypmod AS modifier
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE ${isTable(scope, "c", relations)} AND a.attnum > 0 AND NOT a.attisdropped
    ) used
    JOIN pg_type t ON t.oid = used.oid
    LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A' AND t.typtype = 'b' AND t.typlen = -1`);
}

export function typeKey(oid: number, modifier: number): string {
  return `${String(oid)}.${String(modifier)}`;
}

export function toColumnTypes(
  rows: readonly ColumnTypeRow[],
  scope: ReadScope,
): ReadonlyMap<string, ColumnType> {
  return new Map(rows.map((row) => [typeKey(row.oid, row.modifier), toColumnType(row, scope)]));
}

/**
 * A type of the server is read from its spelling, every other from its exact name and schema: an enum called `Status`
 * in a schema that is not on the search path must not depend on how it is printed.
 */
function toColumnType(row: ColumnTypeRow, scope: ReadScope): ColumnType {
  if (row.builtin) return parseType(row.spelling);
  const { schema, name } = scope.name(row.namespace, row.name);
  const args = /\(([^()]*)\)(?:\[\])?$/.exec(row.spelling)?.[1]?.split(",") ?? [];
  const type = { name, schema, args, dimensions: row.array ? 1 : 0 };
  // Extensions are installed wherever their user likes, and their types are written without a schema.
  return row.of_extension ? canonicalType({ ...type, schema: row.visible ? null : schema }) : type;
}
