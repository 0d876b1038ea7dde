import { displayName } from "../../model/names";
import type { AlterColumn } from "../../operations/column";
import type { Operation } from "../../operations/operation";
import type { Rule } from "../rule";

/** Rows or values are gone afterwards, and no downgrade brings them back. */
export const dropsData: Rule = {
  code: "drops-data",
  check(operation) {
    const what = dropped(operation);
    if (what === null) return null;
    return {
      severity: "destructive",
      message: `${what}; the downgrade brings back the structure, not the data`,
      hint:
        operation.kind === "alterColumn"
          ? "Constraints on the column must hold for what the expression gives, or the upgrade fails."
          : null,
    };
  },
};

function dropped(operation: Operation): string | null {
  switch (operation.kind) {
    case "dropTable":
      return `Table ${displayName(operation.name)} is dropped with all its rows`;
    case "dropColumn":
      // What a generated column held can be computed again.
      if (operation.definition?.generation?.kind === "expression") return null;
      return `Column ${displayName(operation.table)}.${operation.column} is dropped with all its values`;
    case "alterColumn":
      return computed(operation);
    case "alterEnum":
      return lostValues(operation.values.from ?? [], operation.values.to, displayName(operation.name));
    default:
      return null;
  }
}

/** A column that becomes generated is made anew. */
function computed({ table, column, generation }: AlterColumn): string | null {
  if (generation?.to?.kind !== "expression" || generation.from?.kind === "expression") return null;
  return `Column ${displayName(table)}.${column} becomes generated and loses the values that it has`;
}

/** Removing a value fails where rows hold it; where it is mapped, the difference between the two is lost. */
function lostValues(from: readonly string[], to: readonly string[], name: string): string | null {
  const gone = from.filter((value) => !to.includes(value)).map((value) => `"${value}"`);
  if (gone.length === 0) return null;
  return `Enum ${name} loses ${gone.join(", ")}: rows that hold it must be mapped, or the upgrade fails`;
}
