import type { Generation } from "../../../model/column";
import type { AlterColumn } from "../../../operations/column";
import type { Change } from "../../../operations/operation";
import { quoteLiteral } from "../expressions/literal";
import { quoteIdentifier, quoteName } from "../identifiers";
import { sqlType } from "../types/format";
import { compressionLetters, strategyLetters, wordFor } from "../types/storage";
import { expressionClause } from "./column-definition";
import { columnSettings, columnWords, withWords } from "./column-settings";
import { doBlock } from "./ddl";

type Expression = Extract<Generation, { kind: "expression" }>;

/**
 * Makes a column generated, or gives it another expression. Before PostgreSQL 17 there is no statement for it, so the
 * column is dropped and added: its values are derived from the other columns. The facets that the operation leaves
 * alone, and the constraints, indexes (with their comments and what the table uses them for), comment, grants, statistics
 * target and options of the column, are taken from the catalog and put back; so is its storage where the type stays.
 */
export function rebuildAsExpression(
  operation: AlterColumn & { readonly generation: Change<Generation | null> & { readonly to: Expression } },
): string {
  const table = quoteName(operation.table);
  const column = quoteIdentifier(operation.column);
  const facets = [
    operation.type === undefined
      ? "pg_catalog.format_type(a.atttypid, a.atttypmod)"
      : quoteLiteral(sqlType(operation.type.to)),
    collationOf(operation),
    quoteLiteral(` ${expressionClause(operation.generation.to)}`),
    operation.nullable === undefined
      ? "CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END"
      : quoteLiteral(operation.nullable.to ? "" : " NOT NULL"),
  ];
  return doBlock(
    withWords(template, {
      ...columnWords(operation.table, operation.column),
      facets: facets.join("\n    || "),
      drop: quoteLiteral(`ALTER TABLE ${table} DROP COLUMN ${column}`),
      add: quoteLiteral(`ALTER TABLE ${table} ADD COLUMN ${column} `),
      stored: String(operation.type === undefined),
      on: quoteLiteral(` ON ${table} IS `),
      use: quoteLiteral(`ALTER TABLE ${table} `),
      alter: quoteLiteral(`ALTER TABLE ${table} ADD `),
      comment: quoteLiteral(`COMMENT ON COLUMN ${table}.${column} IS `),
    }),
  );
}

function collationOf(operation: AlterColumn): string {
  if (operation.collation !== undefined) {
    return quoteLiteral(
      operation.collation.to === null ? "" : ` COLLATE ${quoteName(operation.collation.to)}`,
    );
  }
  if (operation.type !== undefined) return "''";
  return [
    "coalesce((SELECT ' COLLATE ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.collname)",
    "      FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace",
    "      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid WHERE c.oid = a.attcollation AND c.oid <> t.typcollation), '')",
  ].join("\n");
}

const template = `DECLARE
  relation pg_catalog.oid := :table:::pg_catalog.regclass;
  definition text;
  note text;
  attribute pg_catalog.int2;
  restore text[];
  statement text;
BEGIN
  SELECT :facets:,
    pg_catalog.col_description(relation, a.attnum), a.attnum
    INTO STRICT definition, note, attribute
    FROM pg_catalog.pg_attribute a WHERE a.attrelid = relation AND a.attname = :column: AND NOT a.attisdropped;
  SELECT coalesce(pg_catalog.array_agg(one.sql ORDER BY one.rank, one.name), '{}') INTO restore FROM (
    SELECT 1 AS rank, c.conname AS name, :alter: || 'CONSTRAINT ' || pg_catalog.quote_ident(c.conname) || ' '
        || pg_catalog.pg_get_constraintdef(c.oid) AS sql
      FROM pg_catalog.pg_constraint c
      WHERE c.conrelid = relation AND attribute = ANY (c.conkey) AND c.contype IN ('p', 'u', 'f', 'c', 'x')
    UNION ALL
    SELECT 2, i.relname, pg_catalog.pg_get_indexdef(i.oid)
      FROM pg_catalog.pg_class i JOIN pg_catalog.pg_index x ON x.indexrelid = i.oid
      WHERE x.indrelid = relation
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE c.conindid = i.oid AND c.contype IN ('p', 'u', 'x'))
        AND EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = i.oid
            AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.refobjid = relation AND d.refobjsubid = attribute)
    UNION ALL
    SELECT 3, own.word, own.sql FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      CROSS JOIN LATERAL (${columnSettings}
        UNION ALL SELECT 'storage', :set: || 'STORAGE ' || ${wordFor("a.attstorage", strategyLetters)}
          WHERE :stored: AND a.attstorage <> t.typstorage
        UNION ALL SELECT 'compression', :set: || 'COMPRESSION ' || ${wordFor("a.attcompression", compressionLetters)}
          WHERE :stored: AND a.attcompression <> '') own (word, sql)
      WHERE a.attrelid = relation AND a.attnum = attribute
    UNION ALL
    SELECT 4, c.conname, 'COMMENT ON CONSTRAINT ' || pg_catalog.quote_ident(c.conname) || :on: || pg_catalog.quote_literal(d.description)
      FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_description d
        ON d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND d.objoid = c.oid
      WHERE c.conrelid = relation AND attribute = ANY (c.conkey)
    UNION ALL
    SELECT 5, i.relname, used.sql
      FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
      CROSS JOIN LATERAL (
        SELECT 'COMMENT ON INDEX ' || i.oid::pg_catalog.regclass || ' IS '
            || pg_catalog.quote_literal(pg_catalog.obj_description(i.oid, 'pg_class')) AS sql
        UNION ALL SELECT :use: || 'CLUSTER ON ' || pg_catalog.quote_ident(i.relname) WHERE x.indisclustered
        UNION ALL SELECT :use: || 'REPLICA IDENTITY USING INDEX ' || pg_catalog.quote_ident(i.relname) WHERE x.indisreplident) used
      WHERE x.indrelid = relation AND used.sql IS NOT NULL AND (attribute = ANY (x.indkey::pg_catalog.int2[]) OR
        EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = i.oid
            AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.refobjid = relation AND d.refobjsubid = attribute))) one;
  EXECUTE :drop:;
  EXECUTE :add: || definition;
  FOREACH statement IN ARRAY restore LOOP
    EXECUTE statement;
  END LOOP;
  IF note IS NOT NULL THEN
    EXECUTE :comment: || pg_catalog.quote_literal(note);
  END IF;
END`;
