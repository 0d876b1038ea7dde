import { objectKey, type ObjectKey, type QualifiedName } from "../../model/names";
import type { TableIndex } from "../../model/table-index";
import {
  anyEnumValue,
  anyExtension,
  builtOn,
  changedShape,
  formerExtension,
  formerShape,
  keyOver,
  relationName,
  tornDownFrom,
} from "../footprint";
import { columnsOfIndex } from "../model-edit";

/** What comes and goes with an index: itself, its name, the key that a foreign key may point at. */
export function existenceOf(table: QualifiedName, index: TableIndex): readonly ObjectKey[] {
  const columns = index.keys.map((key) => key.column);
  const plain = columns.filter((column) => column !== null);
  const isKey = index.unique && index.where === null && plain.length === columns.length;
  return [
    objectKey("index", table, index.name),
    relationName({ schema: table.schema, name: index.name }),
    ...(isKey ? [keyOver(table, plain)] : []),
  ];
}

export function needsOf(table: QualifiedName, index: TableIndex): readonly ObjectKey[] {
  const shape = hasExpression(index) ? [changedShape(table), anyEnumValue] : [];
  return [...builtOn(table, columnsOfIndex(index)), ...shape, anyExtension];
}

export function releasesOf(table: QualifiedName, index: TableIndex): readonly ObjectKey[] {
  const shape = hasExpression(index) ? [formerShape(table)] : [];
  return [...tornDownFrom(table, columnsOfIndex(index)), ...shape, formerExtension];
}

/** An expression may read any column; which ones is for the server to know. */
function hasExpression(index: TableIndex): boolean {
  return index.where !== null || index.keys.some((key) => key.expression !== null);
}
