/**
 * Among what renames are looked for: tables among tables, columns within a table, values within an enum type, views
 * among views of their kind.
 */
import { displayName, nameKey } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { Table } from "../../model/table";
import type { View } from "../../model/view";
import type { RenameCandidate } from "../comparison";
import { matchByKey, sameKeys } from "../match";
import { columnScore, tableScore, valueScore, viewScore } from "./score";
import { matchTables } from "../table";

/** Things that may be renamed into each other, by the keys that tell them apart. */
export interface RenameGroup {
  readonly isThere: KeyFilter;
  /** The pairs of what is there and what is wanted, of those that the filters let pass. */
  readonly pairs: (from: KeyFilter, to: KeyFilter) => readonly RenamePair[];
  /** All pairs of what is gone and what is new. */
  readonly openPairs: () => readonly RenamePair[];
}

type KeyFilter = (key: string) => boolean;

export interface RenamePair {
  readonly group: RenameGroup;
  readonly from: string;
  readonly to: string;
  readonly candidate: RenameCandidate;
}

/** @param alike tables with nothing to look for */
type Grouping = (
  current: SchemaModel,
  desired: SchemaModel,
  alike?: ReadonlyMap<Table, Table>,
) => readonly RenameGroup[];

export const groupings: Readonly<Record<RenameCandidate["kind"], Grouping>> = {
  table: (current, desired) => [
    groupOf(
      current.tables,
      desired.tables,
      ({ name }) => nameKey(name),
      (from, to) => ({
        kind: "table",
        of: from.name,
        from: from.name.name,
        to: to.name.name,
        schema: to.name.schema,
        score: tableScore(from, to),
      }),
    ),
  ],

  column: (current, desired, alike) =>
    matchTables(current, desired).kept.flatMap(([currentTable, desiredTable]) => {
      if (alike?.get(desiredTable) === currentTable) return [];
      const sides = { currentTable, desiredTable, current, desired };
      return groupOf(
        currentTable.columns,
        desiredTable.columns,
        ({ name }) => name,
        (from, to) => ({
          kind: "column",
          of: desiredTable.name,
          from: from.name,
          to: to.name,
          schema: desiredTable.name.schema,
          score: columnScore(from, to, sides),
        }),
      );
    }),

  enumValue: (current, desired) =>
    matchByKey(current.enumTypes, desired.enumTypes, ({ name }) => displayName(name)).kept.map(
      ([{ name, values }, wanted]) =>
        groupOf(
          values,
          wanted.values,
          (value) => value,
          (from, to) => ({
            kind: "enumValue",
            of: name,
            from,
            to,
            schema: name.schema,
            score: valueScore(from, to, values, wanted.values),
          }),
        ),
    ),

  view: (current, desired) => [viewGroup(current, desired, false)],
  materializedView: (current, desired) => [viewGroup(current, desired, true)],
};

function viewGroup(current: SchemaModel, desired: SchemaModel, materialized: boolean): RenameGroup {
  const ofKind = ({ views }: SchemaModel): readonly View[] =>
    views.filter((view) => view.materialized === materialized);
  return groupOf(
    ofKind(current),
    ofKind(desired),
    ({ name }) => nameKey(name),
    (from, to) => ({
      kind: materialized ? "materializedView" : "view",
      of: from.name,
      from: from.name.name,
      to: to.name.name,
      schema: to.name.schema,
      score: viewScore(from, to),
    }),
  );
}

function groupOf<Item>(
  current: readonly Item[],
  desired: readonly Item[],
  keyOf: (item: Item) => string,
  candidateOf: (from: Item, to: Item) => RenameCandidate,
): RenameGroup {
  let keys: ReadonlySet<string> | undefined;
  const isThere: KeyFilter = (key) => (keys ??= new Set(current.map(keyOf))).has(key);
  const group: RenameGroup = {
    isThere,
    pairs: (isFrom, isTo) => {
      const targets = desired.filter((item) => isTo(keyOf(item)));
      return current
        .filter((item) => isFrom(keyOf(item)))
        .flatMap((from) =>
          targets.map((to) => ({
            group,
            from: keyOf(from),
            to: keyOf(to),
            candidate: candidateOf(from, to),
          })),
        );
    },
    openPairs: () => {
      if (sameKeys(current, desired, keyOf)) return [];
      const wanted = new Set(desired.map(keyOf));
      return group.pairs(
        (key) => !wanted.has(key),
        (key) => !isThere(key),
      );
    },
  };
  return group;
}
