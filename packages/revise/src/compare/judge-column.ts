/** The comparison's judgement on a column, and the user's word over it. */
import type { Column, ColumnFacet } from "../model/column";
import type { QualifiedName } from "../model/names";
import { differingFacets, sameGeneration } from "./column-facets";
import type { CompareContext } from "./comparison";

/** What is wanted of a column, and which facets of it are to be changed. */
export interface JudgedColumn {
  readonly wanted: Column;
  readonly facets: readonly ColumnFacet[];
}

/** What the user calls equal stays as it is in the database; what they call different is written, whatever it says. */
export function judgeColumn(
  table: QualifiedName,
  current: Column,
  desired: Column,
  { judge }: CompareContext,
): JudgedColumn {
  if (judge === undefined) return { wanted: desired, facets: differingFacets(current, desired) };
  const judgement = judge(table, current, desired);
  // A default that comes or goes with a serial or identity is no matter of opinion.
  const generated = !sameGeneration(current.generation, desired.generation);
  const wanted = {
    ...desired,
    ...(judgement.type === false ? { type: current.type } : {}),
    ...(judgement.default === false && !generated ? { default: current.default } : {}),
  };
  const forced = (["type", "default"] as const).filter((facet) => judgement[facet] === true);
  return { wanted, facets: [...new Set([...differingFacets(current, wanted), ...forced])] };
}
