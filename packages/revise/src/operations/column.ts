import type { Column, ColumnFacet, ColumnStorage } from "../model/column";
import { displayName, objectKey, type ObjectKey, type QualifiedName } from "../model/names";
import { readArguments, text } from "./arguments";
import { alterations, alteredColumn, encodeAlterations } from "./column/alteration";
import { describeAlterations } from "./column/description";
import { facets, type Alterations, type Facet } from "./column/facets";
import { addColumn, dropColumn, type AddColumn, type DropColumn } from "./column/existence";
import {
  defaultNeeds,
  defaultReleases,
  generationAspects,
  typeNeeds,
  typeReleases,
} from "./column/footprint";
import { renamedColumn } from "./column/renaming";
import { changed, columnsOf, footprintOf, former, shapeAfter, shapeBefore, tableKey } from "./footprint";
import { updateColumn } from "./model-edit";
import { encodeName, objectName } from "./object-name";
import type { Change } from "./operation";
import { type MemberRename, memberRenameTraits } from "./renaming";
import { whenFacetsKnown } from "./reversal";
import type { TraitsFor } from "./traits";

export interface RenameColumn extends MemberRename {
  readonly kind: "renameColumn";
}

type FacetChanges = { readonly [Facet in ColumnFacet]?: Change<Column[Facet]> };

/** Changes some facets of a column and leaves the others as they are. */
export interface AlterColumn extends FacetChanges {
  readonly kind: "alterColumn";
  readonly table: QualifiedName;
  readonly column: string;
  /** The `USING` expression of a type change, per direction; null for the plain cast. */
  readonly using?: Change<string | null>;
  /** Needed with a change of type too, where the collation is not that of the type: a new type brings its own along. */
  readonly collation?: Change<QualifiedName | null>;
  /** Needed with a change of type too, which sets it back. What it does not say stays, or is that of the new type. */
  readonly storage?: Change<ColumnStorage>;
}

export interface ColumnOperationMap {
  addColumn: AddColumn;
  dropColumn: DropColumn;
  renameColumn: RenameColumn;
  alterColumn: AlterColumn;
}

const renameColumn = memberRenameTraits("renameColumn", {
  phrase: (table, name) => `column ${displayName(table)}.${name}`,
  keys: (table, name) => columnsOf(table, [name]),
  brings: (table, to) => [changed(table, to), ...shapeAfter(table)],
  ends: (table, from) => [former(table, from), ...shapeBefore(table)],
  needs: (table) => [tableKey(table)],
  apply: (model, { table, from, to }) => renamedColumn(model, table, from, to),
});

/** What changes about a column without a new form of it. */
const shapeless: ReadonlySet<Facet> = new Set(["default", "comment", "storage"]);

const alterColumn: TraitsFor<"alterColumn">["alterColumn"] = {
  reverse: ({ kind, table, column, using, ...changes }) => {
    // The cast back is the plain one where nobody said otherwise.
    const all: Alterations = { ...changes, ...(using && { using: { from: null, ...using } }) };
    return whenFacetsKnown(all, `column ${displayName(table)}.${column}`, (former) => [
      { kind, table, column, ...former },
    ]);
  },
  describe: ({ table, column, ...changes }) =>
    `Change column ${displayName(table)}.${column}: ${describeAlterations(changes)}`,
  apply: (model, { table, column, ...changes }) =>
    updateColumn(model, table, column, (found) => alteredColumn(found, changes)),
  footprint: (operation) => {
    const { table, column, type } = operation;
    const value = operation.default;
    const generation = generationAspects(operation);
    const reshapes = facets.some((facet) => !shapeless.has(facet) && operation[facet] !== undefined);
    return footprintOf({
      creates: reshapes ? [changed(table, column), ...without(shapeAfter(table), generation.needs)] : [],
      drops: reshapes ? [former(table, column), ...without(shapeBefore(table), generation.releases)] : [],
      needs: [
        tableKey(table),
        objectKey("column", table, column),
        ...(type ? typeNeeds(type.to) : []),
        ...defaultNeeds(value?.to ?? null),
        ...generation.needs,
      ],
      releases: [
        ...(type?.from ? typeReleases(type.from) : []),
        ...defaultReleases(value?.from ?? null),
        ...generation.releases,
      ],
    });
  },
  encode: ({ table, column, ...changes }) => [encodeName(table), column, encodeAlterations(changes)],
  decode: (args) => {
    const [table, column, changes] = readArguments("alterColumn", args, objectName, text, alterations);
    return { kind: "alterColumn", table, column, ...changes };
  },
};

function without(keys: readonly ObjectKey[], others: readonly ObjectKey[]): readonly ObjectKey[] {
  return keys.filter((key) => !others.includes(key));
}

export const columnTraits: TraitsFor<keyof ColumnOperationMap> = {
  addColumn,
  dropColumn,
  renameColumn,
  alterColumn,
};
