/** The model after a rename, as the server has it: what `apply` knows, and what only text and rules of naming tell. */
import type { Column } from "../model/column";
import { type QualifiedName, sameName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Operation } from "../operations/operation";
import { apply } from "../operations/traits-table";
import { renamedInExpressions } from "./rename-expressions";

export function renamed(model: SchemaModel, operation: Operation): SchemaModel {
  return renamedInExpressions(apply(withSequenceNames(model, operation), operation), operation);
}

/** The sequence of a serial column keeps the name that it got from the table and the column. */
function withSequenceNames(model: SchemaModel, operation: Operation): SchemaModel {
  if (operation.kind === "renameTable") return nameSequences(model, operation.from, () => true);
  if (operation.kind !== "renameColumn") return model;
  return nameSequences(model, operation.table, ({ name }) => name === operation.from);
}

function nameSequences(
  model: SchemaModel,
  owner: QualifiedName,
  concerns: (column: Column) => boolean,
): SchemaModel {
  const columnOf = (column: Column): Column => {
    if (column.generation?.kind !== "serial" || column.generation.sequence !== null || !concerns(column)) {
      return column;
    }
    const sequence = { schema: owner.schema, name: `${owner.name}_${column.name}_seq` };
    return { ...column, generation: { kind: "serial", sequence } };
  };
  return {
    ...model,
    tables: model.tables.map((table) =>
      sameName(table.name, owner) ? { ...table, columns: table.columns.map(columnOf) } : table,
    ),
  };
}
