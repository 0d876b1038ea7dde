import type { Column, DefaultValue, Generation } from "../model/column";
import type { ColumnType } from "../model/column-type";
import { displayName, objectKey, sameName, type ObjectKey, type QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Table } from "../model/table";
import { readArguments, text } from "./arguments";
import {
  alterations,
  alteredColumn,
  encodeAlterations,
  facets,
  reverseAlterations,
} from "./column/alteration";
import { column as columnDefinition, encodeColumn } from "./column/definition";
import { describeAlterations } from "./column/description";
import {
  defaultNeeds,
  defaultReleases,
  existenceOf,
  generationAspects,
  isComputed,
  needsOf,
  releasesOf,
  typeNeeds,
  typeReleases,
} from "./column/footprint";
import { renamedInConstraint, renamedInIndex } from "./column/renaming";
import {
  builtOn,
  changed,
  columnsOf,
  footprintOf,
  former,
  formerPlainColumns,
  plainColumns,
  shapeAfter,
  shapeBefore,
  tableKey,
} from "./footprint";
import {
  columnsOfConstraint,
  columnsOfIndex,
  updateColumn,
  updateConstraints,
  updateTable,
} from "./model-edit";
import { encodeName, objectName } from "./object-name";
import type { Change } from "./operation";
import { renameFootprint, type RenameStep, reversedStep } from "./renaming";
import type { TraitsFor } from "./traits";

export interface AddColumn {
  readonly kind: "addColumn";
  readonly table: QualifiedName;
  readonly column: Column;
}

export interface DropColumn {
  readonly kind: "dropColumn";
  readonly table: QualifiedName;
  readonly column: string;
  readonly definition?: Column;
}

export interface RenameColumn extends RenameStep {
  readonly kind: "renameColumn";
  readonly table: QualifiedName;
  readonly from: string;
  readonly to: string;
}

/** Changes some facets of a column and leaves the others as they are. */
export interface AlterColumn {
  readonly kind: "alterColumn";
  readonly table: QualifiedName;
  readonly column: string;
  readonly type?: Change<ColumnType>;
  /** The `USING` expression of a type change, per direction; null for the plain cast. */
  readonly using?: Change<string | null>;
  readonly nullable?: Change<boolean>;
  readonly default?: Change<DefaultValue | null>;
  readonly generation?: Change<Generation | null>;
  /** Needed with a change of type too, where the collation is not that of the type: a new type brings its own along. */
  readonly collation?: Change<QualifiedName | null>;
  readonly comment?: Change<string | null>;
}

export interface ColumnOperationMap {
  addColumn: AddColumn;
  dropColumn: DropColumn;
  renameColumn: RenameColumn;
  alterColumn: AlterColumn;
}

const addColumn: TraitsFor<"addColumn">["addColumn"] = {
  reverse: ({ table, column }) => ({
    reversible: true,
    operations: [{ kind: "dropColumn", table, column: column.name, definition: column }],
  }),
  describe: ({ table, column }) => `Add column ${displayName(table)}.${column.name}`,
  apply: (model, { table, column }) =>
    updateTable(model, table, (found) => ({
      ...found,
      columns: [...found.columns.filter((other) => other.name !== column.name), column],
    })),
  footprint: ({ table, column }) =>
    footprintOf({
      creates: [
        ...existenceOf(table, column),
        changed(table, column.name),
        ...shapeAfter(table).filter((key) => !isComputed(column) || key !== plainColumns(table)),
      ],
      needs: [tableKey(table), ...needsOf(table, column)],
    }),
  encode: ({ table, column }) => [encodeName(table), encodeColumn(column)],
  decode: (args) => {
    const [table, column] = readArguments("addColumn", args, objectName, columnDefinition);
    return { kind: "addColumn", table, column };
  },
};

