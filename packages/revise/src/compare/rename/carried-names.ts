/**
 * A table or column that is renamed carries along what is named after it: the sequences of its serial and identity
 * columns, its constraints and its indexes, as far as nobody gave them a name of their own. Enum types follow in `rename.ts`.
 */
import { type Column, sequenceOfItsOwnName } from "../../model/column";
import type { Constraint } from "../../model/constraint";
import { mentions } from "../../model/expression-text";
import { nameKey, type QualifiedName, sameName } from "../../model/names";
import { findColumn, type SchemaModel } from "../../model/schema-model";
import type { Table } from "../../model/table";
import type { TableIndex } from "../../model/table-index";
import type { View } from "../../model/view";
import { columnsOfConstraint, columnsOfIndex, updateTables } from "../../operations/model-edit";
import type { Operation } from "../../operations/operation";
import { relocationOf } from "../../operations/relocation";
import type { RenameSequence } from "../../operations/sequence";
import type { CompareContext } from "../comparison";
import { orderOperations } from "../order";
import type { RenameOutcome } from "../rename";
import { type Naming, renamed } from "./renamed";

/**
 * The renames, and those that they entail.
 *
 * @param current everything in the database, before
 * @param desired what the entities want
 */
export function carryNames(
  renames: RenameOutcome,
  current: SchemaModel,
  desired: SchemaModel,
  context: CompareContext,
): RenameOutcome {
  if (renames.operations.length === 0) return renames;
  const everything = renamed(current, renames.operations, context);
  const sequences = orderOperations(staleSequences(current, everything, desired, context), {
    models: [current, desired],
  });
  return {
    ...renames,
    operations: [...renames.operations, ...sequences],
    current: withoutStaleNames(renamed(renames.current, sequences, context), renames.operations, context),
  };
}

/** The sequences whose names followed from the old names, under those that follow from the new ones. */
function staleSequences(
  before: SchemaModel,
  after: SchemaModel,
  desired: SchemaModel,
  { sequenceName }: Naming,
): readonly RenameSequence[] {
  const given = new Set(before.tables.flatMap(({ columns }) => columns.flatMap(sequencesOf)));
  const stale = after.tables.flatMap(({ name: table, columns }) =>
    columns.flatMap((column): readonly RenameSequence[] => {
      const sequence = sequenceOfItsOwnName(column.generation);
      if (sequence === null || given.has(nameKey(sequence))) return [];
      const wanted = findColumn(desired, table, column.name);
      if (wanted?.generation?.kind !== column.generation?.kind) return [];
      const to = sequenceName(table.name, column.name);
      return to === sequence.name ? [] : [{ kind: "renameSequence", from: sequence, to }];
    }),
  );
  const leaving = new Set(stale.map(({ from }) => nameKey(from)));
  const taken = new Set(relationNames(after).filter((name) => !leaving.has(name)));
  return stale.filter(({ from, to }) => !taken.has(nameKey({ schema: from.schema, name: to })));
}

function sequencesOf({ generation }: Column): readonly string[] {
  const sequence = sequenceOfItsOwnName(generation);
  return sequence === null ? [] : [nameKey(sequence)];
}

function relationNames({ sequences, tables, views }: SchemaModel): readonly string[] {
  return [
    ...sequences.map(({ name }) => nameKey(name)),
    ...[...tables, ...views].flatMap(({ name, indexes }) =>
      [name.name, ...indexes.map((index) => index.name)].map((one) =>
        nameKey({ schema: name.schema, name: one }),
      ),
    ),
    ...tables.flatMap(({ columns }) => columns.flatMap(sequencesOf)),
  ];
}

/** Something that got another name: a table, a view, or a column of a table. Tables and views go by their new names. */
interface Renamed {
  readonly table: QualifiedName;
  readonly column: string | null;
  readonly from: string;
}

/**
 * The model in which names of constraints and indexes that were made from an old name count as given by nobody, so
 * that the comparison leads them to the names that are made from the new one.
 */
function withoutStaleNames(
  model: SchemaModel,
  operations: readonly Operation[],
  { isGeneratedName }: Pick<CompareContext, "isGeneratedName">,
): SchemaModel {
  const renames = operations.flatMap(toRenamed);
  const forget = <Item extends Constraint | TableIndex>(item: Item, causes: readonly Renamed[]): Item =>
    causes.some(({ from }) => isGeneratedName(item.name) || item.name.includes(from))
      ? { ...item, givenName: false }
      : item;
  const indexesOf = (owner: Table | View): readonly TableIndex[] =>
    owner.indexes.map((index) =>
      forget(
        index,
        renames.filter((rename) => concernsIndex(rename, owner.name, index)),
      ),
    );
  const tablesDone = updateTables(model, (table) => ({
    ...table,
    constraints: table.constraints.map((constraint) =>
      forget(
        constraint,
        renames.filter((rename) => concerns(rename, table, constraint)),
      ),
    ),
    indexes: indexesOf(table),
  }));
  return { ...tablesDone, views: model.views.map((view) => ({ ...view, indexes: indexesOf(view) })) };
}

function toRenamed(operation: Operation): readonly Renamed[] {
  if (operation.kind === "renameColumn") {
    return [{ table: operation.table, column: operation.to, from: operation.from }];
  }
  const relocation = relocationOf(operation);
  if (relocation === null || relocation.kind === "type") return [];
  const { from, to } = relocation;
  return from.name === to.name ? [] : [{ table: to, column: null, from: from.name }];
}

function concerns({ table, column }: Renamed, owner: Table, constraint: Constraint): boolean {
  if (constraint.kind === "foreignKey" && sameName(constraint.references.table, table)) {
    if (column === null || constraint.references.columns.includes(column)) return true;
  }
  if (!sameName(owner.name, table)) return false;
  if (column === null || columnsOfConstraint(constraint).includes(column)) return true;
  return "expression" in constraint && mentions(constraint.expression, column);
}

function concernsIndex({ table, column }: Renamed, owner: QualifiedName, index: TableIndex): boolean {
  if (!sameName(owner, table)) return false;
  if (column === null || columnsOfIndex(index).includes(column)) return true;
  return index.where !== null && mentions(index.where, column);
}
