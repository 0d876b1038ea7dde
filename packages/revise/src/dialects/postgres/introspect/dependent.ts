import type { Dependent } from "../../../dialect/dependent";
import { catalogQuery, type CatalogQuery } from "./query";
import { reads, toEnums, toReads, usedEnums, type NeedRow } from "./need";
import { constants, sources } from "./movable";
import type { ReadScope } from "./scope";

export interface DependentRow extends NeedRow {
  readonly kind: string;
  readonly name: string;
  readonly namespace: number | null;
  readonly table_name: string | null;
  readonly in_model: boolean;
  readonly follows_cast: boolean;
  readonly forgotten: boolean;
  readonly drop: string;
  /** JSON; null for what is not there. */
  readonly create: string;
}

/**
 * Triggers, policies, rules, extended statistics, routines, publications and what parts have of their own that need what is in scope
 * (as `pg_depend` tells), with the statements to rebuild them. What they need and their comments are looked up once for
 * all kinds: the server plans each of them anew otherwise, which takes longer than to run it.
 */
export function dependentQuery(scope: ReadScope): CatalogQuery<DependentRow> {
  const found = sources(scope).map((source) => {
    const {
      kind,
      name,
      table,
      catalog,
      oid,
      named,
      keepsComment = false,
      create,
      bound = "NULL::oid[]",
      from,
    } = source;
    return `
      SELECT ${kind} AS kind, ${name}::text AS name, ${table === null ? "NULL::oid" : "c.relnamespace"} AS namespace,
             ${table === null ? "NULL::text" : "c.relname::text"} AS table_name, ${table === null ? "0::oid" : "c.oid"} AS relation,
             '${catalog}'::regclass AS catalog, ${oid} AS oid, ${named ?? "NULL::text"} AS named, ${String(keepsComment)} AS keeps_comment,
             ${source.drop ?? `'DROP ' || ${named ?? ""}`} AS drop,
             ARRAY[${create.join(", ")}]::text[] AS create, ${bound} AS bound,
             ${String(source.inModel ?? false)} AS in_model, ${source.followsCast ?? "false"} AS follows_cast,
             ${source.forgotten ?? "false"} AS forgotten
      FROM ${from}`;
  });
  return catalogQuery(`
    WITH ${constants}
    SELECT found.kind, found.name, found.namespace, found.table_name, need.reads::text AS reads, used.enums::text AS enums, found.in_model, found.follows_cast, found.forgotten, found.drop,
           array_to_json(array_remove(
             found.create || ('COMMENT ON ' || found.named || ' IS ' || quote_literal(m.description)) || ARRAY(
               SELECT 'ALTER ' || found.named || ' DEPENDS ON EXTENSION ' || quote_ident(x.extname)
               FROM pg_depend d JOIN pg_extension x ON x.oid = d.refobjid
               WHERE d.classid = found.catalog AND d.objid = found.oid AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'x'
               ORDER BY x.extname
             ), NULL
           ))::text AS create
    FROM (${found.join("\n      UNION ALL")}) found
    CROSS JOIN LATERAL (
      SELECT ${reads} AS reads
      FROM pg_depend d JOIN pg_class c ON c.oid = d.refobjid
      LEFT JOIN pg_attribute a ON d.refobjsubid > 0 AND a.attrelid = c.oid AND a.attnum = d.refobjsubid
      WHERE d.classid = found.catalog AND d.objid = found.oid AND d.refclassid = 'pg_class'::regclass
        AND (d.refobjsubid > 0 OR d.deptype = 'n' AND c.oid <> found.relation)
        AND c.relkind IN ('r', 'p', 'v', 'm') AND c.relnamespace IN (${scope.oids})
    ) need
    CROSS JOIN LATERAL (
      SELECT ${usedEnums} AS enums
      FROM pg_depend d JOIN pg_type t ON t.oid = d.refobjid
      JOIN pg_type e ON e.oid = CASE t.typcategory WHEN 'A' THEN t.typelem ELSE t.oid END
      WHERE d.classid = found.catalog AND d.objid = found.oid AND d.refclassid = 'pg_type'::regclass
        AND e.typtype = 'e' AND e.typnamespace IN (${scope.oids}) AND t.oid = ANY (found.bound) IS NOT TRUE
    ) used
    LEFT JOIN pg_description m ON m.classoid = found.catalog AND m.objoid = found.oid AND m.objsubid = 0 AND NOT found.keeps_comment
    WHERE need.reads IS NOT NULL OR used.enums IS NOT NULL
    ORDER BY found.kind, found.table_name, found.name`);
}

export function toDependents(rows: readonly DependentRow[], scope: ReadScope): readonly Dependent[] {
  return rows.map((row) => ({
    kind: row.kind,
    name: row.name,
    table:
      row.namespace === null || row.table_name === null ? null : scope.name(row.namespace, row.table_name),
    reads: toReads(row, scope),
    enums: toEnums(row, scope),
    // ALTER TABLE builds statistics and indexes anew, but not expressions whose operators are gone with the old type.
    followsType: row.kind === "statistics" || row.kind === "index",
    ...(row.in_model && { inModel: true }),
    ...(row.follows_cast && { followsCast: true }),
    ...(row.forgotten && { forgotten: true }),
    goesAlong: ["statistics", "index", "default", "constraint"].includes(row.kind),
    aside: { drop: row.drop, create: JSON.parse(row.create) as string[] },
  }));
}
