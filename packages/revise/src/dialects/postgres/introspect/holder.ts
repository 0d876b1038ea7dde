import type { Dependent } from "../../../dialect/dependent";
import { carriedRows, carriedRowHolders } from "./carried-row";
import { expressionHolders } from "./expression";
import { formsOf, sharedChildren } from "./form";
import { keyHolders, parts } from "./key";
import { hasReplaceableParts } from "./movable";
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
  readonly holds_rows: boolean;
  /** The table that it belongs to, and goes with. */
  readonly table_namespace: number | null;
  readonly table_name: string | null;
  readonly fixes_form: NonNullable<Dependent["fixesForm"]> | null;
  readonly goes_along: boolean;
  readonly expression: NonNullable<Dependent["expression"]> | null;
  /** JSON, `[role, name]`: see {@link Dependent.key}. */
  readonly key: string | null;
}

/** What the models hold, or what `dependent.ts` reads. */
const known = ["pg_trigger", "pg_policy", "pg_statistic_ext", "pg_publication_rel"]
  .map((catalog) => `'${catalog}'::regclass`)
  .join(", ");

/**
 * Whatever else the server would not let go of what it needs (`pg_depend`): casts, domains, operators, routines that take or
 * give an enum, columns of other schemas, foreign keys from there and from parts of tables, columns that hold rows; and views,
 * by column.
 */
