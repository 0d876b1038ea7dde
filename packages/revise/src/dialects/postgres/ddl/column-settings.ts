/**
 * What belongs to a column and goes with it when it is dropped to be added anew: grants, statistics target, options. It is
 * taken from the database that the revision runs on, because roles and grants are not the same everywhere, and waits in a
 * setting of the session.
 */
import type { QualifiedName } from "../../../model/names";
import { quoteLiteral } from "../expressions/literal";
import { quoteIdentifier, quoteName } from "../identifiers";
import { doBlock } from "./ddl";

/** SQL: a word to sort by, and the statement that says it again, of the row `a` of `pg_attribute`. */
export const columnSettings = `
        SELECT p.privilege_type || p.grantee, 'GRANT ' || p.privilege_type || :grant:
            || CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(p.grantee)) END
            || CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
          FROM pg_catalog.aclexplode(a.attacl) p
        UNION ALL SELECT 'statistics', :set: || 'STATISTICS ' || a.attstattarget WHERE a.attstattarget >= 0
        UNION ALL SELECT 'options', :set: || '(' || pg_catalog.array_to_string(a.attoptions, ', ') || ')' WHERE a.attoptions IS NOT NULL`;

const setting =
  "coalesce(nullif(pg_catalog.current_setting('revise.columns', true), ''), '{}')::pg_catalog.jsonb";

const remember = `BEGIN
  PERFORM pg_catalog.set_config('revise.columns', (${setting} || pg_catalog.jsonb_build_object(:key:, (
    SELECT coalesce(pg_catalog.jsonb_agg(own.sql ORDER BY own.word), '[]')
      FROM pg_catalog.pg_attribute a CROSS JOIN LATERAL (${columnSettings}) own (word, sql)
      WHERE a.attrelid = :table:::pg_catalog.regclass AND a.attname = :column: AND NOT a.attisdropped)))::text, false);
END`;

const restore = `DECLARE
  statement text;
BEGIN
  FOR statement IN SELECT * FROM pg_catalog.jsonb_array_elements_text(coalesce(${setting} -> :key:, '[]')) LOOP
    EXECUTE statement;
  END LOOP;
  PERFORM pg_catalog.set_config('revise.columns', (${setting} - :key:)::text, false);
END`;

/** The statement before `DROP COLUMN`. */
export function rememberSettings(table: QualifiedName, column: string): string {
  return doBlock(withWords(remember, columnWords(table, column)));
}

/** The statement after `ADD COLUMN`. Where nothing was remembered it does nothing. */
export function restoreSettings(table: QualifiedName, column: string): string {
  return doBlock(withWords(restore, columnWords(table, column)));
}

/** The template with the text of each `:word:`. */
export function withWords(template: string, words: Readonly<Record<string, string>>): string {
  return template.replaceAll(/:(\w+):/g, (_, word: string) => words[word] ?? "");
}

/** What templates about a column have in common. */
export function columnWords(name: QualifiedName, named: string): Readonly<Record<string, string>> {
  const [table, column] = [quoteName(name), quoteIdentifier(named)];
  return {
    table: quoteLiteral(table),
    column: quoteLiteral(named),
    key: quoteLiteral(`${table}.${column}`),
    grant: quoteLiteral(` (${column}) ON ${table} TO `),
    set: quoteLiteral(`ALTER TABLE ${table} ALTER COLUMN ${column} SET `),
  };
}
