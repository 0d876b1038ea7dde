import type { ColumnType } from "../../../model/column-type";
import { canonicalType } from "./canonical";

/** Those whose `pg_type.typstorage` is not `p`. */
const long: ReadonlySet<string> = new Set(
  `varchar char bpchar text bytea bit varbit json jsonb jsonpath xml numeric cidr inet path polygon tsvector refcursor txid_snapshot
  int4range int8range numrange tsrange tstzrange daterange
  int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange
  citext hstore ltree lquery ltxtquery geometry geography raster vector halfvec sparsevec`.split(/\s+/),
);

/**
 * Whether `SET STORAGE` and `SET COMPRESSION` have a meaning for a column of the type. Of a type that nobody here knows,
 * and that is no array, nothing is said.
 *
 * Source: PostgreSQL manual, "TOAST".
 */
export function storesLongValues(type: ColumnType): boolean {
  if (type.domainOf !== undefined) return storesLongValues(type.domainOf);
  const { name, schema, dimensions } = canonicalType(type);
  return dimensions > 0 || (schema === null && long.has(name));
}
