/** The expressions of tables, each put through a function. */
import type { Column, DefaultValue, Generation } from "../model/column";
import type { Constraint } from "../model/constraint";
import type { Table } from "../model/table";
import type { TableIndex } from "../model/table-index";
import type { View } from "../model/view";

export type Rewrite = (sql: string) => string;

export function rewriteTable(table: Table, rewrite: Rewrite): Table {
  return {
    ...table,
    columns: table.columns.map((column) => rewriteColumn(column, rewrite)),
    constraints: table.constraints.map((constraint) => rewriteConstraint(constraint, rewrite)),
    indexes: table.indexes.map((index) => rewriteIndex(index, rewrite)),
  };
}

export function rewriteView(view: View, rewrite: Rewrite): View {
  return {
    ...view,
    definition: rewrite(view.definition),
    indexes: view.indexes.map((index) => rewriteIndex(index, rewrite)),
  };
}

export function rewriteColumn(column: Column, rewrite: Rewrite): Column {
  return {
    ...column,
    default: rewriteDefault(column.default, rewrite),
    generation: rewriteGeneration(column.generation, rewrite),
  };
}

export function rewriteDefault(value: DefaultValue | null, rewrite: Rewrite): DefaultValue | null {
  return value?.kind === "expression" ? { ...value, sql: rewrite(value.sql) } : value;
}

export function rewriteGeneration(generation: Generation | null, rewrite: Rewrite): Generation | null {
  return generation?.kind === "expression"
    ? { ...generation, expression: rewrite(generation.expression) }
    : generation;
}

export function rewriteConstraint<Kind extends Constraint>(constraint: Kind, rewrite: Rewrite): Kind {
  if (constraint.kind !== "check" && constraint.kind !== "exclusion") return constraint;
  return { ...constraint, expression: rewrite(constraint.expression) };
}

export function rewriteIndex(index: TableIndex, rewrite: Rewrite): TableIndex {
  return {
    ...index,
    keys: index.keys.map((key) =>
      key.expression === null ? key : { ...key, expression: rewrite(key.expression) },
    ),
    where: index.where === null ? null : rewrite(index.where),
  };
}
