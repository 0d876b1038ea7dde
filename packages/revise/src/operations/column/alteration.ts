/** The changes of `op.alterColumn`, each facet on its own. */
import type { Column, Generation } from "../../model/column";
import { fields, invalid, nullable, oneOf, optional, text, type Place, type Reader } from "../arguments";
import type { AlterColumn } from "../column";
import { encodeName } from "../object-name";
import type { Change } from "../operation";
import { formatTypeText } from "../type-text";
import { encodeDefault } from "./default-value";
import { facetFields } from "./definition";
import { decodeGeneration, encodeGeneration } from "./generation";
import { decodeStorage, encodeStorage } from "./storage";
import { columnType, typeWith } from "./type";

export type Alterations = Omit<AlterColumn, "kind" | "table" | "column">;

type Side<Facet extends keyof Alterations> = NonNullable<Alterations[Facet]>["to"];

/** How a revision file states the new side of a facet, in the order in which it does. */
const words: { readonly [Facet in keyof Alterations]-?: (to: Side<Facet>, changes: Alterations) => object } =
  {
    type: (type) => ({ type: formatTypeText(type) }),
    // The plain cast needs no word.
    using: (using) => (using === null ? {} : { using }),
    nullable: (nulls) => ({ nullable: nulls }),
    default: (value, { type }) => ({ default: value && encodeDefault(value, type?.to ?? null) }),
    generation: (generation) => (generation === null ? { generated: null } : encodeGeneration(generation)),
    collation: (collation) => ({ collation: collation && encodeName(collation) }),
    comment: (comment) => ({ comment }),
    storage: encodeStorage,
  };

/** What may change, in that order. */
export const facets = Object.keys(words) as (keyof Alterations)[];

/** The new sides, as a revision file writes them. */
export function encodeAlterations(changes: Alterations): Readonly<Record<string, unknown>> {
  const encoded = facets.flatMap((facet) => {
    const change: Change<unknown> | undefined = changes[facet];
    const encode = words[facet] as (to: unknown, changes: Alterations) => object;
    return change === undefined ? [] : Object.entries(encode(change.to, changes));
  });
  return Object.fromEntries(encoded);
}

export function alteredColumn(column: Column, changes: Alterations): Column {
  const sides = facets.flatMap((facet) => {
    const change = facet === "using" ? undefined : changes[facet];
    return change === undefined ? [] : [[facet, change.to] as const];
  });
  return { ...column, ...(Object.fromEntries(sides) as Partial<Column>) };
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
  const sides: { readonly [Facet in keyof Alterations]-?: Side<Facet> | undefined } = {
    type: type && typeWith(type, given, place),
    using,
    nullable: given.nullable,
    default: given.default,
    generation: generationOf(given, place),
    collation: given.collation,
    comment: given.comment,
    storage: decodeStorage(given),
  };
  const stated = Object.entries(sides).filter(([, to]) => to !== undefined);
  if (stated.length === 0) throw invalid(place, "changes nothing");
  return Object.fromEntries(stated.map(([facet, to]) => [facet, { to }]));
};

/** Undefined for no change. */
function generationOf(
  given: ReturnType<typeof readAlterations>,
  place: Place,
): Generation | null | undefined {
  const { generated } = given;
  const stated = decodeGeneration({ ...given, generated: generated ?? undefined }, place);
  if (generated !== null) return stated ?? undefined;
  if (stated !== null) throw invalid(place, "has both generated: null and asExpression");
  return null;
}
