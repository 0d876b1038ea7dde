import type { Dependent } from "../../../dialect/dialect";
import { reads, toEnums, toReads, usedEnums, type NeedRow } from "./need";
import { catalogQuery, type CatalogQuery } from "./query";
import { firstOwnOid, type ReadScope } from "./scope";

export interface HolderRow extends NeedRow {
  readonly kind: string;
  readonly name: string;
  /** Of a view. */
  readonly namespace: number | null;
  readonly view_name: string | null;
  readonly foreign_key: boolean;
}

/** What the models hold, or what `dependent.ts` reads. */
const known = ["pg_attrdef", "pg_trigger", "pg_policy", "pg_statistic_ext", "pg_publication_rel"]
  .map((catalog) => `'${catalog}'::regclass`)
  .join(", ");

/**
 * Whatever else the server would not let go of what it needs (`pg_depend`): casts, domains, operators, routines that take or
 * give an enum, columns of other schemas, foreign keys from there; and views, by column.
 */
export function holderQuery({ oids }: ReadScope): CatalogQuery<HolderRow> {
  const isHolder = `CASE d.classid
        WHEN 'pg_proc'::regclass THEN EXISTS (SELECT FROM pg_proc f WHERE f.oid = d.objid AND (f.prosqlbody IS NULL
          OR d.refclassid = 'pg_type'::regclass AND d.refobjid = ANY (f.proargtypes::oid[] || f.proallargtypes || f.prorettype)))
        WHEN 'pg_class'::regclass THEN EXISTS (SELECT FROM pg_class k WHERE k.oid = d.objid AND k.relpersistence <> 't'
          AND (k.relkind IN ('c', 'f') OR k.relkind IN ('r', 'p') AND NOT k.relispartition AND (d.objsubid = 0 OR k.relnamespace NOT IN (${oids}))))
        WHEN 'pg_constraint'::regclass THEN EXISTS (SELECT FROM pg_constraint k LEFT JOIN pg_class o ON o.oid = k.conrelid
          WHERE k.oid = d.objid AND (k.conrelid = 0 OR o.relnamespace NOT IN (${oids})))
        WHEN 'pg_rewrite'::regclass THEN EXISTS (SELECT FROM pg_rewrite r WHERE r.oid = d.objid AND r.rulename = '_RETURN' AND r.ev_class <> d.refobjid)
        ELSE d.classid NOT IN (${known}) END`;
  return catalogQuery(`
    SELECT CASE v.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE i.type END AS kind,
           CASE WHEN v.oid IS NOT NULL THEN v.oid::regclass::text WHEN held.classid = 'pg_proc'::regclass THEN held.objid::regprocedure::text
             ELSE i.identity END AS name,
           v.relnamespace AS namespace, v.relname::text AS view_name,
           held.classid = 'pg_constraint'::regclass AS foreign_key, held.reads::text AS reads, held.enums::text AS enums
    FROM (
      SELECT d.classid, d.objid, d.objsubid, ${reads} AS reads, ${usedEnums} AS enums
      FROM pg_depend d
      LEFT JOIN pg_type t ON d.refclassid = 'pg_type'::regclass AND t.oid = d.refobjid
      LEFT JOIN pg_type e ON e.oid = CASE t.typcategory WHEN 'A' THEN t.typelem ELSE t.oid END AND e.typtype = 'e' AND e.typnamespace IN (${oids})
      LEFT JOIN pg_class c ON c.oid = CASE d.refclassid WHEN 'pg_class'::regclass THEN d.refobjid ELSE t.typrelid END
        AND c.relkind IN ('r', 'p', 'v', 'm') AND c.relnamespace IN (${oids})
      LEFT JOIN pg_attribute a ON d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND a.attrelid = c.oid AND a.attnum = d.refobjsubid
      WHERE d.deptype = 'n' AND d.refclassid IN ('pg_class'::regclass, 'pg_type'::regclass) AND d.refobjid >= ${firstOwnOid} AND (e.oid IS NOT NULL OR c.oid IS NOT NULL) AND ${isHolder}
      GROUP BY d.classid, d.objid, d.objsubid
    ) held
    LEFT JOIN pg_rewrite r ON held.classid = 'pg_rewrite'::regclass AND r.oid = held.objid
    LEFT JOIN pg_class v ON v.oid = r.ev_class
    CROSS JOIN LATERAL pg_identify_object(held.classid, held.objid, held.objsubid) i
    ORDER BY 1, 2`);
}

export function toHolders(rows: readonly HolderRow[], scope: ReadScope): readonly Dependent[] {
  return rows.map((row) => ({
    kind: row.kind,
    name: row.name,
    table: null,
    ...(row.namespace !== null &&
      row.view_name !== null && { view: scope.name(row.namespace, row.view_name) }),
    reads: toReads(row, scope),
    enums: toEnums(row, scope),
    followsType: row.foreign_key,
    goesAlong: false,
    aside: null,
  }));
}
