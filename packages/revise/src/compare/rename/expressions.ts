/**
 * The server renames columns, types and values inside expressions; here expressions are text. So that a check on a renamed
 * column still equals what the entity asks for, its mentions follow the rename as well.
 */
import { renameIdentifier, renameType } from "../../model/expression-text";
import { type QualifiedName, sameName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { Operation } from "../../operations/operation";
import { relocationOf } from "../../operations/relocation";
import type { CompareContext } from "../comparison";
import { type Rewrite, rewriteTable, rewriteView } from "../expression-map";

/** The model in which the expressions know the new name. Operations that rename nothing leave it as it is. */
export function renamedInExpressions(
  model: SchemaModel,
  operation: Operation,
  afterValueRename: CompareContext["afterValueRename"],
): SchemaModel {
  switch (operation.kind) {
    case "renameColumn":
      return rewriteTables(model, operation.table, (sql) =>
        renameIdentifier(sql, operation.from, operation.to),
      );
    case "renameEnum":
    case "setSchema": {
      const relocation = relocationOf(operation);
      if (relocation?.kind !== "type") return model;
      return rewriteEverything(model, (sql) => renameType(sql, relocation.from, relocation.to));
    }
    case "renameEnumValue": {
      if (afterValueRename === undefined) return model;
      const types = model.enumTypes.map(({ name }) => name);
      return rewriteEverything(model, (sql) => afterValueRename(sql, operation, types));
    }
    default:
      return model;
  }
}

function rewriteEverything(model: SchemaModel, rewrite: Rewrite): SchemaModel {
  const { tables, views } = rewriteTables(model, null, rewrite);
  return { ...model, tables, views: views.map((view) => rewriteView(view, rewrite)) };
}

function rewriteTables(model: SchemaModel, only: QualifiedName | null, rewrite: Rewrite): SchemaModel {
  return {
    ...model,
    tables: model.tables.map((table) =>
      only === null || sameName(table.name, only) ? rewriteTable(table, rewrite) : table,
    ),
  };
}
