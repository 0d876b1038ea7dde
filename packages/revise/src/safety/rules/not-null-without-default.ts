import { displayName } from "../../model/names";
import type { Rule } from "../rule";
import { isCreatedHere } from "../lifespan";

/** The rows that are there have no value for the new column, or may have none. */
export const notNullWithoutDefault: Rule = {
  code: "not-null-without-default",
  check(operation, context) {
    if (operation.kind !== "addColumn" || isCreatedHere(operation.table, context)) return null;
    const { name, nullable, default: value, generation } = operation.column;
    if (nullable || value !== null) return null;
    const column = `${displayName(operation.table)}.${name}`;
    if (generation?.kind === "expression") {
      return {
        severity: "risky",
        message: `Adding ${column} NOT NULL fails where the expression gives NULL for a row that is there`,
        hint: "Make it nullable, or let the expression give a value, as coalesce does.",
      };
    }
    if (generation !== null) return null;
    return {
      severity: "risky",
      message: `Adding ${column} NOT NULL without a default fails where the table has rows`,
      hint: `Add it with nullable: true, fill it with op.execute("UPDATE …"), then op.alterColumn("${displayName(operation.table)}", "${name}", { nullable: false }).`,
    };
  },
};
