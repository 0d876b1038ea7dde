import type { Constraint } from "../../model/constraint";
import { objectKey, type ObjectKey, type QualifiedName } from "../../model/names";
import {
  anyEnumValue,
  anyExtension,
  builtOn,
  changedShape,
  formerExtension,
  formerShape,
  keyOver,
  primaryKeyOf,
  relationName,
  schemaOf,
  tableKey,
  tornDownFrom,
} from "../footprint";
import { columnsOfConstraint } from "../model-edit";

/** What comes and goes with a constraint: itself, the name of its index, the key that others may point at. */
export function existenceOf(table: QualifiedName, constraint: Constraint): readonly ObjectKey[] {
  const keys = [objectKey("constraint", table, constraint.name)];
  if (constraint.kind === "check" || constraint.kind === "foreignKey") return keys;
  keys.push(relationName({ schema: table.schema, name: constraint.name }));
  if (constraint.kind === "exclusion") return keys;
  keys.push(keyOver(table, constraint.columns));
  if (constraint.kind === "primaryKey") keys.push(primaryKeyOf(table));
  return keys;
}

export function needsOf(table: QualifiedName, constraint: Constraint): readonly ObjectKey[] {
  const columns = builtOn(table, columnsOfConstraint(constraint));
  switch (constraint.kind) {
    case "primaryKey":
    case "unique":
      return columns;
    case "foreignKey":
      return [...columns, ...referenced(constraint.references, builtOn)];
    case "check":
    case "exclusion":
      return [changedShape(table), anyEnumValue, anyExtension];
  }
}

export function releasesOf(table: QualifiedName, constraint: Constraint): readonly ObjectKey[] {
  const columns = tornDownFrom(table, columnsOfConstraint(constraint));
  switch (constraint.kind) {
    case "primaryKey":
    case "unique":
      return columns;
    case "foreignKey":
      return [...columns, ...referenced(constraint.references, tornDownFrom)];
    case "check":
    case "exclusion":
      return [formerShape(table), formerExtension];
  }
}

function referenced(
  { table, columns }: { readonly table: QualifiedName; readonly columns: readonly string[] },
  keysOf: typeof builtOn,
): readonly ObjectKey[] {
  return [...schemaOf(table), tableKey(table), ...keysOf(table, columns), keyOver(table, columns)];
}
