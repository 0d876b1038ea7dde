import type { OwnOfPart } from "../../../dialect/dependent";
import { spelling, spelledName } from "../../../model/expression-text";

/** `SET DEFAULT` for the part alone, as its own parts have theirs; NOT NULL they all have. */
export function giveOwn({ facet, table, column, expression }: OwnOfPart): string {
  const altered = `${spelledName(table)} ALTER COLUMN ${spelling(column)}`;
  if (facet === "nullable") return `ALTER TABLE ${altered} SET NOT NULL`;
  return `ALTER TABLE ONLY ${altered} ${expression === null ? "DROP DEFAULT" : `SET DEFAULT ${expression}`}`;
}
