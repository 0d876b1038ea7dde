/**
 * The renames of columns and enum types, seen from the way back: what it makes again stands on columns and speaks of types
 * that have their old names by then.
 */
import type { Constraint } from "../../model/constraint";
import { type QualifiedName, sameName } from "../../model/names";
import { findTable, type SchemaModel } from "../../model/schema-model";
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
  return operations.map((operation) => {
    if (!isMadeOnTable(operation)) return operation;
    const changed = (name: QualifiedName, part: Partial<Table>): Table | undefined => {
      const tables = model.tables.map((table) =>
        sameName(table.name, name) ? { ...table, ...part } : table,
      );
      return findTable(renamed({ ...model, tables }, back, naming), name);
    };
    return onTable(operation, changed);
  });
}

type MadeOnTable = Extract<
  Operation,
  { readonly kind: "createIndex" } | { readonly kind: "addColumn" } | { readonly constraint: Constraint }
>;

function isMadeOnTable(operation: Operation): operation is MadeOnTable {
  return operation.kind === "createIndex" || operation.kind === "addColumn" || "constraint" in operation;
}

/** @param changed what becomes of a table that has this part, and no other of its kind */
function onTable(
  operation: MadeOnTable,
  changed: (name: QualifiedName, part: Partial<Table>) => Table | undefined,
): Operation {
  if (operation.kind === "createIndex") {
    const [index = operation.index] = changed(operation.table, { indexes: [operation.index] })?.indexes ?? [];
    return { ...operation, index };
  }
  if (operation.kind === "addColumn") {
    const [column = operation.column] =
      changed(operation.table, { columns: [operation.column] })?.columns ?? [];
    return { ...operation, column };
  }
  const [constraint = operation.constraint] =
    changed(operation.table, { constraints: [operation.constraint] })?.constraints ?? [];
  return { ...operation, constraint } as Operation;
}
