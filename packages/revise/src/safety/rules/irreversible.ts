import { reverse } from "../../operations/traits-table";
import type { Rule } from "../rule";

/** Nothing takes it back. */
export const irreversible: Rule = {
  code: "irreversible",
  ofWhole: true,
  check(operation) {
    const way = reverse(operation);
    if (way.reversible) return null;
    return { severity: "risky", message: `There is no way back: ${way.reason}`, hint: null };
  },
};