export function holderQuery(scope: ReadScope): CatalogQuery<HolderRow> {
  const { oids } = scope;
  const isHolder = `CASE d.classid
        WHEN 'pg_proc'::regclass THEN EXISTS (SELECT FROM pg_proc f WHERE f.oid = d.objid AND (NOT ${hasReplaceableParts}
          OR d.refclassid = 'pg_type'::regclass AND d.refobjid = ANY (f.proargtypes::oid[] || f.proallargtypes || f.prorettype)))
        WHEN 'pg_class'::regclass THEN EXISTS (SELECT FROM pg_class k WHERE k.oid = d.objid AND k.relpersistence <> 't'
          AND (k.relkind IN ('c', 'f') OR k.relkind = 'm' AND d.refclassid = 'pg_type'::regclass AND c.oid IS NOT NULL
            OR k.relkind IN ('r', 'p') AND NOT k.relispartition
            AND (d.objsubid = 0 OR (d.objid IN ${parts} OR k.relnamespace NOT IN (${oids})) AND d.objsubid IN (
                SELECT own.attnum FROM pg_attribute own WHERE own.attrelid = d.objid AND own.attinhcount = 0)
              OR d.refclassid = 'pg_type'::regclass AND c.oid IS NOT NULL)))
        WHEN 'pg_rewrite'::regclass THEN EXISTS (SELECT FROM pg_rewrite r WHERE r.oid = d.objid AND r.rulename = '_RETURN' AND r.ev_class <> d.refobjid)
        ELSE d.classid NOT IN (${known}) END`;
  // Most dependencies are those of the constraints and defaults of tables in scope: those go before anything is joined.
  // What a part inherits comes and goes with that of the whole.
  const isOther = `(d.classid <> 'pg_constraint'::regclass OR d.objid IN (SELECT k.oid FROM pg_constraint k
          WHERE k.coninhcount = 0 AND (k.conrelid = 0 OR k.connamespace NOT IN (${oids}) OR k.conparentid = 0 AND k.conrelid IN ${parts})))
        AND (d.classid <> 'pg_attrdef'::regclass OR d.refclassid = 'pg_class'::regclass
          AND (d.objid, d.refobjid) IN (SELECT k.oid, k.adrelid FROM pg_attrdef k WHERE k.adrelid IN ${parts}))`;
  return catalogQuery(`
    WITH RECURSIVE ${carriedRows(scope)},
    ${sharedChildren}
    SELECT CASE v.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE i.type END AS kind,
           CASE WHEN v.oid IS NOT NULL THEN v.oid::regclass::text WHEN held.classid = 'pg_proc'::regclass THEN held.objid::regprocedure::text
             ELSE i.identity END AS name,
           v.relnamespace AS namespace, v.relname::text AS view_name,
           held.classid = 'pg_constraint'::regclass AS foreign_key,
           held.is_row AND EXISTS (SELECT FROM pg_class k WHERE k.oid = held.objid AND k.relkind IN ('r', 'p', 'm')) AS holds_rows,
           NULL::oid AS table_namespace, NULL::text AS table_name, NULL::text AS fixes_form, false AS goes_along,
           held.reads::text AS reads, held.enums::text AS enums, NULL AS expression, NULL AS key
    FROM (
      SELECT d.classid, d.objid, d.objsubid, ${reads} AS reads, ${usedEnums} AS enums,
             bool_or(d.objsubid > 0 AND d.refclassid = 'pg_type'::regclass AND c.oid IS NOT NULL) AS is_row
      FROM pg_depend d
      LEFT JOIN pg_type t ON d.refclassid = 'pg_type'::regclass AND t.oid = d.refobjid
      LEFT JOIN pg_type e ON e.oid = CASE t.typcategory WHEN 'A' THEN t.typelem ELSE t.oid END AND e.typtype = 'e' AND e.typnamespace IN (${oids})
      LEFT JOIN pg_type y ON t.typcategory = 'A' AND y.oid = t.typelem
      LEFT JOIN pg_class c ON c.oid = CASE d.refclassid WHEN 'pg_class'::regclass THEN d.refobjid ELSE coalesce(y.typrelid, t.typrelid) END
        AND c.relkind IN ('r', 'p', 'v', 'm') AND c.relnamespace IN (${oids})
      LEFT JOIN pg_attribute a ON d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND a.attrelid = c.oid AND a.attnum = d.refobjsubid
      WHERE d.deptype = 'n' AND d.refclassid IN ('pg_class'::regclass, 'pg_type'::regclass) AND d.refobjid >= ${firstOwnOid} AND ${isOther}
        AND (e.oid IS NOT NULL OR c.oid IS NOT NULL) AND ${isHolder}
      GROUP BY d.classid, d.objid, d.objsubid
    ) held
    LEFT JOIN pg_rewrite r ON held.classid = 'pg_rewrite'::regclass AND r.oid = held.objid
    LEFT JOIN pg_class v ON v.oid = coalesce(r.ev_class, CASE held.classid WHEN 'pg_class'::regclass THEN held.objid END) AND v.relkind IN ('v', 'm')
    CROSS JOIN LATERAL pg_identify_object(held.classid, held.objid, held.objsubid) i
    ${[carriedRowHolders, ...formsOf(scope), ...expressionHolders(scope), keyHolders(scope)].map((more) => `UNION ALL ${more}`).join("\n    ")}
    ORDER BY 1, 2`);
}

export function toHolders(rows: readonly HolderRow[], scope: ReadScope): readonly Dependent[] {
  return rows.map((row) => ({
    kind: row.kind,
    name: row.name,
    table:
      row.table_namespace === null || row.table_name === null
        ? null
        : scope.name(row.table_namespace, row.table_name),
    ...(row.namespace !== null &&
      row.view_name !== null && { view: scope.name(row.namespace, row.view_name) }),
    reads: toReads(row, scope),
    enums: toEnums(row, scope),
    followsType: row.foreign_key,
    ...(row.holds_rows && { holdsRows: true }),
    ...(row.fixes_form !== null && { fixesForm: row.fixes_form }),
    ...toKey(row, scope),
    ...(row.expression !== null && { expression: row.expression }),
    goesAlong: row.goes_along,
    aside: null,
  }));
}

function toKey({ key, reads }: HolderRow, scope: ReadScope): Pick<Dependent, "key"> {
  if (key === null) return {};
  const [role, name] = JSON.parse(key) as ["constraint" | "index", string];
  const [read] = toReads({ reads }, scope);
  return read === undefined ? {} : { key: { role, table: read.relation, name } };
}
