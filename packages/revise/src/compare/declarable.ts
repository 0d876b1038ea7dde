/**
 * What an entity cannot say. An index or constraint with such a trait was made by hand: it is never dropped because
 * no entity declares it, and the trait never tells it apart from what an entity does declare.
 */
import type { Constraint } from "../model/constraint";
import type { TableIndex } from "../model/table-index";
import { sameData } from "./same-data";

/** The index without what no entity can say. */
export function declarableIndex(index: TableIndex): TableIndex {
  return {
    ...index,
    keys: index.keys.map((key) => ({
      ...key,
      collation: null,
      operatorClass: null,
      order: "ASC",
      nulls: "LAST",
    })),
    include: [],
    nullsNotDistinct: false,
    parameters: {},
  };
}

/** Whether an entity could declare all of the index. */
export function isDeclarableIndex(index: TableIndex): boolean {
  return index.keys.every(({ expression }) => expression === null) && sameData(index, declarableIndex(index));
}

/** The constraint without what no entity can say. */
export function declarableConstraint(constraint: Constraint): Constraint {
  switch (constraint.kind) {
    case "primaryKey":
      return { ...constraint, include: [], deferrable: null };
    case "unique":
      return { ...constraint, include: [], nullsNotDistinct: false };
    case "foreignKey":
      return { ...constraint, match: "SIMPLE", onDeleteColumns: [] };
    case "check":
      return { ...constraint, noInherit: false };
    case "exclusion":
      return constraint;
  }
}

/** Whether an entity could declare all of the constraint. */
export function isDeclarableConstraint(constraint: Constraint): boolean {
  return sameData(constraint, declarableConstraint(constraint));
}
