import type { TableIndex } from "../../../model/table-index";
import type { View } from "../../../model/view";
import { commentOf } from "./details";
import { byName, byPlainName, compareNames } from "./order";
import { catalogQuery, groupBy, type CatalogQuery } from "./query";
import { memberOfExtension, readers, type ReadScope } from "./scope";

export interface ViewRow {
  readonly oid: number;
  readonly namespace: number;
  readonly name: string;
  readonly materialized: boolean;
  readonly definition: string | null;
  readonly comment: string | null;
  /** False for a view of another schema that reads what is in scope, maybe through others. */
  readonly in_scope: boolean;
}

export function viewQuery(scope: ReadScope): CatalogQuery<ViewRow> {
  return catalogQuery(`
    SELECT c.oid, c.relnamespace AS namespace, c.relname::text AS name, c.relkind = 'm' AS materialized,
           pg_get_viewdef(c.oid) AS definition, ${commentOf("pg_class", "c.oid")} AS comment,
           c.relnamespace IN (${scope.oids}) AS in_scope
    FROM pg_class c
    WHERE ${isView(scope)}`);
}

function isView(scope: ReadScope): string {
  return `c.relkind IN ('v', 'm') AND (c.relnamespace IN (${scope.oids}) OR c.oid IN (${readers(scope)})) AND c.relpersistence <> 't' AND NOT ${memberOfExtension("pg_class", "c.oid")}`;
}

export interface ViewDependencyRow {
  readonly view: number;
  readonly namespace: number;
  readonly name: string;
}

/** What the rule behind a view reads: tables, views, foreign tables. Not the catalogues of the server. */
export function viewDependencyQuery(scope: ReadScope): CatalogQuery<ViewDependencyRow> {
  return catalogQuery(`
    SELECT DISTINCT c.oid AS view, target.relnamespace AS namespace, target.relname::text AS name
    FROM pg_class c
    JOIN pg_rewrite r ON r.ev_class = c.oid
    JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
    JOIN pg_class target ON target.oid = d.refobjid AND target.oid <> c.oid AND target.relkind IN ('r', 'p', 'v', 'm', 'f')
    WHERE ${isView(scope)}
      AND target.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`);
}

export function toViews(
  rows: readonly ViewRow[],
  dependencies: readonly ViewDependencyRow[],
  indexes: ReadonlyMap<number, readonly TableIndex[]>,
  scope: ReadScope,
): readonly View[] {
  const read = groupBy(dependencies, (row) => row.view);
  return byName(
    rows.map((row) => ({
      name: scope.name(row.namespace, row.name),
      materialized: row.materialized,
      definition: viewText(row.definition ?? ""),
      indexes: byPlainName(indexes.get(row.oid) ?? []),
      dependsOn: (read.get(row.oid) ?? [])
        .map((target) => scope.name(target.namespace, target.name))
        .sort(compareNames),
      comment: row.comment,
    })),
  );
}

/** The query of `pg_get_viewdef` without its indentation in front and its semicolon. */
export function viewText(definition: string): string {
  return definition.trim().replace(/;$/, "");
}
