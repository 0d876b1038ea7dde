import type { Dependent } from "../../../dialect/dialect";
import { catalogQuery, type CatalogQuery } from "./query";
import { reads, toEnums, toReads, usedEnums, type NeedRow } from "./need";
import { firstOwnOid, memberOfExtension, type ReadScope } from "./scope";

export interface DependentRow extends NeedRow {
  readonly kind: string;
  readonly name: string;
  readonly namespace: number | null;
  readonly table_name: string | null;
  readonly drop: string;
  /** JSON; null for what is not there. */
  readonly create: string;
}

const onTable = "' ON ' || c.oid::regclass::text";

const firing = (column: string, word: string, name: string): string => `
  CASE ${column} WHEN 'O' THEN NULL ELSE 'ALTER TABLE ' || c.oid::regclass::text
    || CASE ${column} WHEN 'D' THEN ' DISABLE ' WHEN 'A' THEN ' ENABLE ALWAYS ' ELSE ' ENABLE REPLICA ' END || '${word} ' || quote_ident(${name}) END`;

const policy = `
  'CREATE POLICY ' || quote_ident(p.polname) || ${onTable}
    || CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
    || CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' ELSE '' END
    || CASE WHEN p.polroles = '{0}' THEN '' ELSE ' TO ' || (SELECT string_agg(quote_ident(pg_get_userbyid(r)), ', ') FROM unnest(p.polroles) r) END
    || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
    || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')`;

/**
 * The arguments of a routine, with another default where there is one: defaults can be replaced but not taken away, and
 * what they need is to be let go of.
 */
const argumentsWithoutDefaults = `(
      SELECT string_agg(
        CASE f.proargmodes[a.place] WHEN 'o' THEN 'OUT ' WHEN 'b' THEN 'INOUT ' WHEN 'v' THEN 'VARIADIC ' ELSE '' END
          || coalesce(quote_ident(nullif(f.proargnames[a.place], '')) || ' ', '') || format_type(a.type, NULL)
          || CASE WHEN pg_get_function_arg_default(f.oid, a.place::int) IS NULL THEN '' ELSE ' DEFAULT NULL' END, ', ' ORDER BY a.place)
      FROM unnest(coalesce(f.proallargtypes, f.proargtypes::oid[])) WITH ORDINALITY a (type, place)
      WHERE f.proargmodes[a.place] IS DISTINCT FROM 't')`;

/** SQL: whether another body can take the place of the one that routine `f` has, and other defaults that of its own. */
export const hasReplaceableParts = `(f.prosqlbody IS NOT NULL OR f.proargdefaults IS NOT NULL AND f.prokind IN ('f', 'p')
        AND EXISTS (SELECT FROM pg_language l WHERE l.oid = f.prolang AND l.lanpltrusted))`;

/**
 * A routine keeps its name, owner, grants and whatever calls it while another body takes the place of the one that the
 * server looks into. What would call it then (an index that is built anew) fails, rather than to get a wrong answer.
 */
const standIn = `
  CASE f.prokind WHEN 'p' THEN 'CREATE OR REPLACE PROCEDURE ' ELSE 'CREATE OR REPLACE FUNCTION ' END || quote_ident(n.nspname) || '.' || quote_ident(f.proname)
    || '(' || coalesce(${argumentsWithoutDefaults}, '') || ')' || coalesce(' RETURNS ' || pg_get_function_result(f.oid), '')
    || ' LANGUAGE plpgsql AS ' || quote_literal('BEGIN RAISE ''its body is away while a column changes''; END')`;

/** What each kind of dependent is called, where it is, and how it goes and comes back. */
interface Source {
  readonly kind: string;
  readonly name: string;
  /** The relation that it belongs to. */
  readonly table: "c" | null;
  readonly catalog: string;
  readonly oid: string;
  /** The object as `DROP` and `COMMENT ON` name it: SQL for the text behind the word; null where it keeps its comment. */
  readonly named: string | null;
  readonly drop?: string;
  readonly create: readonly string[];
  /** The types whose change it does not outlive, whatever steps aside. */
  readonly bound?: string;
  readonly from: string;
}

