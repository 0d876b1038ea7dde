import type { KnownTypes, TypeCast } from "../../../dialect/known-types";
import type { ColumnType } from "../../../model/column-type";
import { parseType } from "../types/parse";
import { catalogQuery, type CatalogQuery } from "./query";
import { firstOwnOid, memberOfExtension, type ReadScope } from "./scope";

export interface CastRow {
  /** Quoted, with the schema unless the server or an extension brought the type. */
  readonly source: string;
  readonly target: string;
  readonly explicit: boolean;
}

/** The casts that somebody or an extension created; those of a fresh server `types/cast.ts` knows. */
export const castQuery: CatalogQuery<CastRow> = catalogQuery(`
  SELECT ${spelling("s")} AS source, ${spelling("t")} AS target, c.castcontext = 'e' AS explicit
  FROM pg_cast c
  JOIN pg_type s ON s.oid = c.castsource JOIN pg_namespace sn ON sn.oid = s.typnamespace
  JOIN pg_type t ON t.oid = c.casttarget JOIN pg_namespace tn ON tn.oid = t.typnamespace
  WHERE c.oid >= ${firstOwnOid}`);

function spelling(type: string): string {
  const bare = `${type}.typnamespace = 'pg_catalog'::regnamespace OR ${memberOfExtension("pg_type", `${type}.oid`)}`;
  return `CASE WHEN ${bare} THEN '' ELSE quote_ident(${type}n.nspname) || '.' END || '"' || replace(${type}.typname, '"', '""') || '"'`;
}

export function toCasts(rows: readonly CastRow[], scope: ReadScope): readonly TypeCast[] {
  return rows.map(({ source, target, explicit }) => ({
    source: typeOf(source, scope),
    target: typeOf(target, scope),
    explicit,
  }));
}

export interface DomainRow {
  readonly namespace: number;
  readonly name: string;
  /** As `format_type` prints it. */
  readonly base: string;
}

/** Those that somebody or an extension created, in any schema: columns of the schemas in scope may have them. */
export const domainQuery: CatalogQuery<DomainRow> = catalogQuery(`
  SELECT t.typnamespace AS namespace, t.typname::text AS name, format_type(t.typbasetype, t.typtypmod) AS base
  FROM pg_type t WHERE t.typtype = 'd' AND t.oid >= ${firstOwnOid}`);

export function toDomains(rows: readonly DomainRow[], scope: ReadScope): KnownTypes["domains"] {
  return rows.map((row) => ({ name: scope.name(row.namespace, row.name), base: typeOf(row.base, scope) }));
}

function typeOf(text: string, { defaultSchema }: ReadScope): ColumnType {
  const type = parseType(text);
  return type.schema === defaultSchema ? { ...type, schema: null } : type;
}
