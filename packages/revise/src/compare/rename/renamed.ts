/** The model after a rename, as the server has it: what `apply` knows, and what only text and rules of naming tell. */
import { type Column, sequenceOfItsOwnName, withSequenceName } from "../../model/column";
import { objectKey, type QualifiedName, sameName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import { updateTables } from "../../operations/model-edit";
import type { Operation } from "../../operations/operation";
import { relocationOf } from "../../operations/relocation";
import { apply } from "../../operations/traits-table";
import type { CompareContext } from "../comparison";
import { renamedInExpressions } from "./expressions";
import { isRename } from "./temporary-names";

/** How the database names what nobody named. */
export type Naming = Pick<CompareContext, "sequenceName" | "afterValueRename">;

export function renamed(
  model: SchemaModel,
  operations: readonly Operation[],
  { sequenceName, afterValueRename }: Naming,
): SchemaModel {
  return operations.reduce((before, operation) => {
    const after = apply(withSequenceNames(before, operation, sequenceName), operation);
    return isRename(operation) || operation.kind === "setSchema"
      ? withImplicitSequences(renamedInExpressions(after, operation, afterValueRename), sequenceName)
      : after;
  }, model);
}

/** The model with the queries of its views as the server prints them after the renames. */
export function withFollowedViews(
  model: SchemaModel,
  { viewsAfterRenames }: Pick<CompareContext, "viewsAfterRenames">,
): SchemaModel {
  if (viewsAfterRenames === undefined || viewsAfterRenames.queries.size === 0) return model;
  return {
    ...model,
    views: model.views.map((view) => {
      const definition = viewsAfterRenames.queries.get(objectKey("view", view.name));
      return definition === undefined ? view : { ...view, definition };
    }),
  };
}

/** The sequence of a serial or identity column keeps the name that it got from the table and the column. */
function withSequenceNames(
  model: SchemaModel,
  operation: Operation,
  nameOf: Naming["sequenceName"],
): SchemaModel {
  const relocation = relocationOf(operation);
  if (relocation?.kind === "table") return nameSequences(model, relocation.from, () => true, nameOf);
  if (operation.kind !== "renameColumn") return model;
  return nameSequences(model, operation.table, ({ name }) => name === operation.from, nameOf);
}

function nameSequences(
  model: SchemaModel,
  owner: QualifiedName,
  concerns: (column: Column) => boolean,
  nameOf: Naming["sequenceName"],
): SchemaModel {
  const columnOf = (column: Column): Column => {
    if (sequenceOfItsOwnName(column.generation) !== null || !concerns(column)) return column;
    return withSequenceName(column, { schema: owner.schema, name: nameOf(owner.name, column.name) });
  };
  return {
    ...model,
    tables: model.tables.map((table) =>
      sameName(table.name, owner) ? { ...table, columns: table.columns.map(columnOf) } : table,
    ),
  };
}

/** A sequence of the name that it would get by itself has no name of its own. */
function withImplicitSequences(model: SchemaModel, nameOf: Naming["sequenceName"]): SchemaModel {
  return updateTables(model, (table) => ({
    ...table,
    columns: table.columns.map((column): Column => {
      const sequence = sequenceOfItsOwnName(column.generation);
      const implicit = { schema: table.name.schema, name: nameOf(table.name.name, column.name) };
      return sequence !== null && sameName(sequence, implicit) ? withSequenceName(column, null) : column;
    }),
  }));
}
