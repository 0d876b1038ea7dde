/** Constraints that nobody named, under the names that the server would give them. */
import type { PrimaryKey, Unique } from "../../model/constraint";
import type { QualifiedName } from "../../model/names";

export function primaryKeyOver(table: QualifiedName, columns: readonly string[]): PrimaryKey {
  return {
    kind: "primaryKey",
    name: `${table.name}_pkey`,
    givenName: true,
    columns,
    deferrable: null,
    include: [],
  };
}

export function uniqueOver(table: QualifiedName, column: string): Unique {
  return {
    kind: "unique",
    name: `${table.name}_${column}_key`,
    givenName: true,
    columns: [column],
    deferrable: null,
    include: [],
    nullsNotDistinct: false,
  };
}
