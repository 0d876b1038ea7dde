import type { Dependent } from "../../../dialect/dependent";
import type { Extension } from "../../../model/extension";
import { compareText } from "../../../util/text";
import { quoteLiteral } from "../expressions/literal";
import { readsOf, toReads, type NeedRow } from "./need";
import { catalogQuery, type CatalogQuery } from "./query";
import { firstOwnOid, type ReadScope } from "./scope";

export interface ExtensionRow {
  readonly name: string;
}

/** Not what initdb installed: `plpgsql` comes with every database and is nobody's wish. */
export const extensionQuery = catalogQuery<ExtensionRow>(
  `SELECT extname::text AS name FROM pg_extension WHERE oid >= ${firstOwnOid}`,
);

export function toExtensions(rows: readonly ExtensionRow[]): readonly Extension[] {
  return rows.map(({ name }) => ({ name })).sort((left, right) => compareText(left.name, right.name));
}

export interface ExtensionUseRow extends Pick<NeedRow, "reads"> {
  readonly extension: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: number | null;
  readonly table_name: string | null;
}

/**
 * What would not let these extensions go, or would go with them: what needs their types, functions and operator classes, other
 * extensions, and what was made to depend on them. Of partitions and child tables only what is their own. The index behind a
 * constraint is told as that.
 */
export function extensionUseQuery(names: readonly string[]): CatalogQuery<ExtensionUseRow> {
  return catalogQuery(`
    WITH RECURSIVE member AS (
      SELECT x.extname, 'pg_extension'::regclass::oid AS classid, x.oid AS objid FROM pg_extension x
      WHERE x.extname IN (${names.map(quoteLiteral).join(", ")})
      UNION SELECT m.extname, d.classid, d.objid FROM member m JOIN pg_depend d ON d.refclassid = m.classid AND d.refobjid = m.objid
        AND d.deptype IN ('e', 'i', 'a')),
    used AS (
      SELECT DISTINCT m.extname, d.classid, d.objid, d.objsubid FROM member m
      JOIN pg_depend d ON d.refclassid = m.classid AND d.refobjid = m.objid AND d.deptype IN ('n', 'x')
      WHERE NOT EXISTS (SELECT FROM member o WHERE o.extname = m.extname AND o.classid = d.classid AND o.objid = d.objid))
    SELECT used.extname::text AS extension,
           CASE WHEN b.attnum IS NOT NULL THEN 'column' WHEN k.oid IS NOT NULL THEN 'constraint' WHEN i.relkind IN ('i', 'I') THEN 'index'
             WHEN e.oid IS NOT NULL THEN 'default' WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE what.type END AS kind,
           coalesce(b.attname, k.conname, i.relname, f.attname, what.identity)::text AS name,
           c.relnamespace AS namespace, c.relname::text AS table_name,
           CASE WHEN b.attnum IS NOT NULL THEN json_build_array(json_build_array(c.relnamespace::int8, c.relname, b.attname))::text
             ELSE need.reads::text END AS reads
    FROM used
    LEFT JOIN pg_class r ON used.classid = 'pg_class'::regclass AND r.oid = used.objid
    LEFT JOIN pg_class i ON i.oid = r.oid AND i.relkind IN ('i', 'I')
    LEFT JOIN pg_index x ON x.indexrelid = i.oid
    LEFT JOIN pg_constraint k ON k.contype IN ('p', 'u', 'x') AND k.conindid = i.oid OR used.classid = 'pg_constraint'::regclass AND k.oid = used.objid
    LEFT JOIN pg_attrdef e ON used.classid = 'pg_attrdef'::regclass AND e.oid = used.objid
    LEFT JOIN pg_attribute f ON f.attrelid = e.adrelid AND f.attnum = e.adnum
    LEFT JOIN pg_rewrite w ON used.classid = 'pg_rewrite'::regclass AND w.oid = used.objid
    LEFT JOIN pg_trigger t ON used.classid = 'pg_trigger'::regclass AND t.oid = used.objid
    LEFT JOIN pg_policy p ON used.classid = 'pg_policy'::regclass AND p.oid = used.objid
    LEFT JOIN pg_statistic_ext s ON used.classid = 'pg_statistic_ext'::regclass AND s.oid = used.objid
    LEFT JOIN pg_class c ON c.relkind IN ('r', 'p', 'f', 'v', 'm')
      AND c.oid = coalesce(x.indrelid, nullif(k.conrelid, 0), e.adrelid, w.ev_class, t.tgrelid, p.polrelid, s.stxrelid, r.oid)
    LEFT JOIN pg_attribute b ON c.relkind IN ('r', 'p', 'f') AND b.attrelid = c.oid
      AND b.attnum = CASE WHEN f.attgenerated <> '' THEN f.attnum WHEN r.oid = c.oid THEN nullif(used.objsubid, 0) END
    CROSS JOIN LATERAL pg_identify_object(used.classid, used.objid, used.objsubid) what
    CROSS JOIN LATERAL (
      SELECT ${readsOf("o")} AS reads FROM pg_depend d JOIN pg_class o ON o.oid = d.refobjid
      JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = d.refobjsubid
      WHERE d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND (d.classid = used.classid AND d.objid = used.objid
        OR d.classid = 'pg_constraint'::regclass AND d.objid = k.oid
        OR d.classid = 'pg_rewrite'::regclass AND c.relkind IN ('v', 'm') AND d.refobjid <> c.oid
          AND d.objid IN (SELECT v.oid FROM pg_rewrite v WHERE v.ev_class = c.oid AND v.rulename = '_RETURN'))
    ) need
    WHERE coalesce(b.attinhcount, f.attinhcount, 0) = 0 AND coalesce(k.coninhcount, 0) = 0 AND i.relispartition IS NOT TRUE`);
}

export function toExtensionUses(rows: readonly ExtensionUseRow[], scope: ReadScope): readonly Dependent[] {
  return rows.map((row) => ({
    extension: row.extension,
    kind: row.kind,
    name: row.name,
    table:
      row.namespace === null || row.table_name === null ? null : scope.name(row.namespace, row.table_name),
    reads: toReads(row, scope),
    enums: [],
    followsType: false,
    ...(["constraint", "index", "default"].includes(row.kind) && { inModel: true as const }),
    goesAlong: false,
    aside: null,
  }));
}
