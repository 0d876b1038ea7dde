import { displayName, type QualifiedName } from "../../../model/names";
import type { Operation } from "../../../operations/operation";
import { isUniquenessHeld } from "../../../safety/held";
import { isAddedEmpty, isCreatedHere } from "../../../safety/lifespan";
import type { Rule } from "../../../safety/rule";
import { quoteIdentifier, quoteName } from "../identifiers";

/** Rows that are there may hold one value twice. */
export const uniqueOnExisting: Rule = {
  code: "unique-on-existing",
  check(operation, context) {
    const unique = uniqueKey(operation);
    if (unique === null || isCreatedHere(unique.table, context)) return null;
    const { table, name, keys, where, nullsNotDistinct } = unique;
    const names = keys.map((key) => ("column" in key ? key.column : key.expression));
    if (!nullsNotDistinct && names.some((column) => isAddedEmpty(table, column, context))) return null;
    if (isUniquenessHeld(table, names, nullsNotDistinct, context)) return null;
    const list = keys
      .map((key) => ("column" in key ? quoteIdentifier(key.column) : key.expression))
      .join(", ");
    const rows = where === null ? quoteName(table) : `${quoteName(table)} WHERE ${where}`;
    return {
      severity: "risky",
      message: `${name} fails where two rows of ${displayName(table)} are alike in ${list}`,
      hint: `Look first: SELECT ${list}, count(*) FROM ${rows} GROUP BY ${list} HAVING count(*) > 1`,
    };
  },
};

interface UniqueKey {
  readonly table: QualifiedName;
  readonly name: string;
  readonly keys: readonly ({ readonly column: string } | { readonly expression: string })[];
  /** SQL; null for all rows. */
  readonly where: string | null;
  readonly nullsNotDistinct: boolean;
}

function uniqueKey(operation: Operation): UniqueKey | null {
  if (operation.kind === "addUnique" || operation.kind === "addPrimaryKey") {
    const { constraint, table } = operation;
    const { name, columns } = constraint;
    const nullsNotDistinct = constraint.kind === "primaryKey" || constraint.nullsNotDistinct;
    return { table, name, keys: columns.map((column) => ({ column })), where: null, nullsNotDistinct };
  }
  if (operation.kind !== "createIndex" || !operation.index.unique) return null;
  const { name, keys, where, nullsNotDistinct } = operation.index;
  return {
    table: operation.table,
    name,
    keys: keys.map(({ column, expression }) =>
      column === null ? { expression: expression ?? "" } : { column },
    ),
    where,
    nullsNotDistinct,
  };
}
