import { displayName } from "../../model/names";
import type { AlterColumn } from "../../operations/column";
import type { DropColumn } from "../../operations/column/existence";
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
      hint: operation.kind === "dropColumn" ? hintFor(operation) : (hints[operation.kind] ?? null),
    };
  },
};

const hints: Partial<Record<Operation["kind"], string>> = {
  alterColumn: "Constraints on the column must hold for what the expression gives, or the upgrade fails.",
  alterEnum:
    "Write in `mapping` the value that takes its place, or null for none. Until then the upgrade stops where rows hold it.",
};

/** The downgrade has no values for rows that are there by then. */
function hintFor({ definition }: DropColumn): string | null {
  if (definition === undefined || definition.nullable) return null;
  if (definition.default !== null || definition.generation !== null) return null;
  return "The downgrade adds it NOT NULL without a default, which fails on a table with rows: give it a default there, or make it nullable.";
}

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

/** The difference between a value that goes and the one that takes its place is lost. */
function lostValues(from: readonly string[], to: readonly string[], name: string): string | null {
  const gone = from.filter((value) => !to.includes(value)).map((value) => `"${value}"`);
  if (gone.length === 0) return null;
  return `Enum ${name} loses ${gone.join(", ")}, and rows that hold ${gone.length === 1 ? "it" : "them"} take another value`;
}
