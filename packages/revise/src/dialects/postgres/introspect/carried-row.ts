/** Types that hold rows of a table without being its own: domains over it, ranges of it, composite types and views with it. */
import { firstOwnOid, type ReadScope } from "./scope";

/** SQL: the type itself, of an array that of its elements. */
function elementOf(type: string): string {
  return `(SELECT CASE one.typcategory WHEN 'A' THEN one.typelem ELSE one.oid END FROM pg_type one WHERE one.oid = ${type})`;
}

/**
 * SQL: rows of `type` and `relation`, in as many steps as it takes, for a `WITH RECURSIVE`; a table that holds rows of
 * another is told for itself. Lists count like their elements (`find_composite_type_dependencies` of PostgreSQL).
 */
export function carriedRows({ oids }: ReadScope): string {
  return `part (inner_type, type) AS (
      SELECT ${elementOf("t.typbasetype")}, t.oid FROM pg_type t WHERE t.typtype = 'd' AND t.typbasetype >= ${firstOwnOid}
      UNION ALL SELECT ${elementOf("r.rngsubtype")}, unnest(ARRAY[r.rngtypid, r.rngmultitypid]) FROM pg_range r WHERE r.rngsubtype >= ${firstOwnOid}
      UNION ALL SELECT ${elementOf("a.atttypid")}, k.reltype FROM pg_class k
        CROSS JOIN LATERAL (
          SELECT a.atttypid FROM pg_attribute a
          WHERE a.attrelid = k.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid >= ${firstOwnOid}
          -- Relation by relation: there are many columns, and most are of tables.
          OFFSET 0) a
        WHERE k.relkind IN ('c', 'v') AND k.oid >= ${firstOwnOid}),
    carried (type, relation) AS (
      SELECT part.type, c.oid FROM part JOIN pg_type t ON t.oid = part.inner_type
      JOIN pg_class c ON c.oid = t.typrelid AND c.relkind IN ('r', 'p') AND c.relnamespace IN (${oids})
      UNION SELECT part.type, carried.relation FROM carried JOIN part ON part.inner_type = carried.type)`;
}

/** SQL: rows of {@link HolderRow} for the columns of tables and materialized views that are of such a type. */
export const carriedRowHolders = `
    SELECT CASE k.relkind WHEN 'm' THEN 'materialized view' ELSE i.type END, CASE k.relkind WHEN 'm' THEN k.oid::regclass::text ELSE i.identity END,
           CASE k.relkind WHEN 'm' THEN k.relnamespace END, CASE k.relkind WHEN 'm' THEN k.relname::text END,
           false, true, NULL, NULL, NULL, false, held.reads::text, NULL, NULL, NULL
    FROM (
      SELECT d.objid, d.objsubid, json_agg(json_build_array(c.relnamespace::int8, c.relname, NULL) ORDER BY c.oid) AS reads
      FROM carried JOIN pg_class c ON c.oid = carried.relation JOIN pg_type t ON t.oid = carried.type
      CROSS JOIN LATERAL (
        SELECT d.objid, d.objsubid FROM pg_depend d
        WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray) AND d.classid = 'pg_class'::regclass AND d.objsubid > 0 AND d.deptype = 'n'
        OFFSET 0) d
      GROUP BY d.objid, d.objsubid
    ) held
    JOIN pg_class k ON k.oid = held.objid AND k.relkind IN ('r', 'p', 'm') AND NOT k.relispartition AND k.relpersistence <> 't'
    CROSS JOIN LATERAL pg_identify_object('pg_class'::regclass, held.objid, held.objsubid) i`;
