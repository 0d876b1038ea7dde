/** What an object needs of what is in scope, as rows of the catalogue tell it. */
import type { Dependent } from "../../../dialect/dependent";
import type { ReadScope } from "./scope";

export interface NeedRow {
  /** JSON, `[[schema oid, relation, column or null]]`. */
  readonly reads: string | null;
  /** JSON, `[[schema oid, type]]`. */
  readonly enums: string | null;
}

/** SQL: {@link NeedRow.reads} of the relations called `relation` and their columns `a`. */
export function readsOf(relation: string): string {
  return `json_agg(json_build_array(${relation}.relnamespace::int8, ${relation}.relname, a.attname) ORDER BY ${relation}.oid, a.attnum) FILTER (WHERE ${relation}.oid IS NOT NULL)`;
}

/** SQL: the same of the relations `c`. */
export const reads = readsOf("c");

/** SQL: {@link NeedRow.enums} of the types `e`. */
export const usedEnums =
  "json_agg(json_build_array(e.typnamespace::int8, e.typname) ORDER BY e.oid) FILTER (WHERE e.oid IS NOT NULL)";

export function toReads(row: Pick<NeedRow, "reads">, scope: ReadScope): Dependent["reads"] {
  return (JSON.parse(row.reads ?? "[]") as [number, string, string | null][]).map(
    ([namespace, relation, column]) => ({
      relation: scope.name(namespace, relation),
      column,
    }),
  );
}

export function toEnums(row: NeedRow, scope: ReadScope): Dependent["enums"] {
  return (JSON.parse(row.enums ?? "[]") as [number, string][]).map(([namespace, type]) =>
    scope.name(namespace, type),
  );
}
