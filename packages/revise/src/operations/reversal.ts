/** Ways back that hang on what only autogenerate notes: the former definition, the old side of a change. */
import type { Change, Operation } from "./operation";
import type { Reverse } from "./traits";

/** @param reason why there is no way back where nothing is known, without a full stop */
export function whenKnown<Known>(
  known: Known | undefined,
  reason: string,
  undo: (known: Known) => readonly Operation[],
): Reverse {
  return known === undefined ? { reversible: false, reason } : { reversible: true, operations: undo(known) };
}

/** Undefined where the old side is not known. */
export function opposite<Value>({ from, to }: Change<Value>): Change<Value> | undefined {
  return from === undefined ? undefined : { from: to, to: from };
}

/**
 * The way back from changes of facets, each of which has to be known.
 *
 * @param of what has the facets: `column user.email`
 */
export function whenFacetsKnown<Changes extends { readonly [Facet in keyof Changes]?: Change<unknown> }>(
  changes: Changes,
  of: string,
  undo: (opposites: Changes) => readonly Operation[],
): Reverse {
  const given = Object.entries(changes as Readonly<Record<string, Change<unknown>>>);
  const [unknown] = given.find(([, { from }]) => from === undefined) ?? [];
  if (unknown !== undefined)
    return { reversible: false, reason: `the former ${unknown} of ${of} is not known` };
  const opposites = Object.fromEntries(given.map(([facet, change]) => [facet, opposite(change)]));
  return { reversible: true, operations: undo(opposites as Changes) };
}
