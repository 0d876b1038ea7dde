import type { Column } from "../../model/column";
import type { Constraint } from "../../model/constraint";
import { objectKey, sameName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { TableIndex } from "../../model/table-index";
import { columnNameBefore, nameBefore } from "../../operations/former-name";
import type { Operation } from "../../operations/operation";
import { renamesAroundRemakes } from "../order/renamed-columns";
import { type Naming, renamed } from "../rename/renamed";

/**
 * What is dropped is defined as it was before columns were renamed: on the way back it is made again after the
 * columns have their old names, but for a generated column that gets its own old name only then. A view is made again even
 * after the tables have theirs.
 *
 * @param tablesRenamed the current model after the renames of tables alone
 */
export function withFormerDefinitions(
  operations: readonly Operation[],
  tablesRenamed: SchemaModel,
  current: SchemaModel,
  naming: Naming,
): readonly Operation[] {
  if (!operations.some(({ kind }) => kind.startsWith("rename") || kind === "setSchema")) return operations;
  const former = definitionsOf(tablesRenamed);
  const around = renamesAroundRemakes(operations, false);
  const remade = around.length === 0 ? former : definitionsOf(renamed(tablesRenamed, around, naming));
  return operations.map((operation): Operation => {
    switch (operation.kind) {
      case "dropColumn": {
        const { table, column } = operation;
        const definition =
          operation.remember === true
            ? remade.columns.get(objectKey("column", table, column))
            : former.columns.get(objectKey("column", table, columnNameBefore(table, column, operations)));
        // Nothing but an expression mentions other columns.
        return definition?.generation?.kind === "expression"
          ? { ...operation, definition: { ...definition, name: column } }
          : operation;
      }
      case "dropConstraint": {
        const definition = former.constraints.get(objectKey("constraint", operation.table, operation.name));
        return definition === undefined ? operation : { ...operation, definition };
      }
      case "dropIndex": {
        const definition = former.indexes.get(objectKey("index", operation.table, operation.name));
        if (definition === undefined) return operation;
        return { ...operation, definition: { ...definition, concurrently: false, valid: true } };
      }
      case "dropView": {
        const before = nameBefore(operation.name, operations, ["view", "materializedView"]);
        const definition = current.views.find(
          ({ name, materialized }) => materialized === operation.materialized && sameName(name, before),
        );
        return definition === undefined
          ? operation
          : { ...operation, definition: { ...definition, name: operation.name } };
      }
      default:
        return operation;
    }
  });
}

function definitionsOf(model: SchemaModel): {
  readonly columns: ReadonlyMap<string, Column>;
  readonly constraints: ReadonlyMap<string, Constraint>;
  readonly indexes: ReadonlyMap<string, TableIndex>;
} {
  const { tables } = model;
  return {
    columns: new Map(
      tables.flatMap(({ name, columns }) =>
        columns.map((one) => [objectKey("column", name, one.name), one] as const),
      ),
    ),
    constraints: new Map(
      tables.flatMap(({ name, constraints }) =>
        constraints.map((one) => [objectKey("constraint", name, one.name), one] as const),
      ),
    ),
    indexes: new Map(
      tables.flatMap(({ name, indexes }) =>
        indexes.map((one) => [objectKey("index", name, one.name), one] as const),
      ),
    ),
  };
}
