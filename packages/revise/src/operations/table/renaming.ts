import { type Column, sequenceOfItsOwnName, withSequenceName } from "../../model/column";
import { sameName, type QualifiedName } from "../../model/names";
import { findTable, type SchemaModel } from "../../model/schema-model";
import { placed, updateConstraints, without } from "../model-edit";

/**
 * Foreign keys and views follow when a table is renamed, and its sequences when it moves to another schema; the text of
 * a view stays as it is.
 */
export function renamedTable(model: SchemaModel, from: QualifiedName, to: QualifiedName): SchemaModel {
  const table = findTable(model, from);
  if (table === undefined) return model;
  const follow = (name: QualifiedName): QualifiedName => (sameName(name, from) ? to : name);
  const columns =
    from.schema === to.schema ? table.columns : table.columns.map((one) => moved(one, to.schema));
  const tables = placed(without(model.tables, from), { ...table, name: to, columns });
  const views = model.views.map((view) => ({ ...view, dependsOn: view.dependsOn.map(follow) }));
  return updateConstraints({ ...model, tables, views }, (constraint) =>
    constraint.kind === "foreignKey"
      ? {
          ...constraint,
          references: { ...constraint.references, table: follow(constraint.references.table) },
        }
      : constraint,
  );
}

function moved(column: Column, schema: string | null): Column {
  const sequence = sequenceOfItsOwnName(column.generation);
  return sequence === null ? column : withSequenceName(column, { ...sequence, schema });
}
