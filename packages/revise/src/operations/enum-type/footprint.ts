import { objectKey, type ObjectKey, type QualifiedName } from "../../model/names";
import type { AlterEnum } from "../enum-type";
import {
  anyEnumValue,
  anyShape,
  changed,
  enumValue,
  footprintOf,
  former,
  formerAnyShape,
  literal,
  schemaOf,
  shapeAfter,
  shapeBefore,
  tableKey,
} from "../footprint";
import type { Footprint } from "../traits";

/** A value as a neighbour of its type knows it, and as a default that doesn't say its type does. */
export function valueKeys(type: QualifiedName, value: string): readonly ObjectKey[] {
  return [enumValue(type, value), literal(value)];
}

/**
 * A rebuild changes the type of every column that uses the enum, as `alterColumn` does, and that of constants anywhere else.
 */
export function alterEnumFootprint({ name, values, usedBy }: AlterEnum): Footprint {
  const { from = [], to } = values;
  const added = to.filter((value) => !from.includes(value));
  const removed = from.filter((value) => !to.includes(value));
  // A value that is renamed has its name of then by the time of the rebuild.
  const kept = from.filter((value) => to.includes(value));
  return footprintOf({
    creates: [
      ...added.flatMap((value) => valueKeys(name, value)),
      ...(added.length > 0 ? [anyEnumValue] : []),
      anyShape,
      ...usedBy.flatMap(({ table, column }) => [changed(table, column), ...shapeAfter(table)]),
    ],
    drops: [
      ...removed.flatMap((value) => valueKeys(name, value)),
      formerAnyShape,
      ...usedBy.flatMap(({ table, column }) => [former(table, column), ...shapeBefore(table)]),
    ],
    needs: [
      objectKey("enum", name),
      ...schemaOf(name),
      ...kept.map((value) => enumValue(name, value)),
      ...usedBy.flatMap(({ table, column }) => [tableKey(table), objectKey("column", table, column)]),
    ],
  });
}
