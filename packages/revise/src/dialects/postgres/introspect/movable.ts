/** What of the objects that no model holds can step aside: what each kind is called, where it is, how it goes and comes back. */
import { tablespaceOf } from "./details";
import { hasDefaultOfItsOwn } from "./part";
import { firstOwnOid, memberOfExtension, type ReadScope } from "./scope";
import type { Source } from "./source";
import { statistics } from "./statistics";

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

export const sources = ({ serverVersion }: ReadScope): readonly Source[] => [
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
  statistics,
  routine,
  ...ofParts,
  ...ofConstants,
  ...(serverVersion < 150_000 ? [] : [publication]),
];

const routine: Source = {
  kind: "CASE f.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END",
  name: "f.oid::regprocedure",
  table: null,
  catalog: "pg_proc",
  oid: "f.oid",
  named: "CASE f.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || f.oid::regprocedure::text",
  keepsComment: true,
  drop: standIn,
  create: ["rtrim(pg_get_functiondef(f.oid), E'\\n')"],
  bound: "f.proargtypes::oid[] || f.proallargtypes || f.prorettype",
  from: `pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
    WHERE f.oid >= ${firstOwnOid} AND ${hasReplaceableParts} AND NOT ${memberOfExtension("pg_proc", "f.oid")}`,
};

const part = "c.relkind IN ('r', 'p') AND EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid)";

const partColumn =
  "'ALTER TABLE ONLY ' || c.oid::regclass::text || ' ALTER COLUMN ' || quote_ident(a.attname)";

const indexName = "quote_ident(n.nspname) || '.' || quote_ident(i.relname)";

/** The expressions of the index for which somebody has said how exactly to sample them. */
const sampled = "pg_attribute a WHERE a.attrelid = i.oid AND a.attnum > 0 AND a.attstattarget >= 0";

const wholeIndex: Source = {
  kind: "'index'",
  name: indexName,
  table: "c",
  catalog: "pg_class",
  oid: "i.oid",
  named: `'INDEX ' || ${indexName}`,
  create: [
    "pg_get_indexdef(i.oid)",
    "CASE WHEN x.indisclustered THEN 'ALTER TABLE ' || c.oid::regclass::text || ' CLUSTER ON ' || quote_ident(i.relname) END",
    `'ALTER INDEX ' || ${indexName} || ' SET TABLESPACE ' || quote_ident(${tablespaceOf("i")})`,
    `'ALTER INDEX ' || ${indexName} || (SELECT string_agg(' ALTER COLUMN ' || a.attnum || ' SET STATISTICS ' || a.attstattarget, ',' ORDER BY a.attnum)
      FROM ${sampled})`,
  ],
  forgotten: `EXISTS (SELECT FROM ${sampled})`,
  from: "pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace JOIN pg_class c ON c.oid = x.indrelid",
};

/**
 * What partitions and child tables have of their own. A default that the table sets again after a change of type would take
 * the place of theirs, too.
 */
const ofParts: readonly Source[] = [
  {
    kind: "'default'",
    name: "quote_ident(a.attname)",
    table: "c",
    catalog: "pg_attrdef",
    oid: "k.oid",
    named: null,
    drop: `${partColumn} || ' DROP DEFAULT'`,
    create: [`${partColumn} || ' SET DEFAULT ' || pg_get_expr(k.adbin, k.adrelid)`],
    from: `pg_attrdef k JOIN pg_class c ON c.oid = k.adrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.adnum
      WHERE ${part} AND a.attinhcount > 0 AND a.attgenerated = '' AND ${hasDefaultOfItsOwn}`,
  },
  {
    ...wholeIndex,
    from: `${wholeIndex.from}
      WHERE ${part} AND NOT i.relispartition AND (x.indexprs IS NOT NULL OR x.indpred IS NOT NULL) AND NOT x.indisexclusion`,
  },
];

const ofEnum =
  "pg_type e ON e.oid = CASE t.typcategory WHEN 'A' THEN t.typelem ELSE t.oid END AND e.typtype = 'e'";

const wholeColumn = "'ALTER TABLE ' || c.oid::regclass::text || ' ALTER COLUMN ' || quote_ident(a.attname)";

/** SQL: `constant`, for a `WITH`: what mentions constants of enums and reads no column of one, with which the models would lead it. */
export const constants = `constant AS MATERIALIZED (
      SELECT d.classid, d.objid FROM pg_depend d JOIN pg_type t ON t.oid = d.refobjid JOIN ${ofEnum}
      WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid >= ${firstOwnOid} AND d.deptype = 'n'
        AND d.classid IN ('pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_class'::regclass) AND d.objsubid = 0
        AND NOT EXISTS (
          SELECT FROM pg_depend o JOIN pg_attribute b ON b.attrelid = o.refobjid AND b.attnum = o.refobjsubid
          JOIN pg_type t ON t.oid = b.atttypid JOIN ${ofEnum}
          WHERE o.classid = d.classid AND o.objid = d.objid AND o.refclassid = 'pg_class'::regclass)
      GROUP BY d.classid, d.objid)`;

/** What the server would not let the type of a constant go of: no column leads it along. */
const ofConstants: readonly Source[] = [
  {
    kind: "'default'",
    name: "a.attname",
    table: "c",
    catalog: "pg_attrdef",
    oid: "k.oid",
    named: null,
    drop: `${wholeColumn} || ' DROP DEFAULT'`,
    create: [`${wholeColumn} || ' SET DEFAULT ' || pg_get_expr(k.adbin, k.adrelid)`],
    inModel: true,
    from: `constant JOIN pg_attrdef k ON constant.classid = 'pg_attrdef'::regclass AND k.oid = constant.objid
      JOIN pg_class c ON c.oid = k.adrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.adnum
      WHERE NOT (${part}) AND a.attgenerated = ''`,
  },
  {
    kind: "'constraint'",
    name: "k.conname",
    table: "c",
    catalog: "pg_constraint",
    oid: "k.oid",
    named: `'CONSTRAINT ' || quote_ident(k.conname) || ${onTable}`,
    drop: "'ALTER TABLE ' || c.oid::regclass::text || ' DROP CONSTRAINT ' || quote_ident(k.conname)",
    create: [
      "'ALTER TABLE ' || c.oid::regclass::text || ' ADD CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)",
    ],
    inModel: true,
    from: `constant JOIN pg_constraint k ON constant.classid = 'pg_constraint'::regclass AND k.oid = constant.objid JOIN pg_class c ON c.oid = k.conrelid
      WHERE k.contype = 'c' AND k.coninhcount = 0`,
  },
  {
    ...wholeIndex,
    name: "i.relname",
    inModel: true,
    from: `${wholeIndex.from} JOIN constant ON constant.classid = 'pg_class'::regclass AND constant.objid = i.oid
      WHERE NOT (${part}) AND c.relkind IN ('r', 'p', 'm')
        AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = i.oid AND o.contype IN ('p', 'u', 'x'))`,
  },
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
      || coalesce(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')', '')`,
  ],
  from: "pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid JOIN pg_class c ON c.oid = r.prrelid",
};
