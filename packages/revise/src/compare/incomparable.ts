import { type QualifiedName, sameName } from "../model/names";
import type { CompareContext } from "./comparison";

export type ExpressionRole = "default" | "generation" | "check" | "exclusion" | "index" | "view";

/** What distinguishes the roles in the words of `Incomparable.what`. */
const words: Readonly<Record<ExpressionRole, readonly string[]>> = {
  default: ["default"],
  generation: ["generat", "expression"],
  check: ["check"],
  exclusion: ["exclusion"],
  index: ["index"],
  view: ["view"],
};

/** Why the expression of `name` could not be settled; null where it was. */
export function incomparableReason(
  table: QualifiedName,
  role: ExpressionRole,
  name: string,
  context: CompareContext,
): string | null {
  const found = context.incomparable.find(
    (entry) =>
      sameName(entry.table, table) &&
      words[role].some((word) => entry.what.startsWith(word)) &&
      (role === "view" || entry.what.includes(`"${name}"`)),
  );
  return found?.reason ?? null;
}
