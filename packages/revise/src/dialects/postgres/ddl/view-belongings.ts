/**
 * What belongs to a view besides its query and goes with it when it is dropped to be created anew: owner, grants,
 * options, comments and defaults of columns, how those of a materialized one are sampled and stored, statistics, triggers, rules.
 * It is taken from the database that the revision runs on, because roles and grants are not the same everywhere, and
 * waits in a setting of the session.
 */
import type { QualifiedName } from "../../../model/names";
import { quoteLiteral } from "../expressions/literal";
import { quoteName } from "../identifiers";
import { compressionLetters, strategyLetters, wordFor } from "../types/storage";
import { doBlock } from "./ddl";

/** The statement before `DROP VIEW`. */
export function rememberBelongings(name: QualifiedName): string {
  return doBlock(filled(remember, name));
}

/** The statement after `CREATE VIEW`. Where nothing was remembered it does nothing. */
export function restoreBelongings(name: QualifiedName): string {
  return doBlock(filled(restore, name));
}

function filled(template: string, name: QualifiedName): string {
  return template.replaceAll(":view:", () => quoteLiteral(quoteName(name)));
}

const setting =
  "coalesce(nullif(pg_catalog.current_setting('revise.views', true), ''), '{}')::pg_catalog.jsonb";

const granted = (list: string): string => `
      SELECT pg_catalog.string_agg(g.privilege_type, ', ' ORDER BY g.place) AS privileges, min(g.place) AS place,
          CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END
          || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS grantee
        FROM pg_catalog.aclexplode(${list}) WITH ORDINALITY AS g (grantor, grantee, privilege_type, is_grantable, place)
        GROUP BY g.grantee, g.is_grantable`;

/** What a part `needs` to come back: a view of the same `kind`, and values of any `length` there; null for neither. */
const remember = `DECLARE
  relation pg_catalog.oid := :view:::pg_catalog.regclass;
  kept pg_catalog.jsonb;
BEGIN
  SELECT pg_catalog.jsonb_build_object('kind', c.relkind, 'acl', c.relacl IS NOT NULL,
      'owner', CASE WHEN pg_catalog.pg_get_userbyid(c.relowner) <> current_user
        THEN pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(c.relowner)) END,
      'parts', coalesce((SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(part) ORDER BY part.rank, part.place) FROM (
    SELECT 1 AS rank, g.place, NULL::pg_catalog.name[] AS columns, NULL AS needs,
        'GRANT ' || g.privileges || ' ON TABLE ' || :view: || ' TO ' || g.grantee AS sql
      FROM (${granted("c.relacl")}) g
    UNION ALL
    SELECT 2, a.attnum * 1000 + g.place, ARRAY[a.attname], NULL,
        'GRANT ' || pg_catalog.regexp_replace(g.privileges, '(\\w+)', '\\1 (' || pg_catalog.quote_ident(a.attname) || ')', 'g')
          || ' ON TABLE ' || :view: || ' TO ' || g.grantee
      FROM pg_catalog.pg_attribute a, LATERAL (${granted("a.attacl")}) g
      WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL
    SELECT 3, d.objsubid, ARRAY[a.attname], NULL, 'COMMENT ON COLUMN ' || :view: || '.' || pg_catalog.quote_ident(a.attname)
        || ' IS ' || pg_catalog.quote_literal(d.description)
      FROM pg_catalog.pg_description d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid
      WHERE d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objoid = c.oid AND d.objsubid > 0
    UNION ALL
    SELECT 4, 0, NULL, 'kind', 'ALTER TABLE ' || :view: || ' SET (' || pg_catalog.array_to_string(c.reloptions, ', ') || ')'
      WHERE c.reloptions IS NOT NULL
    UNION ALL
    SELECT 4, 1, NULL, 'kind', 'ALTER MATERIALIZED VIEW ' || :view: || ' SET TABLESPACE ' || pg_catalog.quote_ident(s.spcname)
      FROM pg_catalog.pg_tablespace s WHERE c.relkind = 'm' AND s.oid = c.reltablespace
    UNION ALL
    SELECT 5, d.adnum, ARRAY[a.attname], 'kind', 'ALTER TABLE ' || :view: || ' ALTER COLUMN ' || pg_catalog.quote_ident(a.attname)
        || ' SET DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)
      FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
      WHERE d.adrelid = c.oid
    UNION ALL
    SELECT 5, a.attnum, ARRAY[a.attname], kept.needs, 'ALTER TABLE ' || :view: || ' ALTER COLUMN ' || pg_catalog.quote_ident(a.attname) || kept.how
      FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type y ON y.oid = a.atttypid, LATERAL (VALUES
        ('kind', CASE WHEN a.attstattarget >= 0 THEN ' SET STATISTICS ' || a.attstattarget END),
        ('kind', ' SET (' || pg_catalog.array_to_string(a.attoptions, ', ') || ')'),
        ('length', CASE WHEN a.attstorage <> y.typstorage THEN ' SET STORAGE ' || ${wordFor("a.attstorage", strategyLetters)} END),
        ('length', ' SET COMPRESSION ' || ${wordFor("a.attcompression", compressionLetters)})) AS kept (needs, how)
      WHERE c.relkind = 'm' AND a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND kept.how IS NOT NULL
    UNION ALL
    SELECT 6, t.oid::pg_catalog.int8, NULL, 'kind', pg_catalog.pg_get_triggerdef(t.oid)
      FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
    UNION ALL
    SELECT 7, t.oid::pg_catalog.int8, NULL, 'kind', 'COMMENT ON TRIGGER ' || pg_catalog.quote_ident(t.tgname) || ' ON ' || :view:
        || ' IS ' || pg_catalog.quote_literal(d.description)
      FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_description d ON d.objoid = t.oid
        AND d.classoid = 'pg_catalog.pg_trigger'::pg_catalog.regclass
      WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
    UNION ALL
    SELECT 7, d.objid::pg_catalog.int8, NULL, 'kind', 'ALTER ' || CASE WHEN t.oid IS NULL THEN 'MATERIALIZED VIEW '
        ELSE 'TRIGGER ' || pg_catalog.quote_ident(t.tgname) || ' ON ' END || :view: || ' DEPENDS ON EXTENSION ' || pg_catalog.quote_ident(x.extname)
      FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension x ON x.oid = d.refobjid
        AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
      LEFT JOIN pg_catalog.pg_trigger t ON t.oid = d.objid AND d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass
      WHERE d.deptype = 'x' AND (t.tgrelid = c.oid OR d.objid = c.oid AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass)
    UNION ALL
    SELECT 8, r.oid::pg_catalog.int8 * 2, NULL, 'kind', pg_catalog.pg_get_ruledef(r.oid)
      FROM pg_catalog.pg_rewrite r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'
    UNION ALL
    SELECT 8, r.oid::pg_catalog.int8 * 2 + 1, NULL, 'kind', 'COMMENT ON RULE ' || pg_catalog.quote_ident(r.rulename) || ' ON ' || :view:
        || ' IS ' || pg_catalog.quote_literal(d.description)
      FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_description d ON d.objoid = r.oid
        AND d.classoid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
      WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'
    UNION ALL
    SELECT 9, s.oid::pg_catalog.int8 * 10 + said.step, s.columns, 'kind', said.how FROM (
        SELECT s.*, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(s.stxname) AS name, (
            SELECT pg_catalog.array_agg(DISTINCT a.attname) FROM pg_catalog.pg_depend d
            JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE d.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass AND d.objid = s.oid
              AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = c.oid) AS columns
        FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace WHERE s.stxrelid = c.oid) s,
      LATERAL (VALUES (1, pg_catalog.pg_get_statisticsobjdef(s.oid)),
        (2, (SELECT 'ALTER STATISTICS ' || s.name || ' OWNER TO ' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(s.stxowner))
           WHERE pg_catalog.pg_get_userbyid(s.stxowner) <> current_user)),
        (3, (SELECT 'ALTER STATISTICS ' || s.name || ' SET STATISTICS ' || s.stxstattarget WHERE s.stxstattarget >= 0)),
        (4, (SELECT 'COMMENT ON STATISTICS ' || s.name || ' IS ' || pg_catalog.quote_literal(d.description)
           FROM pg_catalog.pg_description d
           WHERE d.classoid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass AND d.objoid = s.oid))) said (step, how)
      WHERE said.how IS NOT NULL
    UNION ALL
    SELECT 10, 0, NULL, 'kind', 'REFRESH MATERIALIZED VIEW ' || :view: || ' WITH NO DATA'
      WHERE c.relkind = 'm' AND NOT c.relispopulated) part), '[]'))
    INTO STRICT kept FROM pg_catalog.pg_class c WHERE c.oid = relation;
  PERFORM pg_catalog.set_config('revise.views',
    (${setting} || pg_catalog.jsonb_build_object(:view:, kept))::text, false);
END`;

