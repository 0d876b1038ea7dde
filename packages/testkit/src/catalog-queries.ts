/**
 * What a schema consists of, as lines of text in the server's own words (`pg_get_constraintdef` and its sisters).
 * Written apart from the introspector of the product on purpose: the two must not share a mistake.
 *
 * Every query gives `line`, one per object, with the object's full name in front, so that sorting the lines gives the
 * same text for the same schema. Column numbers do not occur: PostgreSQL cannot reorder columns.
 */

/** Schemas of users. */
const userSchema = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`;

/** Not part of an extension. */
const own = (catalog: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;

const comment = (catalog: string, oid: string, member = "0"): string =>
  `coalesce((SELECT ' comment ' || quote_literal(d.description) FROM pg_description d
     WHERE d.classoid = '${catalog}'::regclass AND d.objoid = ${oid} AND d.objsubid = ${member}), '')`;

/** `ALTER … DEPENDS ON EXTENSION` */
const extensionNeeds = (catalog: string, oid: string): string =>
  `coalesce((SELECT string_agg(' depends on extension ' || x.extname, '' ORDER BY x.extname) FROM pg_depend d JOIN pg_extension x ON x.oid = d.refobjid
     WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'x'), '')`;

const options = (list: string): string =>
  `coalesce(' with (' || (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(${list}) o) || ')', '')`;

const grants = (list: string): string => `coalesce(' grants ' || ${list}::text, '')`;

const relationWord = `CASE c.relkind WHEN 'm' THEN 'materialized view' WHEN 'v' THEN 'view' ELSE 'table' END`;

/** What an index is to its table besides. */
const role = (index: string): string =>
  `(SELECT CASE WHEN u.indisclustered THEN ' clustered' ELSE '' END || CASE WHEN u.indisreplident THEN ' replica identity' ELSE '' END
     FROM pg_index u WHERE u.indexrelid = ${index})`;

const schemas = `
  SELECT format('schema %I', n.nspname) || CASE WHEN n.nspname = 'public' THEN '' ELSE ${grants("n.nspacl")} END || ${comment("pg_namespace", "n.oid")} AS line
  FROM pg_namespace n WHERE ${userSchema} AND ${own("pg_namespace", "n.oid")}`;

const extensions = `
  SELECT format('extension %I in schema %I', x.extname, n.nspname) AS line
  FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace WHERE x.extname <> 'plpgsql'`;

const enums = `
  SELECT format('enum %I.%I (', n.nspname, t.typname)
    || (SELECT string_agg(quote_literal(v.enumlabel), ', ' ORDER BY v.enumsortorder) FROM pg_enum v WHERE v.enumtypid = t.oid)
    || ')' || ${comment("pg_type", "t.oid")} AS line
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE t.typtype = 'e' AND ${userSchema} AND ${own("pg_type", "t.oid")}`;

const otherTypes = `
  SELECT format('type %I.%I kind %s base %s', n.nspname, t.typname, t.typtype, format_type(t.typbasetype, t.typtypmod))
    || CASE WHEN t.typnotnull THEN ' not null' ELSE '' END || coalesce(' default ' || t.typdefault, '')
    || coalesce((SELECT ' ' || string_agg(pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname) FROM pg_constraint k
         WHERE k.contypid = t.oid AND k.contype = 'c'), '')
    || coalesce((SELECT ' (' || string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum) || ')'
         FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped), '')
    || ${grants("t.typacl")} || ${comment("pg_type", "t.oid")} AS line
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
  WHERE (t.typtype IN ('d', 'r') OR (t.typtype = 'c' AND c.relkind = 'c')) AND ${userSchema} AND ${own("pg_type", "t.oid")}`;

const sequences = `
  SELECT format('sequence %I.%I as %s start %s increment %s min %s max %s cache %s', n.nspname, c.relname,
      format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache)
    || CASE WHEN s.seqcycle THEN ' cycle' ELSE '' END
    || coalesce((SELECT format(' owned by %I.%I.%I', tn.nspname, tc.relname, ta.attname)
         || CASE d.deptype WHEN 'i' THEN ' (identity)' ELSE '' END
         FROM pg_depend d JOIN pg_class tc ON tc.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = tc.relnamespace
         JOIN pg_attribute ta ON ta.attrelid = tc.oid AND ta.attnum = d.refobjsubid
         WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')), '')
    || ${grants("c.relacl")} || ${comment("pg_class", "c.oid")} AS line
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid
  WHERE ${userSchema} AND ${own("pg_class", "c.oid")}`;

const tables = `
  SELECT format('table %I.%I', n.nspname, c.relname)
    || CASE c.relpersistence WHEN 'u' THEN ' unlogged' ELSE '' END
    || coalesce(' partition by ' || pg_get_partkeydef(c.oid), '')
    || coalesce(' ' || pg_get_expr(c.relpartbound, c.oid), '')
    || coalesce((SELECT ' inherits (' || string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) || ')'
         FROM pg_inherits i WHERE i.inhrelid = c.oid), '')
    || CASE WHEN c.relrowsecurity THEN ' row level security' ELSE '' END
    || CASE WHEN c.relforcerowsecurity THEN ' forced' ELSE '' END
    || CASE WHEN c.relreplident <> 'd' THEN ' replica identity ' || c.relreplident::text ELSE '' END
    || ${options("c.reloptions")} || ${grants("c.relacl")} || ${comment("pg_class", "c.oid")} AS line
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f') AND ${userSchema} AND ${own("pg_class", "c.oid")}`;

const columns = `
  SELECT format('%s %I.%I column %I %s', ${relationWord}, n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod))
    || CASE WHEN a.attcollation <> t.typcollation
         THEN ' collate ' || (SELECT format('%I.%I', ln.nspname, l.collname) FROM pg_collation l
           JOIN pg_namespace ln ON ln.oid = l.collnamespace WHERE l.oid = a.attcollation) ELSE '' END
    || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
    || CASE a.attidentity WHEN 'a' THEN ' identity always' WHEN 'd' THEN ' identity by default' ELSE '' END
    || CASE WHEN d.adbin IS NULL THEN '' ELSE
         CASE a.attgenerated WHEN 's' THEN ' generated stored ' WHEN 'v' THEN ' generated virtual ' ELSE ' default ' END
         || pg_get_expr(d.adbin, d.adrelid) END
    || CASE WHEN a.attstorage <> t.typstorage THEN ' storage ' || a.attstorage::text ELSE '' END
    || CASE WHEN a.attcompression <> '' THEN ' compression ' || a.attcompression::text ELSE '' END
    || CASE WHEN a.attstattarget >= 0 THEN ' statistics ' || a.attstattarget ELSE '' END
    || ${options("a.attoptions")} || ${grants("a.attacl")} || ${comment("pg_class", "c.oid", "a.attnum")} AS line
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND ${userSchema} AND ${own("pg_class", "c.oid")}`;

/** PostgreSQL 18 keeps NOT NULL as constraints too; the line of the column says so already. */
const constraints = `
  SELECT format('table %I.%I constraint %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid))
    || CASE WHEN k.contype IN ('p', 'u') THEN ${options("(SELECT i.reloptions FROM pg_class i WHERE i.oid = k.conindid)")} ELSE '' END
    || ${comment("pg_constraint", "k.oid")}
    || CASE WHEN k.contype IN ('p', 'u', 'x') THEN ${role("k.conindid")} || ${comment("pg_class", "k.conindid")} ELSE '' END AS line
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND ${userSchema} AND ${own("pg_class", "c.oid")}`;

const indexes = `
  SELECT format('table %I.%I index %s', n.nspname, c.relname, pg_get_indexdef(i.indexrelid))
    || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END
    || coalesce((SELECT string_agg(format(' statistics %s of %s', a.attstattarget, a.attnum), '' ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0), '')
    || ${role("i.indexrelid")} || ${comment("pg_class", "i.indexrelid")} AS line
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${userSchema} AND ${own("pg_class", "c.oid")}
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))`;

const views = `
  SELECT format('%s %I.%I%s as %s', ${relationWord}, n.nspname, c.relname,
      ${options("c.reloptions")}, btrim(regexp_replace(pg_get_viewdef(c.oid), '\\s+', ' ', 'g')))
    || CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN ' with no data' ELSE '' END
    || ' owner ' || pg_get_userbyid(c.relowner) || ${grants("c.relacl")} || ${extensionNeeds("pg_class", "c.oid")} || ${comment("pg_class", "c.oid")} AS line
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('v', 'm') AND ${userSchema} AND ${own("pg_class", "c.oid")}`;

const triggers = `
  SELECT format('table %I.%I trigger %s enabled %s', n.nspname, c.relname, pg_get_triggerdef(g.oid), g.tgenabled)
    || ${extensionNeeds("pg_trigger", "g.oid")} || ${comment("pg_trigger", "g.oid")} AS line
  FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE NOT g.tgisinternal AND ${userSchema}`;

const rules = `
  SELECT format('table %I.%I rule %s enabled %s', n.nspname, c.relname, pg_get_ruledef(r.oid), r.ev_enabled)
    || ${comment("pg_rewrite", "r.oid")} AS line
  FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE r.rulename <> '_RETURN' AND ${userSchema} AND ${own("pg_class", "c.oid")}`;

const policies = `
  SELECT format('table %I.%I policy %I %s for %s roles %s using %s check %s', n.nspname, c.relname, p.polname,
      CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END, p.polcmd, p.polroles::text,
      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) || ${comment("pg_policy", "p.oid")} AS line
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${userSchema}`;

const functions = `
  SELECT format('function %s', regexp_replace(pg_get_functiondef(f.oid), '\\s+', ' ', 'g'))
    || ' owner ' || pg_get_userbyid(f.proowner) || ${grants("f.proacl")} || ${extensionNeeds("pg_proc", "f.oid")} || ${comment("pg_proc", "f.oid")} AS line
  FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
  WHERE f.prokind IN ('f', 'p') AND ${userSchema} AND ${own("pg_proc", "f.oid")}`;

const statistics = `
  SELECT format('statistics %s', pg_get_statisticsobjdef(s.oid))
    || CASE WHEN s.stxstattarget >= 0 THEN ' statistics ' || s.stxstattarget ELSE '' END
    || ' owner ' || pg_get_userbyid(s.stxowner) || ${comment("pg_statistic_ext", "s.oid")} AS line
  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE ${userSchema}`;

const casts = `
  SELECT format('cast %s as %s context %s method %s with %s', format_type(k.castsource, NULL), format_type(k.casttarget, NULL),
      k.castcontext, k.castmethod, CASE k.castfunc WHEN 0 THEN '' ELSE k.castfunc::regprocedure::text END) AS line
  FROM pg_cast k WHERE k.oid >= 16384 AND ${own("pg_cast", "k.oid")}`;

/** The columns and the condition are columns of this view since PostgreSQL 15. */
const publications = `SELECT format('publication %s', to_jsonb(t)) AS line FROM pg_publication_tables t`;

export const catalogQueries: readonly string[] = [
  schemas,
  extensions,
  enums,
  otherTypes,
  sequences,
  tables,
  columns,
  constraints,
  indexes,
  views,
  triggers,
  rules,
  policies,
  functions,
  statistics,
  casts,
  publications,
];
