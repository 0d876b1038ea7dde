import type { Connection } from "../../dialect/connection";
import type { QualifiedName } from "../../model/names";
import type { NameHolder } from "../../safety/name-taken";

interface HolderRow {
  /** 1-based, of the names that were asked for. */
  readonly place: number;
  readonly text: string;
  readonly relation: boolean;
  readonly type: boolean;
  readonly schema: string | null;
  readonly table_name: string | null;
  readonly column_name: string | null;
}

/**
 * Relations share `pg_class`, and types `pg_type`, in which tables and views stand as well (PostgreSQL manual, `pg_class`,
 * `pg_type`). The array type that the server made for another type gives way by itself.
 */
const sql = `
  SELECT asked.place::int AS place, held.text, held.relation, held.type, held.column_name,
         CASE WHEN tn.nspname <> current_schema() THEN tn.nspname::text END AS schema, t.relname::text AS table_name
  FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (schema, name, place)
  JOIN pg_namespace n ON n.nspname = coalesce(asked.schema, current_schema())
  CROSS JOIN LATERAL (
    SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' WHEN 'S' THEN 'sequence ' WHEN 'f' THEN 'foreign table '
             WHEN 'c' THEN 'composite type ' WHEN 'i' THEN 'index ' WHEN 'I' THEN 'index ' ELSE 'table ' END || c.oid::regclass::text
             || coalesce(' on ' || i.indrelid::regclass::text, '') AS text,
           true AS relation, c.relkind NOT IN ('i', 'I', 'S') AS type,
           coalesce(i.indrelid, d.refobjid) AS owner, a.attname::text AS column_name
    FROM pg_class c
    LEFT JOIN pg_index i ON i.indexrelid = c.oid
    LEFT JOIN pg_depend d ON c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
      AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE c.relnamespace = n.oid AND c.relname = asked.name
    UNION ALL
    SELECT CASE y.typtype WHEN 'e' THEN 'enum ' WHEN 'd' THEN 'domain ' ELSE 'type ' END || y.oid::regtype::text, false, true, NULL, NULL
    FROM pg_type y
    WHERE y.typnamespace = n.oid AND y.typname = asked.name AND y.typrelid = 0
      AND NOT EXISTS (SELECT FROM pg_type element WHERE element.typarray = y.oid)
  ) held
  LEFT JOIN pg_class t ON t.oid = held.owner
  LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
  ORDER BY asked.place, held.text`;

/** One round trip. */
export async function nameHolders(
  connection: Connection,
  names: readonly QualifiedName[],
): Promise<readonly NameHolder[]> {
  const parameters = [names.map(({ schema }) => schema), names.map(({ name }) => name)];
  const rows = await connection.query<HolderRow>(sql, parameters);
  return rows.flatMap((row): NameHolder[] => {
    const name = names[row.place - 1];
    if (name === undefined) return [];
    const { text, relation, type, schema, table_name, column_name } = row;
    const partOf = table_name === null ? null : { table: { schema, name: table_name }, column: column_name };
    return [{ name, text, isRelation: relation, isType: type, partOf }];
  });
}
