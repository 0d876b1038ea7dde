/**
 * The server renames columns and types inside expressions; here expressions are text. So that a check on a renamed
 * column still equals what the entity asks for, its mentions follow the rename as well.
 */
import { type QualifiedName, sameName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { Operation } from "../../operations/operation";
import { type Rewrite, rewriteTable } from "../expression-map";
import { renameIdentifier } from "../expression-text";

/** The model in which the expressions know the new name. Operations that rename nothing leave it as it is. */
export function renamedInExpressions(model: SchemaModel, operation: Operation): SchemaModel {
  if (operation.kind === "renameColumn") {
    return rewriteTables(model, operation.table, (sql) =>
      renameIdentifier(sql, operation.from, operation.to),
    );
  }
  if (operation.kind === "renameEnum") {
    return rewriteTables(model, null, (sql) => renameIdentifier(sql, operation.from.name, operation.to));
  }
  return model;
}

function rewriteTables(model: SchemaModel, only: QualifiedName | null, rewrite: Rewrite): SchemaModel {
  return {
    ...model,
    tables: model.tables.map((table) =>
      only === null || sameName(table.name, only) ? rewriteTable(table, rewrite) : table,
    ),
  };
}
