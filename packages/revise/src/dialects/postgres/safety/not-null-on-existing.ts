import { displayName } from "../../../model/names";
import type { Rule } from "../../../safety/rule";
import { isCreatedHere } from "../../../safety/lifespan";
import { quoteIdentifier } from "../identifiers";

/** SET NOT NULL reads the whole table under a lock that blocks everybody, and fails on the first NULL. */
export const notNullOnExisting: Rule = {
  code: "not-null-on-existing",
  check(operation, context) {
    if (operation.kind !== "alterColumn" || operation.nullable?.to !== false) return null;
    if (operation.nullable.from === false || isCreatedHere(operation.table, context)) return null;
    const name = `${displayName(operation.table)}.${operation.column}`;
    return {
      severity: "risky",
      message: `Setting ${name} NOT NULL fails where a row holds NULL, and reads the whole table under an exclusive lock`,
      hint: `Fill the rows first; on a big table add CHECK (${quoteIdentifier(operation.column)} IS NOT NULL) NOT VALID and validate it in an earlier revision, then no row is read.`,
    };
  },
};
