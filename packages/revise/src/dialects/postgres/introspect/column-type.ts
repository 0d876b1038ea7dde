import type { KnownTypes } from "../../../dialect/known-types";
import type { Column } from "../../../model/column";
import type { ColumnType } from "../../../model/column-type";
import { sameName } from "../../../model/names";
import { canonicalType } from "../types/canonical";
import { parseType } from "../types/parse";
import { compressionLetters, strategyLetters } from "../types/storage";
import { catalogQuery, type CatalogQuery } from "./query";
import { memberOfExtension, type ReadScope } from "./scope";

export interface ColumnTypeRow {
  readonly used_as: TypeUse;
  /** `attstorage`, where it is not that of the type. */
  readonly own_storage: string | null;
  /** Where the collation is not that of the type. */
  readonly own_collation: string | null;
  readonly collation_namespace: number | null;
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

/**
 * What `pg_attribute` has for the type of a column, joined by blanks: `atttypid`, `atttypmod`, `attcollation`, and `attstorage`
 * with `attcompression` in one word.
 */
export type TypeUse = string;

/**
 * The types that the columns turned out to have, each once: to find them on the server would take as long as to read
 * the columns.
 */
export function columnTypeQuery(columns: readonly { readonly type: TypeUse }[]): CatalogQuery<ColumnTypeRow> {
  const used = Array.from(new Set(columns.map(({ type }) => type)), (type) => {
    const [oid, modifier, collation, storage = ""] = type.split(" ");
    return `, ('${type}', ${[oid, modifier, collation].join(", ")}, '${storage.charAt(0)}')`;
  });
  return catalogQuery(`
    SELECT used.used_as, CASE WHEN used.storage <> t.typstorage::text THEN used.storage END AS own_storage, k.collname::text AS own_collation,
           k.collnamespace AS collation_namespace, format_type(used.oid, used.modifier) AS spelling,
           coalesce(e.typname, t.typname)::text AS name, coalesce(e.typnamespace, t.typnamespace) AS namespace,
           coalesce(e.typnamespace, t.typnamespace) = 'pg_catalog'::regnamespace AS builtin,
           e.oid IS NOT NULL AS array, pg_type_is_visible(coalesce(e.oid, t.oid)) AS visible,
           ${memberOfExtension("pg_type", "coalesce(e.oid, t.oid)")} AS of_extension
    FROM (VALUES (NULL::text, NULL::oid, NULL::int, NULL::oid, NULL::text)${used.join("")}) used (used_as, oid, modifier, collated, storage)
    JOIN pg_type t ON t.oid = used.oid
    LEFT JOIN pg_collation k ON k.oid = used.collated AND used.collated <> t.typcollation
    LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A' AND t.typtype = 'b' AND t.typlen = -1`);
}

/** What columns of one type, modifier, collation and storage share. */
export type TypeInUse = Pick<Column, "type" | "collation" | "storage">;

export type TypesInUse = (type: TypeUse) => TypeInUse;

export function toTypesInUse(
  rows: readonly ColumnTypeRow[],
  scope: ReadScope,
  domains: KnownTypes["domains"],
): TypesInUse {
  const withDomain = (type: ColumnType): ColumnType => {
    const domain = domains.find(({ name }) => type.dimensions === 0 && sameName(name, type));
    return domain === undefined ? type : { ...type, domainOf: withDomain(canonicalType(domain.base)) };
  };
  const types = new Map(
    rows.map((row) => [
      row.used_as,
      { type: withDomain(toColumnType(row, scope)), collation: toCollation(row, scope), ...toStorage(row) },
    ]),
  );
  return (type) => {
    const found = types.get(type);
    if (found !== undefined) return found;
    throw new Error(`No type used as ${type} was read`);
  };
}

function toStorage({ used_as, own_storage }: ColumnTypeRow): Pick<Column, "storage"> {
  const strategy = strategyLetters[own_storage ?? ""];
  const compression = compressionLetters[used_as.split(" ")[3]?.charAt(1) ?? ""];
  if (strategy === undefined && compression === undefined) return {};
  return { storage: { ...(strategy && { strategy }), ...(compression && { compression }) } };
}

function toCollation(row: ColumnTypeRow, scope: ReadScope): Column["collation"] {
  if (row.own_collation === null || row.collation_namespace === null) return null;
  return scope.catalogName(row.collation_namespace, row.own_collation);
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
