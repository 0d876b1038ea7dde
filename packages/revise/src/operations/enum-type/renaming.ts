/** Columns follow when their enum, or the value that is their default, is renamed. */
import type { Column, DefaultValue } from "../../model/column";
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
  return updateColumns({ ...model, enumTypes }, name, (column) => ({
    ...column,
    default: renamedDefault(column, from, to),
  }));
}

/** The default of a column of the type. */
export function renamedDefault(
  { default: value, type }: Pick<Column, "default" | "type">,
  from: string,
  to: string,
): DefaultValue | null {
  if (value?.kind !== "literal") return value;
  if (type.dimensions > 0) return { ...value, text: renamedElement(value.text, from, to) };
  return value.text === from ? { ...value, text: to } : value;
}

/** The text form of an array, `{a,"b c"}`, in which a value has its new name. */
export function renamedElement(array: string, from: string, to: string): string {
  return array.replaceAll(/"((?:[^"\\]|\\[^])*)"|[^{},"]+/g, (element, quoted: string | undefined) => {
    const value = quoted === undefined ? element : quoted.replaceAll(/\\([^])/g, "$1");
    const isNull = quoted === undefined && /^null$/i.test(element);
    return value === from && !isNull ? arrayElement(to) : element;
  });
}

function arrayElement(value: string): string {
  const isPlain = value !== "" && !/^null$/i.test(value) && !/[{}",\\\s]/.test(value);
  return isPlain ? value : `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
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
