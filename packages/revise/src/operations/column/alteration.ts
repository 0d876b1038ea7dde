/** The changes of `op.alterColumn`, each facet on its own. */
import type { Column, Generation } from "../../model/column";
import { fields, invalid, nullable, oneOf, optional, text, type Place, type Reader } from "../arguments";
import {
  encodeSides,
  facetFields,
  facets,
  plainSides,
  stated,
  type Alterations,
  type Facet,
  type Sides,
} from "./facets";
import { decodeGeneration } from "./generation";
import { columnType, typeWith } from "./type";

/** The new sides, as a revision file writes them. */
export function encodeAlterations(changes: Alterations): Readonly<Record<string, unknown>> {
  return encodeSides(newSides(changes));
}

export function alteredColumn(column: Column, changes: Alterations): Column {
  const sides = Object.entries(newSides(changes)).filter(([facet]) => facet !== "using");
  return { ...column, ...(Object.fromEntries(sides) as Partial<Column>) };
}

function newSides(changes: Alterations): Sides {
  const sides = facets.flatMap((facet) => {
    const change = changes[facet];
    return change === undefined ? [] : [[facet, change.to] as const];
  });
  return Object.fromEntries(sides);
}

const readAlterations = fields({
  ...facetFields,
  type: optional(columnType),
  using: optional(nullable(text)),
  generated: optional(nullable(oneOf("increment", "identity"))),
});

export const alterations: Reader<Alterations> = (value, place) => {
  const given = readAlterations(value, place);
  const { type, using, length, precision, scale, array } = given;
  if (type === undefined && [length, precision, scale, array, using].some((part) => part !== undefined)) {
    throw invalid(place, "says more about a type that it does not state");
  }
  const sides: Required<Sides> = {
    ...plainSides(given),
    type: type && typeWith(type, given, place),
    using,
    generation: generationOf(given, place),
  };
  const changes = Object.entries(stated(sides)).map(([facet, to]) => [facet as Facet, { to }] as const);
  if (changes.length === 0) throw invalid(place, "changes nothing");
  return Object.fromEntries(changes);
};

/** Undefined for no change. */
function generationOf(
  given: ReturnType<typeof readAlterations>,
  place: Place,
): Generation | null | undefined {
  const { generated } = given;
  const read = decodeGeneration({ ...given, generated: generated ?? undefined }, place);
  if (generated !== null) return read ?? undefined;
  if (read !== null) throw invalid(place, "has both generated: null and asExpression");
  return null;
}
