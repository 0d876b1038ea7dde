import type { Dependent } from "../../../dialect/dialect";
import { catalogQuery, type CatalogQuery } from "./query";
import type { ReadScope } from "./scope";

export interface DependentRow {
  readonly kind: string;
  readonly name: string;
  readonly namespace: number;
  readonly table_name: string;
  /** JSON, `[[schema oid, table, column]]`. */
  readonly columns: string;
  readonly drop: string;
  /** JSON; null for what is not there. */
  readonly create: string;
}

/** The columns that an object of `catalog` is bound to in `pg_depend`; null where it is bound to none in scope. */
function columnsOf(scope: ReadScope, catalog: string, oid: string): string {
  return `(SELECT json_agg(json_build_array(dc.relnamespace::int8, dc.relname, da.attname) ORDER BY dc.oid, da.attnum)::text
     FROM pg_depend dep JOIN pg_class dc ON dc.oid = dep.refobjid JOIN pg_attribute da ON da.attrelid = dc.oid AND da.attnum = dep.refobjsubid
     WHERE dep.classid = '${catalog}'::regclass AND dep.objid = ${oid} AND dep.refclassid = 'pg_class'::regclass
       AND dep.refobjsubid > 0 AND dc.relkind IN ('r', 'p') AND dc.relnamespace IN (${scope.oids}))`;
}

function commentOn(catalog: string, oid: string, what: string): string {
  return `(SELECT ${what} || ' IS ' || quote_literal(m.description) FROM pg_description m
     WHERE m.classoid = '${catalog}'::regclass AND m.objoid = ${oid} AND m.objsubid = 0)`;
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

/** Triggers, policies, rules and extended statistics that read columns in scope, with the statements to rebuild them. */
export function dependentQuery(scope: ReadScope): CatalogQuery<DependentRow> {
  const select = (
    kind: string,
    name: string,
    catalog: string,
    oid: string,
    drop: string,
    create: string[],
  ): string => `
    SELECT '${kind}' AS kind, ${name}::text AS name, c.relnamespace AS namespace, c.relname::text AS table_name,
           ${columnsOf(scope, catalog, oid)} AS columns, ${drop} AS drop,
           array_to_json(array_remove(ARRAY[${create.join(", ")}]::text[], NULL))::text AS create`;
  const named = (word: string, name: string): string => `'${word} ' || quote_ident(${name}) || ${onTable}`;
  const statistics = "quote_ident(n.nspname) || '.' || quote_ident(s.stxname)";
  const all = [
    `${select("trigger", "t.tgname", "pg_trigger", "t.oid", named("DROP TRIGGER", "t.tgname"), [
      "pg_get_triggerdef(t.oid, true)",
      firing("t.tgenabled", "TRIGGER", "t.tgname"),
      commentOn("pg_trigger", "t.oid", named("COMMENT ON TRIGGER", "t.tgname")),
    ])}
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND c.relkind IN ('r', 'p')`,
    `${select("policy", "p.polname", "pg_policy", "p.oid", named("DROP POLICY", "p.polname"), [
      policy,
      commentOn("pg_policy", "p.oid", named("COMMENT ON POLICY", "p.polname")),
    ])}
     FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid`,
    `${select("rule", "r.rulename", "pg_rewrite", "r.oid", named("DROP RULE", "r.rulename"), [
      "rtrim(pg_get_ruledef(r.oid, true), ';')",
      firing("r.ev_enabled", "RULE", "r.rulename"),
      commentOn("pg_rewrite", "r.oid", named("COMMENT ON RULE", "r.rulename")),
    ])}
     FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class WHERE r.rulename <> '_RETURN' AND c.relkind IN ('r', 'p')`,
    `${select("statistics", statistics, "pg_statistic_ext", "s.oid", `'DROP STATISTICS ' || ${statistics}`, [
      "pg_get_statisticsobjdef(s.oid)",
      commentOn("pg_statistic_ext", "s.oid", `'COMMENT ON STATISTICS ' || ${statistics}`),
    ])}
     FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid JOIN pg_namespace n ON n.oid = s.stxnamespace`,
  ];
  return catalogQuery(
    `SELECT * FROM (${all.join("\n    UNION ALL")}) found WHERE columns IS NOT NULL ORDER BY kind, table_name, name`,
  );
}

export function toDependents(rows: readonly DependentRow[], scope: ReadScope): readonly Dependent[] {
  return rows.map((row) => ({
    kind: row.kind,
    name: row.name,
    table: scope.name(row.namespace, row.table_name),
    columns: (JSON.parse(row.columns) as [number, string, string][]).map(([namespace, table, column]) => ({
      table: scope.name(namespace, table),
      column,
    })),
    // ALTER TABLE builds extended statistics anew, but not expressions whose operators are gone with the old type.
    followsType: row.kind === "statistics",
    drop: row.drop,
    create: JSON.parse(row.create) as string[],
  }));
}
