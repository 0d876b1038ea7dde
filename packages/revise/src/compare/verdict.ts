/** The three answers to "do these two agree?". The third one is reported and never guessed away. */

export type Verdict<Facet extends string> =
  | { readonly kind: "same" }
  | { readonly kind: "different"; readonly facets: readonly Facet[] }
  | { readonly kind: "incomparable"; readonly reason: string };

export const same = { kind: "same" } as const;

/** Same where no facet differs. */
export function verdictOf<Facet extends string>(differs: Readonly<Record<Facet, boolean>>): Verdict<Facet> {
  const facets = (Object.keys(differs) as Facet[]).filter((facet) => differs[facet]);
  return facets.length === 0 ? same : { kind: "different", facets };
}

/** Equality of plain data, whatever the order of the properties. */
export function sameData(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const leftEntries = Object.entries(left);
  const rightRecord = right as Readonly<Record<string, unknown>>;
  return (
    leftEntries.length === Object.keys(right).length &&
    leftEntries.every(([key, value]) => key in right && sameData(value, rightRecord[key]))
  );
}
