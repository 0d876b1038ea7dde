import type { Column } from "../model/column";
import { nameKey, type QualifiedName } from "../model/names";
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

/** The columns of every enum type of the model, by the key of its name. */
export function columnsByEnumType(model: SchemaModel): ReadonlyMap<string, readonly EnumColumn[]> {
  const columns = new Map(model.enumTypes.map(({ name }) => [nameKey(name), [] as EnumColumn[]]));
  // Most columns are of no enum type, which the bare name tells without building a key.
  const names = new Set(model.enumTypes.map(({ name }) => name.name));
  for (const table of model.tables) {
    for (const column of table.columns) {
      if (names.has(column.type.name)) columns.get(nameKey(column.type))?.push({ table, column });
    }
  }
  return columns;
}

export function isOfType(column: Column, type: QualifiedName): boolean {
  return column.type.name === type.name && column.type.schema === type.schema;
}
