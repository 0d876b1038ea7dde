import type { UnmodelledObject } from "../../../dialect/introspection";
import { sameName } from "../../../model/names";
import { compareText } from "../../../util/text";
import { compareNames } from "./order";
import { catalogQuery, type CatalogQuery } from "./query";
import { memberOfExtension, partOfAnother, type ReadScope } from "./scope";

export interface UnmodelledRow {
  readonly kind: string;
  readonly namespace: number;
  readonly name: string;
  readonly table_namespace: number | null;
  readonly table_name: string | null;
}

/** What is in the schemas in scope and has no place in the model, so that reports can name what is left alone. */
export function unmodelledQuery(scope: ReadScope): CatalogQuery<UnmodelledRow> {
  return catalogQuery([...onTables(scope), ...onTheirOwn(scope)].join("\n    UNION ALL\n"));
}

function onTables(scope: ReadScope): readonly string[] {
  const owned = `c.relnamespace IN (${scope.oids}) AND c.relpersistence <> 't' AND NOT ${memberOfExtension("pg_class", "c.oid")}`;
  const columns = (kind: string, name: string): string =>
    `SELECT ${kind} AS kind, c.relnamespace AS namespace, ${name}::text AS name, c.relnamespace AS table_namespace, c.relname::text AS table_name`;
  return [
    `${columns("'trigger'", "t.tgname")}
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND ${owned}`,
    `${columns("'policy'", "p.polname")}
     FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE ${owned}`,
    `${columns("'rule'", "r.rulename")}
     FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class WHERE r.rulename <> '_RETURN' AND ${owned}`,
    `${columns("'statistics'", "s.stxname")}
     FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid WHERE ${owned}`,
    `${columns("'partitioning'", "c.relname")}
     FROM pg_class c WHERE c.relkind = 'p' AND NOT c.relispartition AND ${owned}`,
    `SELECT CASE WHEN c.relispartition THEN 'partition' ELSE 'child table' END, c.relnamespace, c.relname::text, parent.relnamespace, parent.relname::text
     FROM pg_class c
     JOIN pg_inherits i ON i.inhrelid = c.oid
     JOIN pg_class parent ON parent.oid = i.inhparent
     WHERE c.relkind IN ('r', 'p', 'f') AND ${owned}`,
    ...(scope.serverVersion >= 180_000
      ? [
          `${columns("'temporal key'", "con.conname")}
           FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid WHERE con.conperiod AND ${owned}`,
        ]
      : []),
  ];
}

function onTheirOwn(scope: ReadScope): readonly string[] {
  return [
    `SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind, p.pronamespace AS namespace,
            p.proname::text || '(' || oidvectortypes(p.proargtypes) || ')' AS name, NULL::oid AS table_namespace, NULL::text AS table_name
     FROM pg_proc p
     WHERE p.pronamespace IN (${scope.oids}) AND NOT ${memberOfExtension("pg_proc", "p.oid")}
       AND NOT ${partOfAnother("pg_proc", "p.oid")}`,
    `SELECT 'foreign table', c.relnamespace, c.relname::text, NULL::oid, NULL::text
     FROM pg_class c
     WHERE c.relkind = 'f' AND NOT c.relispartition AND c.relnamespace IN (${scope.oids}) AND NOT ${memberOfExtension("pg_class", "c.oid")}
       AND NOT EXISTS (SELECT 1 FROM pg_inherits i WHERE i.inhrelid = c.oid)`,
    `SELECT CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' WHEN 'c' THEN 'composite type' ELSE 'base type' END,
            t.typnamespace, t.typname::text, NULL::oid, NULL::text
     FROM pg_type t
     WHERE t.typnamespace IN (${scope.oids}) AND NOT ${memberOfExtension("pg_type", "t.oid")}
       AND (t.typtype IN ('d', 'r') OR (t.typtype = 'b' AND t.typelem = 0)
         OR (t.typtype = 'c' AND t.typrelid IN (SELECT c.oid FROM pg_class c WHERE c.relkind = 'c')))`,
  ];
}

export function toUnmodelled(
  rows: readonly UnmodelledRow[],
  others: readonly UnmodelledObject[],
  scope: ReadScope,
): readonly UnmodelledObject[] {
  const read = rows.map((row) => ({
    kind: row.kind,
    name: scope.name(row.namespace, row.name),
    table:
      row.table_namespace === null || row.table_name === null
        ? null
        : scope.name(row.table_namespace, row.table_name),
  }));
  const sorted = [...read, ...others].sort(
    (left, right) =>
      compareText(left.kind, right.kind) ||
      compareNames(left.name, right.name) ||
      compareNames(left.table ?? left.name, right.table ?? right.name),
  );
  return sorted.filter((object, at) => !isSameChild(object, sorted[at - 1]));
}

/** A child table comes once for each of its parents; the first one stands for all. */
function isSameChild({ kind, name }: UnmodelledObject, before: UnmodelledObject | undefined): boolean {
  return kind === "child table" && before?.kind === kind && sameName(before.name, name);
}