const sources = ({ serverVersion }: ReadScope): readonly Source[] => [
  {
    kind: "'trigger'",
    name: "t.tgname",
    table: "c",
    catalog: "pg_trigger",
    oid: "t.oid",
    named: `'TRIGGER ' || quote_ident(t.tgname) || ${onTable}`,
    create: ["pg_get_triggerdef(t.oid, true)", firing("t.tgenabled", "TRIGGER", "t.tgname")],
    from: `pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND c.relkind IN ('r', 'p')`,
  },
  {
    kind: "'policy'",
    name: "p.polname",
    table: "c",
    catalog: "pg_policy",
    oid: "p.oid",
    named: `'POLICY ' || quote_ident(p.polname) || ${onTable}`,
    create: [policy],
    from: "pg_policy p JOIN pg_class c ON c.oid = p.polrelid",
  },
  {
    kind: "'rule'",
    name: "r.rulename",
    table: "c",
    catalog: "pg_rewrite",
    oid: "r.oid",
    named: `'RULE ' || quote_ident(r.rulename) || ${onTable}`,
    create: ["rtrim(pg_get_ruledef(r.oid, true), ';')", firing("r.ev_enabled", "RULE", "r.rulename")],
    from: `pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
      WHERE r.rulename <> '_RETURN' AND c.relkind IN ('r', 'p', 'v')`,
  },
  {
    kind: "'statistics'",
    name: "quote_ident(n.nspname) || '.' || quote_ident(s.stxname)",
    table: "c",
    catalog: "pg_statistic_ext",
    oid: "s.oid",
    named: "'STATISTICS ' || quote_ident(n.nspname) || '.' || quote_ident(s.stxname)",
    create: ["pg_get_statisticsobjdef(s.oid)"],
    from: `pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid JOIN pg_namespace n ON n.oid = s.stxnamespace`,
  },
  {
    kind: "CASE f.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END",
    name: "f.oid::regprocedure",
    table: null,
    catalog: "pg_proc",
    oid: "f.oid",
    named: null,
    drop: standIn,
    create: ["rtrim(pg_get_functiondef(f.oid), E'\\n')"],
    bound: "f.proargtypes::oid[] || f.proallargtypes || f.prorettype",
    from: `pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
      WHERE f.oid >= ${firstOwnOid} AND ${hasReplaceableParts} AND NOT ${memberOfExtension("pg_proc", "f.oid")}`,
  },
  ...(serverVersion < 150_000 ? [] : [publication]),
];

const publication: Source = {
  kind: "'publication'",
  name: "quote_ident(p.pubname)",
  table: "c",
  catalog: "pg_publication_rel",
  oid: "r.oid",
  named: null,
  drop: "'ALTER PUBLICATION ' || quote_ident(p.pubname) || ' DROP TABLE ' || c.oid::regclass::text",
  create: [
    `'ALTER PUBLICATION ' || quote_ident(p.pubname) || ' ADD TABLE ONLY ' || c.oid::regclass::text
      || coalesce(' (' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs::int2[])) || ')', '')
      || coalesce(' WHERE ' || pg_get_expr(r.prqual, r.prrelid), '')`,
  ],
  from: "pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid JOIN pg_class c ON c.oid = r.prrelid",
};

/**
 * Triggers, policies, rules, extended statistics, routines with a body of SQL and publications that need what is in scope
 * (as `pg_depend` tells), with the statements to rebuild them. What they need and their comments are looked up once for
 * all kinds: the server plans each of them anew otherwise, which takes longer than to run it.
 */
export function dependentQuery(scope: ReadScope): CatalogQuery<DependentRow> {
  const found = sources(scope).map((source) => {
    const { kind, name, table, catalog, oid, named, create, bound = "NULL::oid[]", from } = source;
    return `
      SELECT ${kind} AS kind, ${name}::text AS name, ${table === null ? "NULL::oid" : "c.relnamespace"} AS namespace,
             ${table === null ? "NULL::text" : "c.relname::text"} AS table_name, ${table === null ? "0::oid" : "c.oid"} AS relation,
             '${catalog}'::regclass AS catalog, ${oid} AS oid, ${named ?? "NULL::text"} AS named, ${source.drop ?? `'DROP ' || ${named ?? ""}`} AS drop,
             ARRAY[${create.join(", ")}]::text[] AS create, ${bound} AS bound
      FROM ${from}`;
  });
  return catalogQuery(`
    SELECT found.kind, found.name, found.namespace, found.table_name, need.reads::text AS reads, used.enums::text AS enums, found.drop,
           array_to_json(array_remove(
             found.create || ('COMMENT ON ' || found.named || ' IS ' || quote_literal(m.description)), NULL
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
    LEFT JOIN pg_description m ON m.classoid = found.catalog AND m.objoid = found.oid AND m.objsubid = 0
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
    // ALTER TABLE builds extended statistics anew, but not expressions whose operators are gone with the old type.
    followsType: row.kind === "statistics",
    goesAlong: row.kind === "statistics",
    aside: { drop: row.drop, create: JSON.parse(row.create) as string[] },
  }));
}
