import type { ReadScope } from "./scope";

/** SQL: partitions and child tables. */
export const parts = "(SELECT part.inhrelid FROM pg_inherits part)";

/**
 * SQL: rows of {@link HolderRow} for what rests on a key as such: foreign keys of other schemas and of parts on the index
 * behind it, and queries that group by a primary key and give more than it (`check_functional_grouping`).
 */
export function keyHolders({ oids }: ReadScope): string {
  return `
    SELECT CASE v.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE i.type END,
           CASE WHEN v.oid IS NOT NULL THEN v.oid::regclass::text WHEN held.classid = 'pg_proc'::regclass THEN held.objid::regprocedure::text ELSE i.identity END,
           v.relnamespace, v.relname::text, false, false, NULL, NULL, NULL, false,
           json_build_array(json_build_array(c.relnamespace::int8, c.relname, NULL))::text, NULL, NULL, json_build_array(held.role, held.name)::text
    FROM (
      SELECT d.classid, d.objid, k.conrelid AS relation, 'constraint' AS role, k.conname AS name
      FROM pg_depend d JOIN pg_constraint k ON k.oid = d.refobjid
      WHERE d.refclassid = 'pg_constraint'::regclass AND d.deptype = 'n' AND d.classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass)
      UNION ALL
      SELECT 'pg_constraint'::regclass, f.oid, f.confrelid, CASE WHEN k.oid IS NULL THEN 'index' ELSE 'constraint' END, x.relname
      FROM pg_constraint f JOIN pg_class x ON x.oid = f.conindid
      LEFT JOIN pg_constraint k ON k.conindid = f.conindid AND k.contype IN ('p', 'u')
      WHERE f.contype = 'f' AND f.conparentid = 0 AND (f.connamespace NOT IN (${oids}) OR f.conrelid IN ${parts})
    ) held
    JOIN pg_class c ON c.oid = held.relation AND c.relkind IN ('r', 'p') AND c.relnamespace IN (${oids})
    LEFT JOIN pg_rewrite r ON held.classid = 'pg_rewrite'::regclass AND r.oid = held.objid AND r.rulename = '_RETURN'
    LEFT JOIN pg_class v ON v.oid = r.ev_class
    CROSS JOIN LATERAL pg_identify_object(held.classid, held.objid, 0) i`;
}
