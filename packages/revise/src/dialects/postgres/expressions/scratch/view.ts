/** Scratch views, and stand-ins for the tables and views that the revision is going to change. */
import { sameType } from "../../../../model/column-type";
import type { Column } from "../../../../model/column";
import { nameKey, sameName, type QualifiedName } from "../../../../model/names";
import type { SchemaModel } from "../../../../model/schema-model";
import type { Table } from "../../../../model/table";
import type { View } from "../../../../model/view";
import { topologicalSort } from "../../../../util/graph";
import { columnDefinition } from "../../ddl/column-definition";
import { constraintClause } from "../../ddl/constraint";
import { quoteName } from "../../identifiers";
import { quoteLiteral } from "../literal";
import type { Attempt } from "./program";
import { mentions } from "./question";
import type { StandInTypes } from "./stand-in-types";

/**
 * What views are read against besides what exists. `SELECT *` means other columns after the revision than before it,
 * so a table whose columns change is stood in for by an empty temporary one with the columns it will have. Only the
 * default schema can be stood in for: a qualified name never finds a temporary table.
 */
export interface StandIns {
  readonly tables: readonly Table[];
  readonly views: readonly View[];
}

export const noStandIns: StandIns = { tables: [], views: [] };

/**
 * The tables and views of the default schema that are new or will change.
 *
 * @param current the model after renames
 * @param actual the model before them, which is what the server has
 */
export function changedObjects(current: SchemaModel, desired: SchemaModel, actual: SchemaModel): StandIns {
  const tables = new Map(current.tables.map((table) => [nameKey(table.name), table]));
  const existing = new Map(actual.tables.map((table) => [nameKey(table.name), table]));
  const views = new Map(actual.views.map((view) => [nameKey(view.name), view]));
  return {
    tables: desired.tables
      .filter((table) => table.name.schema === null)
      .flatMap((table) => {
        const found = tables.get(nameKey(table.name));
        if (found === undefined) return [table];
        const after = afterwards(table, found);
        const isThere = sameColumns(after.columns, existing.get(nameKey(table.name))?.columns ?? []);
        return isThere ? [] : [after];
      }),
    views: desired.views.filter(
      (view) => view.name.schema === null && views.get(nameKey(view.name))?.definition !== view.definition,
    ),
  };
}

/** The desired table as it will be: columns keep their place, new ones go to the end. */
export function afterwards(desired: Table, current: Table): Table {
  const wanted = new Map(desired.columns.map((column) => [column.name, column]));
  const kept = current.columns.flatMap((column) => wanted.get(column.name) ?? []);
  return { ...desired, columns: [...kept, ...desired.columns.filter((column) => !kept.includes(column))] };
}

function sameColumns(left: readonly Column[], right: readonly Column[]): boolean {
  return (
    left.length === right.length &&
    left.every((column, index) => {
      const other = right[index];
      return column.name === other?.name && sameType(column.type, other.type);
    })
  );
}

/** Scratch views for `views`, on the stand-ins that they mention, directly or through each other. */
export function viewAttempt(views: readonly View[], standIns: StandIns, types: StandInTypes): Attempt {
  const needed = closure(views, standIns);
  const columns = needed.tables.flatMap((table) => table.columns);
  const texts = needed.views.map((view) => view.definition);
  const { sorted, cyclic } = topologicalSort(needed.views, (view) =>
    needed.views.filter((other) => other !== view && reads(view, other.name)),
  );
  // A name may be mentioned without being read, as an alias; views themselves have no cycles.
  const named = [...sorted, ...cyclic].map((view, index) => ({
    view,
    scratch: scratchName(view, standIns, index),
  }));
  const definitions = views.map((view) => {
    const scratch = named.find((each) => sameName(each.view.name, view.name))?.scratch;
    return scratch === undefined ? "NULL" : `pg_get_viewdef(${quoteLiteral(quoteName(scratch))}::regclass)`;
  });
  return {
    steps: [
      ...types.create(
        columns.map((column) => types.replace(column)),
        texts,
      ),
      ...needed.tables.map((table) =>
        createStandIn(table, { schema: "pg_temp", name: table.name.name }, types),
      ),
      ...named.map(
        ({ view, scratch }) => `CREATE TEMPORARY VIEW ${quoteName(scratch)} AS ${view.definition}`,
      ),
    ],
    query: `SELECT array_to_json(ARRAY[${definitions.join(", ")}]::text[])`,
  };
}

function closure(views: readonly View[], standIns: StandIns): StandIns {
  const found: View[] = [...views];
  // The list grows while it is walked.
  for (const view of found) {
    for (const other of standIns.views) {
      if (!found.some((each) => sameName(each.name, other.name)) && reads(view, other.name))
        found.push(other);
    }
  }
  return {
    tables: standIns.tables.filter((table) => found.some((view) => reads(view, table.name))),
    views: found,
  };
}

function reads(view: View, name: QualifiedName): boolean {
  return mentions([view.definition], name.name);
}

/** A view that stands in for itself bears its own name, so that the others find it; any other must hide nothing. */
function scratchName(view: View, standIns: StandIns, index: number): QualifiedName {
  const standsIn = standIns.views.some((each) => sameName(each.name, view.name));
  return { schema: "pg_temp", name: standsIn ? view.name.name : `revise_view_${String(index)}` };
}

/** With its primary key: a query may group by it and select the rest of the row. */
export function createStandIn(table: Table, scratch: QualifiedName, types: StandInTypes): string {
  const columns = table.columns.map((column) =>
    columnDefinition(scratch, { ...types.replace(column), default: null, generation: null }),
  );
  const keys = table.constraints
    .filter((constraint) => constraint.kind === "primaryKey")
    .map((constraint) => ({ ...constraint, index: undefined }));
  return `CREATE TABLE ${quoteName(scratch)} (${[...columns, ...keys.map(constraintClause)].join(", ")})`;
}
