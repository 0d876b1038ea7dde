/**
 * The server renames columns, types and values inside expressions; here expressions are text. So that a check on a renamed
 * column still equals what the entity asks for, its mentions follow the rename as well.
 */
import { renameIdentifier } from "../../model/expression-text";
import { type QualifiedName, sameName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { Operation } from "../../operations/operation";
import { afterTypeRename } from "../../operations/type-rename";
import type { CompareContext } from "../comparison";
import { type Rewrite, rewriteTable, rewriteView } from "../expression-map";

/** The model in which the expressions know the new name. Operations that rename nothing leave it as it is. */
export function renamedInExpressions(
  model: SchemaModel,
  operation: Operation,
  afterValueRename: CompareContext["afterValueRename"],
): SchemaModel {
  if (operation.kind === "renameColumn") {
    return rewriteTables(model, operation.table, (sql) =>
      renameIdentifier(sql, operation.from, operation.to),
    );
  }
  const types = model.enumTypes.map(({ name }) => name);
  const rewrite = afterTypeRename(operation, types, afterValueRename);
  return rewrite === null ? model : rewriteEverything(model, rewrite);
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
