import { displayName } from "../../../model/names";
import type { Rule } from "../../../safety/rule";
import { formatType } from "../types/format";
import { isCreatedHere } from "../../../safety/lifespan";
import { columnBefore } from "../../../safety/former-names";
import { narrowsType as narrows } from "./type-change";

/** Values that do not fit the new type stop the revision; digits that do not fit are rounded away. */
export const narrowsType: Rule = {
  code: "narrows-type",
  check(operation, context) {
    if (operation.kind !== "alterColumn" || operation.type === undefined) return null;
    if (isCreatedHere(operation.table, context)) return null;
    // A column that becomes generated is made anew.
    if (operation.generation?.to?.kind === "expression") return null;
    const from = operation.type.from ?? columnBefore(operation.table, operation.column, context)?.type;
    const { to } = operation.type;
    if (from === undefined || !narrows(from, to)) return null;
    const name = `${displayName(operation.table)}.${operation.column}`;
    return {
      severity: "risky",
      message: `Changing ${name} from ${formatType(from)} to ${formatType(to)} fails or loses precision where a value does not fit`,
      hint: "Look for such values first, and say in `using` what shall become of them.",
    };
  },
};
