/** Two databases, one as it is and one as the entities want it; only the texts of the wanted one are the user's. */
import type { Settlement } from "../../../../packages/revise/src/dialect/settlement";
import { settle } from "../../../../packages/revise/src/dialects/postgres/expressions/settle";
import { introspect } from "../../../../packages/revise/src/dialects/postgres/introspect/introspect";
import { parseType } from "../../../../packages/revise/src/dialects/postgres/types/parse";
import type { Column, DefaultValue } from "../../../../packages/revise/src/model/column";
import type { Check } from "../../../../packages/revise/src/model/constraint";
import type { SchemaModel } from "../../../../packages/revise/src/model/schema-model";
import type { Sequence } from "../../../../packages/revise/src/model/sequence";
import type { Table } from "../../../../packages/revise/src/model/table";
import type { View } from "../../../../packages/revise/src/model/view";
import { defaultScope, withDatabase } from "../introspect/fixture";

export interface Settled extends Settlement {
  readonly current: SchemaModel;
  readonly roundTrips: number;
}

/** Settles what `change` makes of the model of a database built by `sql`. */
export function settled(
  sql: string,
  change: (model: SchemaModel) => SchemaModel,
  altersColumns = true,
): Promise<Settled> {
  return withDatabase(sql, async (connection) => {
    const { model } = await introspect(connection, { ...defaultScope, schemas: "all" });
    const before = connection.roundTrips();
    const wanted = change(model);
    const settlement = await settle(connection, model, wanted, {
      existing: model,
      wanted,
      makesMore: false,
      altersColumns,
    });
    return { ...settlement, current: model, roundTrips: connection.roundTrips() - before };
  });
}

export function editTable(model: SchemaModel, name: string, edit: (table: Table) => Table): SchemaModel {
  return { ...model, tables: model.tables.map((table) => (table.name.name === name ? edit(table) : table)) };
}

export function editColumn(
  model: SchemaModel,
  table: string,
  name: string,
  edit: Partial<Column>,
): SchemaModel {
  return editTable(model, table, (each) => ({
    ...each,
    columns: each.columns.map((column) => (column.name === name ? { ...column, ...edit } : column)),
  }));
}

export function editView(model: SchemaModel, name: string, definition: string): SchemaModel {
  return {
    ...model,
    views: model.views.map((view) => (view.name.name === name ? { ...view, definition } : view)),
  };
}

/** Replaces the expressions of checks by name. */
export function editChecks(
  model: SchemaModel,
  table: string,
  texts: Readonly<Record<string, string>>,
): SchemaModel {
  return editTable(model, table, (each) => ({
    ...each,
    constraints: each.constraints.map((constraint) => {
      const text = texts[constraint.name];
      return text === undefined || (constraint.kind !== "check" && constraint.kind !== "exclusion")
        ? constraint
        : { ...constraint, expression: text };
    }),
  }));
}

export function expression(sql: string): DefaultValue {
  return { kind: "expression", sql };
}

export function literal(text: string): DefaultValue {
  return { kind: "literal", text };
}

export function column(name: string, type: string): Column {
  return {
    name,
    type: parseType(type),
    nullable: true,
    default: null,
    generation: null,
    collation: null,
    comment: null,
  };
}

export function sequence(name: string): Sequence {
  return {
    name: { schema: null, name },
    options: {
      type: "bigint",
      start: "1",
      increment: "1",
      minimum: "1",
      maximum: "9",
      cache: "1",
      cycle: false,
    },
  };
}

export function check(name: string, text: string): Check {
  return { kind: "check", name, givenName: true, expression: text, noInherit: false, notValid: false };
}

export function view(name: string, definition: string): View {
  return {
    name: { schema: null, name },
    materialized: false,
    definition,
    indexes: [],
    dependsOn: [],
    comment: null,
  };
}
