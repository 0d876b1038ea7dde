import type { Column } from "../model/column";
import { type QualifiedName, sameName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Table } from "../model/table";

/** A column of an enum type. */
export interface EnumColumn {
  readonly table: Table;
  readonly column: Column;
}

/** The columns that are of the type, arrays of it included. */
export function enumColumns(model: SchemaModel, type: QualifiedName): readonly EnumColumn[] {
  return model.tables.flatMap((table) =>
    table.columns.filter((column) => isOfType(column, type)).map((column) => ({ table, column })),
  );
}

export function isOfType(column: Column, type: QualifiedName): boolean {
  return column.type.name === type.name && column.type.schema === type.schema;
}

export function findTable(model: SchemaModel, name: QualifiedName): Table | undefined {
  return model.tables.find((table) => sameName(table.name, name));
}

export function findColumn(model: SchemaModel, table: QualifiedName, name: string): Column | undefined {
  return findTable(model, table)?.columns.find((column) => column.name === name);
}
