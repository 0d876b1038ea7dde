/** What becomes of a foreign key while something happens to what it points at. */
import type { ColumnType } from "../../model/column-type";
import type { ForeignKey } from "../../model/constraint";
import { objectKey, sameName, type ObjectKey, type QualifiedName } from "../../model/names";
import { findColumn, findTable, type SchemaModel } from "../../model/schema-model";
import type { Table } from "../../model/table";
import type { TableIndex } from "../../model/table-index";
import type { Operation } from "../../operations/operation";
import { woundedColumns, type Situation } from "./situation";

/** Whether what a foreign key points at goes, is replaced or gets another type by a cast. */
export function isCutOff(
  { references }: ForeignKey,
  { current, wounds }: Pick<Situation, "current" | "wounds">,
): boolean {
  if (wounds.dropped.has(objectKey("table", references.table))) return true;
  const target = findTable(current, references.table);
  if (target === undefined) return false;
  const { lost, cast } = woundedColumns(target, wounds);
  if ([...lost, ...cast].some((name) => references.columns.includes(name))) return true;
  return keysOver(target, references.columns).some((key) => wounds.dropped.has(key));
}

/** Whether its ends do not fit each other while only one of them has its new type: the server looks after each change. */
export function isParted(constraint: ForeignKey, table: Table, situation: Situation): boolean {
  const { columns, references } = constraint;
  return columns.some((column, place) => {
    const own = typesOf(table.name, column, situation);
    const target = typesOf(references.table, references.columns[place] ?? "", situation);
    if (own === null || target === null || !(own.changes || target.changes)) return false;
    const { comparableTypes } = situation;
    return !comparableTypes(own.after, target.before) || !comparableTypes(own.before, target.after);
  });
}

interface TypesOfColumn {
  readonly before: ColumnType;
  readonly after: ColumnType;
  readonly changes: boolean;
}

function typesOf(table: QualifiedName, name: string, situation: Situation): TypesOfColumn | null {
  const { current, desired, wounds } = situation;
  const before = findColumn(current, table, name)?.type;
  if (before === undefined) return null;
  const changes = wounds.retyped.has(objectKey("column", table, name));
  return { before, after: changes ? (findColumn(desired, table, name)?.type ?? before) : before, changes };
}

/** The constraints and unique indexes over just these columns, any of which a foreign key may rest on. */
function keysOver(table: Table, columns: readonly string[]): ObjectKey[] {
  const constraints = table.constraints.filter(
    (constraint) =>
      (constraint.kind === "primaryKey" || constraint.kind === "unique") &&
      sameSet(constraint.columns, columns),
  );
  const indexes = table.indexes.filter((index) => isKeyOver(index, columns));
  return [
    ...constraints.map(({ name }) => objectKey("constraint", table.name, name)),
    ...indexes.map(({ name }) => objectKey("index", table.name, name)),
  ];
}

function isKeyOver(index: TableIndex, columns: readonly string[]): boolean {
  return (
    index.unique &&
    index.where === null &&
    sameSet(
      index.keys.map((key) => key.column ?? ""),
      columns,
    )
  );
}

/** Whether no entity speaks of the table: what it loses for good is not ours to drop. */
export function isUnclaimed({ name }: Table, { desired }: Pick<Situation, "desired">): boolean {
  return findTable(desired, name) === undefined;
}

/** What a foreign key needs of the table that it points at. */
export function keysNeeded(
  { references: { table, columns } }: ForeignKey,
  current: SchemaModel,
): readonly ObjectKey[] {
  const target = findTable(current, table);
  return [
    objectKey("table", table),
    ...columns.map((column) => objectKey("column", table, column)),
    ...(target === undefined ? [] : keysOver(target, columns)),
  ];
}

/** Whether the key that it points at is there after the operations. */
export function hasTarget(
  { references }: ForeignKey,
  situation: Pick<Situation, "current" | "wounds" | "operations">,
): boolean {
  const { current, wounds, operations } = situation;
  const { table, columns } = references;
  const target = findTable(current, table);
  if (target === undefined) return true;
  if (wounds.dropped.has(objectKey("table", table))) return false;
  if (woundedColumns(target, wounds).gone.some((name) => columns.includes(name))) return false;
  return (
    keysOver(target, columns).some((key) => !wounds.dropped.has(key)) ||
    operations.some((operation) => makesKey(operation, table, columns))
  );
}

function makesKey(operation: Operation, table: QualifiedName, columns: readonly string[]): boolean {
  switch (operation.kind) {
    case "addPrimaryKey":
    case "addUnique":
      return sameName(operation.table, table) && sameSet(operation.constraint.columns, columns);
    case "createIndex":
      return sameName(operation.table, table) && isKeyOver(operation.index, columns);
    default:
      return false;
  }
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name));
}
