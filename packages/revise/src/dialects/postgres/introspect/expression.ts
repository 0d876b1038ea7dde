import { reads, usedEnums } from "./need";
import type { ReadScope } from "./scope";

/**
 * SQL: rows of {@link HolderRow} for columns with an expression, or that had one, as holders of what it uses. Before version 15 the
 * server hangs the column itself on that, which no change of the column outlives (`unasked-drops.ts`). Its own type is led over.
 */
export function expressionHolders({ oids, serverVersion }: ReadScope): readonly string[] {
  if (serverVersion >= 150_000) return [];
  return [
    `
    SELECT CASE a.attgenerated WHEN '' THEN 'the former expression of column' ELSE 'the expression of column' END, quote_ident(a.attname),
           NULL, NULL, false, false, c.relnamespace, c.relname::text, NULL, false, ${reads}::text, ${usedEnums}::text,
           CASE a.attgenerated WHEN '' THEN 'former' ELSE 'present' END, NULL
    FROM pg_depend d
    JOIN pg_class c ON c.oid = d.objid AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace IN (${oids})
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND NOT a.attisdropped
    LEFT JOIN pg_type t ON d.refclassid = 'pg_type'::regclass AND t.oid = d.refobjid
    LEFT JOIN pg_type e ON e.oid = CASE t.typcategory WHEN 'A' THEN t.typelem ELSE t.oid END AND e.typtype = 'e' AND e.typnamespace IN (${oids})
    WHERE d.classid = 'pg_class'::regclass AND d.objsubid > 0 AND d.deptype = 'a'
      AND NOT (d.refclassid = 'pg_class'::regclass AND d.refobjid = d.objid OR d.refclassid = 'pg_type'::regclass AND d.refobjid = a.atttypid)
    GROUP BY c.oid, a.attrelid, a.attnum, a.attname, a.attgenerated`,
    // What later servers note of the expression itself: the columns beside it, of a partition or a child table.
    `
    SELECT i.type, i.identity, NULL, NULL, false, false, NULL, NULL, NULL, false, ${reads}::text, NULL, NULL, NULL
    FROM pg_attrdef k
    JOIN pg_class c ON c.oid = k.adrelid AND c.relnamespace IN (${oids}) AND EXISTS (SELECT FROM pg_inherits part WHERE part.inhrelid = c.oid)
    JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = k.adnum AND d.deptype = 'a'
      AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.refobjsubid > 0
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
    CROSS JOIN LATERAL pg_identify_object('pg_attrdef'::regclass, k.oid, 0) i
    GROUP BY i.type, i.identity`,
  ];
}