/** A view that is created may have got grants by `ALTER DEFAULT PRIVILEGES`; they go before its own return. */
const restore = `DECLARE
  relation pg_catalog.oid := :view:::pg_catalog.regclass;
  kept pg_catalog.jsonb := ${setting} -> :view:;
  part pg_catalog.jsonb;
  grantee text;
BEGIN
  IF kept IS NULL THEN RETURN; END IF;
  IF kept ->> 'owner' IS NOT NULL THEN
    EXECUTE 'ALTER TABLE ' || :view: || ' OWNER TO ' || (kept ->> 'owner');
  END IF;
  FOR grantee IN SELECT DISTINCT CASE g.grantee WHEN 0 THEN 'PUBLIC'
        ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END
      FROM pg_catalog.pg_class c, pg_catalog.aclexplode(CASE WHEN (kept ->> 'acl')::pg_catalog.bool
        THEN coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner)) ELSE c.relacl END) g
      WHERE c.oid = relation AND ((kept ->> 'acl')::pg_catalog.bool OR g.grantee <> c.relowner) LOOP
    EXECUTE 'REVOKE ALL ON TABLE ' || :view: || ' FROM ' || grantee;
  END LOOP;
  FOR part IN SELECT * FROM pg_catalog.jsonb_array_elements(kept -> 'parts') LOOP
    CONTINUE WHEN part ->> 'needs' IS NOT NULL AND kept ->> 'kind'
      <> (SELECT c.relkind FROM pg_catalog.pg_class c WHERE c.oid = relation);
    CONTINUE WHEN EXISTS (SELECT FROM pg_catalog.jsonb_array_elements_text(nullif(part -> 'columns', 'null')) AS reads (name)
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = relation AND a.attname = reads.name AND NOT a.attisdropped
          AND (t.typstorage <> 'p' OR part ->> 'needs' IS DISTINCT FROM 'length')));
    EXECUTE part ->> 'sql';
  END LOOP;
  PERFORM pg_catalog.set_config('revise.views', (${setting} - :view:)::text, false);
END`;
