import { type Column, type ColumnFacet, type Generation, sameDefault } from "../model/column";
import { hasType } from "../model/column-type";
import { sameData } from "./same-data";

/** Whether a facet of a column differs. Expressions are taken to be in the server's spelling. */
const differs: Readonly<Record<ColumnFacet, (current: Column, desired: Column) => boolean>> = {
  type: (current, desired) => !hasType(current.type, desired.type),
  nullable: (current, desired) => current.nullable !== desired.nullable,
  default: (current, desired) => !sameDefault(current.default, desired.default),
  generation: (current, desired) => !sameGeneration(current.generation, desired.generation),
  collation: (current, desired) => !sameData(current.collation, desired.collation),
  comment: (current, desired) => (current.comment ?? "") !== (desired.comment ?? ""),
};
const facets = Object.keys(differs) as ColumnFacet[];

/** Which facets of a column differ. */
export function differingFacets(current: Column, desired: Column): readonly ColumnFacet[] {
  return facets.filter((facet) => differs[facet](current, desired));
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
