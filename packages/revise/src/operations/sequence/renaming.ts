import { type Column, sequenceOfItsOwnName, withSequenceName } from "../../model/column";
import { sameName, type QualifiedName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import { placed, updateTables, without } from "../model-edit";

/** Renames a sequence that stands alone, or the one that a serial or identity column names. */
export function renamedSequence(model: SchemaModel, from: QualifiedName, to: QualifiedName): SchemaModel {
  const found = model.sequences.find((sequence) => sameName(sequence.name, from));
  const sequences =
    found === undefined ? model.sequences : placed(without(model.sequences, from), { ...found, name: to });
  const follow = (column: Column): Column => {
    const sequence = sequenceOfItsOwnName(column.generation);
    return sequence !== null && sameName(sequence, from) ? withSequenceName(column, to) : column;
  };
  return updateTables({ ...model, sequences }, (table) => ({ ...table, columns: table.columns.map(follow) }));
}
