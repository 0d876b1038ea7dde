/**
 * The server renames columns and types inside expressions; here expressions are text. So that a check on a renamed
 * column still equals what the entity asks for, its mentions follow the rename as well.
 */
import type { Column } from "../../model/column";
import type { Constraint } from "../../model/constraint";
import { type QualifiedName, sameName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { Table } from "../../model/table";
import type { TableIndex } from "../../model/table-index";
import type { Operation } from "../../operations/operation";
import { renameIdentifier } from "../expression-text";

type Rewrite = (sql: string) => string;

/** The model in which the expressions know the new name. Operations that rename nothing leave it as it is. */
export function renamedInExpressions(model: SchemaModel, operation: Operation): SchemaModel {
  if (operation.kind === "renameColumn") {
    return rewriteTables(model, operation.table, (sql) =>
      renameIdentifier(sql, operation.from, operation.to),
    );
  }
  if (operation.kind === "renameEnum") {
    return rewriteTables(model, null, (sql) => renameIdentifier(sql, operation.from.name, operation.to));
  }
  return model;
}

function rewriteTables(model: SchemaModel, only: QualifiedName | null, rewrite: Rewrite): SchemaModel {
  return {
    ...model,
    tables: model.tables.map((table) =>
      only === null || sameName(table.name, only) ? rewriteTable(table, rewrite) : table,
    ),
  };
}

function rewriteTable(table: Table, rewrite: Rewrite): Table {
  return {
    ...table,
    columns: table.columns.map((column) => rewriteColumn(column, rewrite)),
    constraints: table.constraints.map((constraint) => rewriteConstraint(constraint, rewrite)),
    indexes: table.indexes.map((index) => rewriteIndex(index, rewrite)),
  };
}

function rewriteColumn(column: Column, rewrite: Rewrite): Column {
  const { generation } = column;
  const value = column.default;
  return {
    ...column,
    default: value?.kind === "expression" ? { ...value, sql: rewrite(value.sql) } : value,
    generation:
      generation?.kind === "expression"
        ? { ...generation, expression: rewrite(generation.expression) }
        : generation,
  };
}

function rewriteConstraint(constraint: Constraint, rewrite: Rewrite): Constraint {
  if (constraint.kind !== "check" && constraint.kind !== "exclusion") return constraint;
  return { ...constraint, expression: rewrite(constraint.expression) };
}

function rewriteIndex(index: TableIndex, rewrite: Rewrite): TableIndex {
  return {
    ...index,
    keys: index.keys.map((key) =>
      key.expression === null ? key : { ...key, expression: rewrite(key.expression) },
    ),
    where: index.where === null ? null : rewrite(index.where),
  };
}
