/** Pure edits of a model, from which `apply` is made. What is not there is left alone. */
import type { Column } from "../model/column";
import type { Constraint } from "../model/constraint";
import { nameKey, sameName, type QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Table } from "../model/table";
import type { TableIndex } from "../model/table-index";
import { compareText } from "../util/text";

/** A list with `item` at its place by name, instead of one of the same name. */
export function placed<T extends { readonly name: string | QualifiedName }>(
  items: readonly T[],
  item: T,
): readonly T[] {
  const key = sortKey(item.name);
  const others = without(items, item.name);
  const at = others.findIndex((other) => compareText(sortKey(other.name), key) > 0);
  return at === -1 ? [...others, item] : others.toSpliced(at, 0, item);
}

/** A list without the item of that name. */
export function without<T extends { readonly name: string | QualifiedName }>(
  items: readonly T[],
  name: string | QualifiedName,
): readonly T[] {
  const key = sortKey(name);
  return items.filter((item) => sortKey(item.name) !== key);
}

function sortKey(name: string | QualifiedName): string {
  return typeof name === "string" ? name : nameKey(name);
}

export function updateTables(model: SchemaModel, update: (table: Table) => Table): SchemaModel {
  return { ...model, tables: model.tables.map(update) };
}

export function updateTable(
  model: SchemaModel,
  name: QualifiedName,
  update: (table: Table) => Table,
): SchemaModel {
  return updateTables(model, (table) => (sameName(table.name, name) ? update(table) : table));
}

export function updateColumn(
  model: SchemaModel,
  table: QualifiedName,
  name: string,
  update: (column: Column) => Column,
): SchemaModel {
  return updateTable(model, table, (found) => ({
    ...found,
    columns: found.columns.map((column) => (column.name === name ? update(column) : column)),
  }));
}

/** Changes the constraints of every table; a foreign key refers to tables other than its own. */
export function updateConstraints(
  model: SchemaModel,
  update: (constraint: Constraint, table: Table) => Constraint,
): SchemaModel {
  return updateTables(model, (table) => ({
    ...table,
    constraints: table.constraints.map((constraint) => update(constraint, table)),
  }));
}

/** Changes the indexes of a table or of a materialized view. */
export function updateIndexes(
  model: SchemaModel,
  name: QualifiedName,
  update: (indexes: readonly TableIndex[]) => readonly TableIndex[],
): SchemaModel {
  const within = <T extends { readonly name: QualifiedName; readonly indexes: readonly TableIndex[] }>(
    item: T,
  ): T => (sameName(item.name, name) ? { ...item, indexes: update(item.indexes) } : item);
  return { ...model, tables: model.tables.map(within), views: model.views.map(within) };
}

/** The columns that a constraint of a table stands on, in that table. */
export function columnsOfConstraint(constraint: Constraint): readonly string[] {
  switch (constraint.kind) {
    case "primaryKey":
    case "unique":
      return [...constraint.columns, ...constraint.include];
    case "foreignKey":
      return constraint.columns;
    case "check":
    case "exclusion":
      return [];
  }
}

/** The plain columns of an index, keys and payload. */
export function columnsOfIndex(index: TableIndex): readonly string[] {
  return [...index.keys.flatMap((key) => (key.column === null ? [] : [key.column])), ...index.include];
}

/** Constraints and indexes of the table that stand on the column go with it (PostgreSQL manual, ALTER TABLE). */
export function withoutColumn(table: Table, column: string): Table {
  return {
    ...table,
    columns: table.columns.filter((other) => other.name !== column),
    constraints: table.constraints.filter((constraint) => !columnsOfConstraint(constraint).includes(column)),
    indexes: table.indexes.filter((index) => !columnsOfIndex(index).includes(column)),
  };
}
