import { displayName } from "../../model/names";
import { isToFillIn } from "../../operations/column/fill-in";
import { formatTypeText } from "../../operations/type-text";
import type { Rule } from "../rule";

/** No cast leads to the new type, so only a person can say what becomes of the values. */
export const fillIn: Rule = {
  code: "expression-missing",
  check(operation) {
    if (operation.kind !== "alterColumn" || !isToFillIn(operation.using?.to ?? "")) return null;
    const { table, column, type } = operation;
    const from = type?.from === undefined ? "the old type" : formatTypeText(type.from);
    const to = type === undefined ? "the new one" : formatTypeText(type.to);
    return {
      severity: "risky",
      message: `No cast leads ${displayName(table)}.${column} from ${from} to ${to}: upgrade refuses this file until \`using\` is filled in`,
      hint: "Write there the SQL that gives the new value of a row, or keep what is offered, and remove the mark in front of it. The downgrade may hold one as well.",
    };
  },
};
