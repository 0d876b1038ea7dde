/** What refers to a column by name follows when it is renamed. Expressions are text here and stay as they are. */
import type { Constraint } from "../../model/constraint";
import { sameName, type QualifiedName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { TableIndex } from "../../model/table-index";
import { updateColumn, updateConstraints, updateTable } from "../model-edit";

export function renamedColumn(
  model: SchemaModel,
  table: QualifiedName,
  from: string,
  to: string,
): SchemaModel {
  const named = updateColumn(model, table, from, (column) => ({ ...column, name: to }));
  const constrained = updateConstraints(named, (constraint, owner) =>
    renamedInConstraint(constraint, from, to, {
      own: sameName(owner.name, table),
      referenced: constraint.kind === "foreignKey" && sameName(constraint.references.table, table),
    }),
  );
  return updateTable(constrained, table, (found) => ({
    ...found,
    indexes: found.indexes.map((index) => renamedInIndex(index, from, to)),
  }));
}

/**
 * @param sides whether the constraint stands on the table of the column, and whether a foreign key points at it
 */
function renamedInConstraint(
  constraint: Constraint,
  from: string,
  to: string,
  sides: { readonly own: boolean; readonly referenced: boolean },
): Constraint {
  const rename = (names: readonly string[]): readonly string[] => renamedIn(names, from, to);
  const own = sides.own ? rename : <T>(names: T): T => names;
  switch (constraint.kind) {
    case "primaryKey":
    case "unique":
      return { ...constraint, columns: own(constraint.columns), include: own(constraint.include) };
    case "foreignKey": {
      const { references } = constraint;
      return {
        ...constraint,
        columns: own(constraint.columns),
        onDeleteColumns: own(constraint.onDeleteColumns),
        references: sides.referenced ? { ...references, columns: rename(references.columns) } : references,
      };
    }
    case "check":
    case "exclusion":
      return constraint;
  }
}

function renamedInIndex(index: TableIndex, from: string, to: string): TableIndex {
  return {
    ...index,
    keys: index.keys.map((key) => (key.column === from ? { ...key, column: to } : key)),
    include: renamedIn(index.include, from, to),
  };
}

function renamedIn(names: readonly string[], from: string, to: string): readonly string[] {
  return names.map((name) => (name === from ? to : name));
}
