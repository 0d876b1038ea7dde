/** What the columns of partitions and child tables have of their own, and the server takes for that of the whole when that changes. */
import type { Dependent } from "../../../dialect/dependent";
import { giveOwn } from "../ddl/part";
import { catalogQuery, type CatalogQuery } from "./query";
import type { ReadScope } from "./scope";

export interface PartRow {
  readonly facet: "default" | "nullable";
  readonly namespace: number;
  readonly table_name: string;
  readonly column: string;
  readonly expression: string | null;
}

/** SQL: whether a table above `c` has another default for the column `a` than `k` is, or none. */
export const hasDefaultOfItsOwn = `EXISTS (
        WITH RECURSIVE above (oid) AS (
          SELECT h.inhparent FROM pg_inherits h WHERE h.inhrelid = c.oid
          UNION SELECT h.inhparent FROM pg_inherits h JOIN above ON h.inhrelid = above.oid)
        SELECT FROM above JOIN pg_attribute o ON o.attrelid = above.oid AND o.attname = a.attname
        LEFT JOIN pg_attrdef w ON w.adrelid = o.attrelid AND w.adnum = o.attnum
        WHERE pg_get_expr(w.adbin, w.adrelid) IS DISTINCT FROM pg_get_expr(k.adbin, k.adrelid)
          AND o.attgenerated = '' AND o.attidentity = '')`;

/**
 * `SET DEFAULT` and `DROP NOT NULL` reach the parts, whatever they had. That a part is NOT NULL of its own can be told as long as the
 * whole is not; before PostgreSQL 18 not after that.
 */
export function partQuery({ oids }: ReadScope): CatalogQuery<PartRow> {
  return catalogQuery(`
    SELECT own.facet, c.relnamespace AS namespace, c.relname::text AS table_name, a.attname::text AS column, own.expression
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attinhcount > 0 AND a.attgenerated = '' AND a.attidentity = ''
    LEFT JOIN pg_attrdef k ON k.adrelid = a.attrelid AND k.adnum = a.attnum
    CROSS JOIN LATERAL (
      SELECT 'default' AS facet, pg_get_expr(k.adbin, k.adrelid) AS expression
      WHERE ${hasDefaultOfItsOwn}
      UNION ALL
      SELECT 'nullable', NULL
      WHERE a.attnotnull AND EXISTS (
        SELECT FROM pg_inherits h JOIN pg_attribute o ON o.attrelid = h.inhparent AND o.attname = a.attname
        WHERE h.inhrelid = c.oid AND NOT o.attnotnull)
    ) own
    WHERE c.relkind IN ('r', 'p') AND c.oid IN (SELECT h.inhrelid FROM pg_inherits h) AND c.relnamespace IN (${oids})
    ORDER BY c.oid, a.attnum, own.facet`);
}

export function toParts(rows: readonly PartRow[], scope: ReadScope): readonly Dependent[] {
  return rows.map(({ facet, namespace, table_name, column, expression }) => {
    const table = scope.name(namespace, table_name);
    const ofPart = { facet, table, column, expression };
    return {
      kind: facet === "default" ? "default" : "NOT NULL",
      name: column,
      table,
      reads: [{ relation: table, column }],
      enums: [],
      followsType: true,
      goesAlong: true,
      ofPart,
      aside: { drop: "", create: [giveOwn(ofPart)] },
    };
  });
}
