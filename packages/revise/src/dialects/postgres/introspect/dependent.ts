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

/** What each kind of dependent is called, where it is, and how it goes and comes back. */
interface Source {
  readonly kind: string;
  readonly name: string;
  readonly catalog: string;
  readonly oid: string;
  /** The object as `DROP` and `COMMENT ON` name it: SQL for the text behind the word. */
  readonly named: string;
  readonly create: readonly string[];
  /** Gives the relation that the object is on as `c`. */
  readonly from: string;
}

const sources: readonly Source[] = [
  {
    kind: "trigger",
    name: "t.tgname",
    catalog: "pg_trigger",
    oid: "t.oid",
    named: `quote_ident(t.tgname) || ${onTable}`,
    create: ["pg_get_triggerdef(t.oid, true)", firing("t.tgenabled", "TRIGGER", "t.tgname")],
    from: `pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND c.relkind IN ('r', 'p')`,
  },
  {
    kind: "policy",
    name: "p.polname",
    catalog: "pg_policy",
    oid: "p.oid",
    named: `quote_ident(p.polname) || ${onTable}`,
    create: [policy],
    from: "pg_policy p JOIN pg_class c ON c.oid = p.polrelid",
  },
  {
    kind: "rule",
    name: "r.rulename",
    catalog: "pg_rewrite",
    oid: "r.oid",
    named: `quote_ident(r.rulename) || ${onTable}`,
    create: ["rtrim(pg_get_ruledef(r.oid, true), ';')", firing("r.ev_enabled", "RULE", "r.rulename")],
    from: `pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
      WHERE r.rulename <> '_RETURN' AND c.relkind IN ('r', 'p')`,
  },
  {
    kind: "statistics",
    name: "quote_ident(n.nspname) || '.' || quote_ident(s.stxname)",
    catalog: "pg_statistic_ext",
    oid: "s.oid",
    named: "quote_ident(n.nspname) || '.' || quote_ident(s.stxname)",
    create: ["pg_get_statisticsobjdef(s.oid)"],
    from: `pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid JOIN pg_namespace n ON n.oid = s.stxnamespace`,
  },
];

/**
 * Triggers, policies, rules and extended statistics that read columns in scope (as `pg_depend` tells), with the
 * statements to rebuild them. Columns and comments are looked up once for all kinds: the server plans each of them anew
 * otherwise, which takes longer than to run it.
 */
export function dependentQuery(scope: ReadScope): CatalogQuery<DependentRow> {
  const found = sources.map(
    ({ kind, name, catalog, oid, named, create, from }) => `
      SELECT '${kind}' AS kind, ${name}::text AS name, c.relnamespace AS namespace, c.relname::text AS table_name,
             '${catalog}'::regclass AS catalog, ${oid} AS oid, '${kind.toUpperCase()} ' || ${named} AS named,
             ARRAY[${create.join(", ")}]::text[] AS create
      FROM ${from}`,
  );
  return catalogQuery(`
    SELECT found.kind, found.name, found.namespace, found.table_name, bound.columns::text AS columns, 'DROP ' || found.named AS drop,
           array_to_json(array_remove(
             found.create || ('COMMENT ON ' || found.named || ' IS ' || quote_literal(m.description)), NULL
           ))::text AS create
    FROM (${found.join("\n      UNION ALL")}) found
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_array(c.relnamespace::int8, c.relname, a.attname) ORDER BY c.oid, a.attnum) AS columns
      FROM pg_depend d JOIN pg_class c ON c.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
      WHERE d.classid = found.catalog AND d.objid = found.oid AND d.refclassid = 'pg_class'::regclass
        AND d.refobjsubid > 0 AND c.relkind IN ('r', 'p') AND c.relnamespace IN (${scope.oids})
    ) bound
    LEFT JOIN pg_description m ON m.classoid = found.catalog AND m.objoid = found.oid AND m.objsubid = 0
    WHERE bound.columns IS NOT NULL
    ORDER BY found.kind, found.table_name, found.name`);
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
