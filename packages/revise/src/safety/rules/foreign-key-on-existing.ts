import { displayName, sameName } from "../../model/names";
import { isReferenceHeld } from "../held";
import { isAddedEmpty, isCreatedHere } from "../lifespan";
import type { Rule } from "../rule";

/** Rows that are there may point at nothing. */
export const foreignKeyOnExisting: Rule = {
  code: "foreign-key-on-existing",
  check(operation, context) {
    if (operation.kind !== "addForeignKey") return null;
    const { constraint, table } = operation;
    if (isCreatedHere(table, context) || constraint.notValid) return null;
    if (constraint.columns.some((column) => isAddedEmpty(table, column, context))) return null;
    if (isReferenceHeld(table, constraint, context)) {
      const target = constraint.references.table;
      const locked = sameName(table, target) ? "it" : `it or to ${displayName(target)}`;
      return {
        severity: "note",
        message: `${constraint.name} holds already, and is checked again against every row of ${displayName(table)} while nobody can write to ${locked}`,
        hint: null,
      };
    }
    return {
      severity: "risky",
      message: `${constraint.name} is checked against every row of ${displayName(table)}, and fails where one points at no row of ${displayName(constraint.references.table)}`,
      hint: null,
    };
  },
};
