import { displayName, type QualifiedName } from "../../model/names";
import type { Operation } from "../../operations/operation";
import { isUniquenessHeld } from "../held";
import { isAddedEmpty, isCreatedHere } from "../lifespan";
import type { Rule } from "../rule";

/** Rows that are there may hold one value twice. */
export const uniqueOnExisting: Rule = {
  code: "unique-on-existing",
  check(operation, context) {
    const unique = uniqueKey(operation);
    if (unique === null || isCreatedHere(unique.table, context)) return null;
    if (
      !unique.nullsNotDistinct &&
      unique.columns.some((column) => isAddedEmpty(unique.table, column, context))
    )
      return null;
    if (isUniquenessHeld(unique.table, unique.columns, unique.nullsNotDistinct, context)) return null;
    const columns = unique.columns.map((column) => `"${column}"`).join(", ");
    return {
      severity: "risky",
      message: `${unique.name} fails where two rows of ${displayName(unique.table)} are alike in ${columns}`,
      hint: `Look first: SELECT ${columns}, count(*) FROM ${quoted(unique.table)} GROUP BY ${columns} HAVING count(*) > 1`,
    };
  },
};

interface UniqueKey {
  readonly table: QualifiedName;
  readonly name: string;
  readonly columns: readonly string[];
  readonly nullsNotDistinct: boolean;
}

function uniqueKey(operation: Operation): UniqueKey | null {
  if (operation.kind === "addUnique" || operation.kind === "addPrimaryKey") {
    const { constraint, table } = operation;
    const nullsNotDistinct = constraint.kind === "primaryKey" || constraint.nullsNotDistinct;
    return { table, name: constraint.name, columns: constraint.columns, nullsNotDistinct };
  }
  if (operation.kind !== "createIndex" || !operation.index.unique) return null;
  const { name, keys, nullsNotDistinct } = operation.index;
  return {
    table: operation.table,
    name,
    columns: keys.map((key) => key.column ?? key.expression ?? ""),
    nullsNotDistinct,
  };
}

function quoted({ schema, name }: QualifiedName): string {
  return schema === null ? `"${name}"` : `"${schema}"."${name}"`;
}
