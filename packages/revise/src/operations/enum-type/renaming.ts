/** Columns follow when their enum, or the value that is their default, is renamed. */
import type { Column } from "../../model/column";
import { sameName, type QualifiedName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import { placed, updateTables, without } from "../model-edit";

export function renamedType(model: SchemaModel, from: QualifiedName, to: QualifiedName): SchemaModel {
  const type = model.enumTypes.find(({ name }) => sameName(name, from));
  if (type === undefined) return model;
  const enumTypes = placed(without(model.enumTypes, from), { ...type, name: to });
  return updateColumns({ ...model, enumTypes }, from, (column) => ({
    ...column,
    type: { ...column.type, ...to },
  }));
}

export function renamedValue(model: SchemaModel, name: QualifiedName, from: string, to: string): SchemaModel {
  const enumTypes = model.enumTypes.map((type) =>
    sameName(type.name, name)
      ? { ...type, values: type.values.map((value) => (value === from ? to : value)) }
      : type,
  );
  return updateColumns({ ...model, enumTypes }, name, (column) =>
    column.default?.kind === "literal" && column.default.text === from
      ? { ...column, default: { kind: "literal", text: to } }
      : column,
  );
}

function updateColumns(
  model: SchemaModel,
  type: QualifiedName,
  update: (column: Column) => Column,
): SchemaModel {
  return updateTables(model, (table) => ({
    ...table,
    columns: table.columns.map((column) => (sameName(column.type, type) ? update(column) : column)),
  }));
}
