/**
 * The renames of columns and enum types, seen from the way back: what it makes again stands on columns and speaks of types
 * that have their old names by then.
 */
import { type QualifiedName, sameName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { Table } from "../../model/table";
import type { Operation } from "../../operations/operation";
import { reverse } from "../../operations/traits-table";
import { type Naming, renamed } from "./renamed";

/**
 * What the operations make on tables, with the old names.
 *
 * @param model the database after the renames
 */
export function underFormerNames(
  operations: readonly Operation[],
  renames: readonly Operation[],
  model: SchemaModel,
  naming: Naming,
): readonly Operation[] {
  const back = renames
    .filter(({ kind }) => kind === "renameColumn" || kind === "renameEnum")
    .toReversed()
    .flatMap((rename) => {
      const opposite = reverse(rename);
      return opposite.reversible ? opposite.operations : [];
    });
  if (back.length === 0) return operations;
  const before = (name: QualifiedName, part: Partial<Table>): Table | undefined => {
    const tables = model.tables.map((table) => (sameName(table.name, name) ? { ...table, ...part } : table));
    return renamed({ ...model, tables }, back, naming).tables.find((table) => sameName(table.name, name));
  };
  return operations.map((operation): Operation => {
    switch (operation.kind) {
      case "createIndex": {
        const [index] = before(operation.table, { indexes: [operation.index] })?.indexes ?? [];
        return index === undefined ? operation : { ...operation, index };
      }
      case "addCheck":
      case "addExclusion":
      case "addForeignKey":
      case "addPrimaryKey":
      case "addUnique": {
        const [constraint] =
          before(operation.table, { constraints: [operation.constraint] })?.constraints ?? [];
        return constraint === undefined ? operation : ({ ...operation, constraint } as Operation);
      }
      case "addColumn": {
        const [column] = before(operation.table, { columns: [operation.column] })?.columns ?? [];
        return column === undefined ? operation : { ...operation, column };
      }
      default:
        return operation;
    }
  });
}
