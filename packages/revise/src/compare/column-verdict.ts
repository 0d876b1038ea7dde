import type { Column, ColumnFacet, DefaultValue, Generation } from "../model/column";
import { hasType } from "../model/column-type";
import { sameData, type Verdict, verdictOf } from "./verdict";

/** Which facets of a column differ. Expressions are taken to be in the server's spelling. */
export function columnVerdict(current: Column, desired: Column): Verdict<ColumnFacet> {
  return verdictOf<ColumnFacet>({
    type: !hasType(current.type, desired.type),
    nullable: current.nullable !== desired.nullable,
    default: !sameDefault(current.default, desired.default),
    generation: !sameGeneration(current.generation, desired.generation),
    collation: !sameData(current.collation, desired.collation),
    comment: (current.comment ?? "") !== (desired.comment ?? ""),
  });
}

export function sameDefault(current: DefaultValue | null, desired: DefaultValue | null): boolean {
  return sameData(current, desired);
}

/**
 * The sequence of a serial column has a name that nobody chose, and entities cannot state the options of an identity:
 * neither makes a difference unless the desired side does state it.
 */
export function sameGeneration(current: Generation | null, desired: Generation | null): boolean {
  if (current === null || desired === null) return current === desired;
  if (current.kind === "serial") return desired.kind === "serial";
  if (current.kind === "expression") return sameData(current, desired);
  if (desired.kind !== "identity") return false;
  const { options } = current;
  return (
    current.always === desired.always &&
    Object.entries(desired.options).every(
      ([option, value]) => options[option as keyof typeof options] === value,
    )
  );
}
