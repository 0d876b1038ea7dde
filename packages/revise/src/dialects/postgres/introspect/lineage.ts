/** What partitions and child tables are parts of: the change of a column reaches what reads it there. */
import type { Dependent } from "../../../dialect/dependent";
import { nameKey, type QualifiedName } from "../../../model/names";
import type { View } from "../../../model/view";
import type { ReadScope } from "./scope";
import type { UnmodelledRow } from "./unmodelled";

/** The tables that a relation is a part of, the nearest first. */
export type Lineage = (relation: QualifiedName) => readonly QualifiedName[];

export function lineageOf(rows: readonly UnmodelledRow[], scope: ReadScope): Lineage {
  const parents = new Map<string, QualifiedName[]>();
  for (const { kind, namespace, name, table_namespace, table_name } of rows) {
    if (kind !== "partition" && kind !== "child table") continue;
    if (table_namespace === null || table_name === null) continue;
    const key = nameKey(scope.name(namespace, name));
    parents.set(key, [...(parents.get(key) ?? []), scope.name(table_namespace, table_name)]);
  }
  const lineage: Lineage = (relation) =>
    (parents.get(nameKey(relation)) ?? []).flatMap((parent) => [parent, ...lineage(parent)]);
  return parents.size === 0 ? () => [] : lineage;
}

/** What reads a column of a part reads that of the whole. */
export function withWhole(dependent: Dependent, lineage: Lineage): Dependent {
  // Whether what the columns belong to is a part itself is known there.
  if (dependent.fixesForm !== undefined) return dependent;
  const more = dependent.reads.flatMap(({ relation, column }) =>
    column === null && dependent.holdsRows !== true
      ? []
      : lineage(relation).map((whole) => ({ relation: whole, column })),
  );
  return more.length === 0 ? dependent : { ...dependent, reads: [...dependent.reads, ...more] };
}

export function viewOfWhole(view: View, lineage: Lineage): View {
  const known = new Set(view.dependsOn.map(nameKey));
  const more = view.dependsOn.flatMap(lineage).filter((whole) => {
    const fresh = !known.has(nameKey(whole));
    known.add(nameKey(whole));
    return fresh;
  });
  return more.length === 0 ? view : { ...view, dependsOn: [...view.dependsOn, ...more] };
}
