/**
 * What an entity cannot say. An index or constraint with such a trait was made by hand: it is never dropped because
 * no entity declares it, and the trait never tells it apart from what an entity does declare.
 */
import type { Constraint } from "../model/constraint";
import type { IndexKey, TableIndex } from "../model/table-index";

/** Why no entity can declare the index; null where one could. */
export function inexpressibleIndex(index: TableIndex): string | null {
  for (const key of index.keys) {
    const reason = inexpressibleKey(key);
    if (reason !== null) return reason;
  }
  if (index.include.length > 0) return "it has INCLUDE columns, which entities cannot declare";
  if (index.nullsNotDistinct) return "it is NULLS NOT DISTINCT, which entities cannot declare";
  if (Object.keys(index.parameters).length > 0)
    return "it has storage parameters, which entities cannot declare";
  return null;
}

function inexpressibleKey(key: IndexKey): string | null {
  if (key.expression !== null) return "it indexes an expression, which entities cannot declare";
  if (key.operatorClass !== null) return "it names an operator class, which entities cannot declare";
  if (key.collation !== null) return "it names a collation, which entities cannot declare";
  if (key.order === "DESC") return "it has a descending key, which entities cannot declare";
  if (key.nulls === "FIRST") return "it sorts nulls first, which entities cannot declare";
  return null;
}

/** Why no entity can declare the constraint; null where one could. */
export function inexpressibleConstraint(constraint: Constraint): string | null {
  switch (constraint.kind) {
    case "primaryKey":
      if (constraint.include.length > 0) return "it has INCLUDE columns, which entities cannot declare";
      return constraint.deferrable === null ? null : "it is deferrable, which entities cannot declare";
    case "unique":
      if (constraint.include.length > 0) return "it has INCLUDE columns, which entities cannot declare";
      return constraint.nullsNotDistinct ? "it is NULLS NOT DISTINCT, which entities cannot declare" : null;
    case "foreignKey":
      if (constraint.match === "FULL") return "it is MATCH FULL, which entities cannot declare";
      return constraint.onDeleteColumns.length > 0
        ? "it names the columns of SET NULL, which entities cannot declare"
        : null;
    case "check":
      return constraint.noInherit ? "it is NO INHERIT, which entities cannot declare" : null;
    case "exclusion":
      return null;
  }
}