const dropColumn: TraitsFor<"dropColumn">["dropColumn"] = {
  reverse: ({ table, column, definition }) =>
    definition === undefined
      ? {
          reversible: false,
          reason: `the definition of column ${displayName(table)}.${column} is not known`,
        }
      : { reversible: true, operations: [{ kind: "addColumn", table, column: definition }] },
  describe: ({ table, column }) => `Drop column ${displayName(table)}.${column}`,
  apply: (model, { table, column }) => updateTable(model, table, (found) => withoutColumn(found, column)),
  footprint: ({ table, column, definition }) =>
    footprintOf({
      drops: [
        ...(definition === undefined ? columnsOf(table, [column]) : existenceOf(table, definition)),
        former(table, column),
        ...shapeBefore(table).filter(
          (key) => !(definition && isComputed(definition)) || key !== formerPlainColumns(table),
        ),
      ],
      needs: [tableKey(table)],
      releases: definition === undefined ? [] : releasesOf(table, definition),
    }),
  encode: ({ table, column }) => [encodeName(table), column],
  decode: (args) => {
    const [table, column] = readArguments("dropColumn", args, objectName, text);
    return { kind: "dropColumn", table, column };
  },
};

/** Constraints and indexes of the table that stand on the column go with it (PostgreSQL manual, ALTER TABLE). */
function withoutColumn(table: Table, column: string): Table {
  return {
    ...table,
    columns: table.columns.filter((other) => other.name !== column),
    constraints: table.constraints.filter((constraint) => !columnsOfConstraint(constraint).includes(column)),
    indexes: table.indexes.filter((index) => !columnsOfIndex(index).includes(column)),
  };
}

const renameColumn: TraitsFor<"renameColumn">["renameColumn"] = {
  reverse: ({ kind, table, from, to, ...step }) => ({
    reversible: true,
    operations: [{ kind, table, from: to, to: from, ...reversedStep(step) }],
  }),
  describe: ({ table, from, to }) => `Rename column ${displayName(table)}.${from} to ${to}`,
  apply: (model, { table, from, to }) => renamed(model, table, from, to),
  footprint: ({ table, from, to, ...step }) =>
    renameFootprint({
      ...step,
      before: columnsOf(table, [from]),
      after: [...builtOn(table, [to]), ...shapeAfter(table)],
      ends: [former(table, from), ...shapeBefore(table)],
      needs: [tableKey(table)],
    }),
  encode: ({ table, from, to }) => [encodeName(table), from, to],
  decode: (args) => {
    const [table, from, to] = readArguments("renameColumn", args, objectName, text, text);
    return { kind: "renameColumn", table, from, to };
  },
};

function renamed(model: SchemaModel, table: QualifiedName, from: string, to: string): SchemaModel {
  const named = updateColumn(model, table, from, (column) => ({ ...column, name: to }));
  const constrained = updateConstraints(named, (constraint, owner) =>
    renamedInConstraint(constraint, from, to, {
      own: sameName(owner.name, table),
      referenced: constraint.kind === "foreignKey" && sameName(constraint.references.table, table),
    }),
  );
  return updateTable(constrained, table, (found) => ({
    ...found,
    indexes: found.indexes.map((index) => renamedInIndex(index, from, to)),
  }));
}

const alterColumn: TraitsFor<"alterColumn">["alterColumn"] = {
  reverse: ({ kind, table, column, ...changes }) => {
    const reversed = reverseAlterations(changes);
    return typeof reversed === "string"
      ? {
          reversible: false,
          reason: `the former ${reversed} of column ${displayName(table)}.${column} is not known`,
        }
      : { reversible: true, operations: [{ kind, table, column, ...reversed }] };
  },
  describe: ({ table, column, ...changes }) =>
    `Change column ${displayName(table)}.${column}: ${describeAlterations(changes)}`,
  apply: (model, { table, column, ...changes }) =>
    updateColumn(model, table, column, (found) => alteredColumn(found, changes)),
  footprint: (operation) => {
    const { table, column, type } = operation;
    const value = operation.default;
    const generation = generationAspects(operation);
    const reshapes = facets.some(
      (facet) => facet !== "default" && facet !== "comment" && operation[facet] !== undefined,
    );
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
