import { displayName } from "../../model/names";
import { isCreatedHere } from "../lifespan";
import type { Rule } from "../rule";

/** Rows that are there may break the new rule. */
export const checkOnExisting: Rule = {
  code: "check-on-existing",
  check(operation, context) {
    if (operation.kind !== "addCheck" && operation.kind !== "addExclusion") return null;
    const { constraint, table } = operation;
    if (isCreatedHere(table, context) || (constraint.kind === "check" && constraint.notValid)) return null;
    return {
      severity: "risky",
      message: `${constraint.name} is checked against every row of ${displayName(table)}, and fails where one breaks it`,
      hint: null,
    };
  },
};
