import type { Column } from "../../model/column";
import { sameType } from "../../model/column-type";
import type { Constraint } from "../../model/constraint";
import { mentions } from "../../model/expression-text";
import { nameKey, objectKey, ownerOf, sameName } from "../../model/names";
import { findColumn } from "../../model/schema-model";
import type { Table } from "../../model/table";
import { expressionsIn, type TableIndex } from "../../model/table-index";
import { addition } from "../../operations/constraint/addition";
import type { Operation } from "../../operations/operation";
import { columnAnew } from "../column";
import { dropConstraint } from "../constraint";
import { createIndex, dropIndex } from "../table-index";
import { hasTarget, isCutOff, isParted, isUnclaimed } from "./foreign-key";
import { woundedColumns, type Situation, type Wounded } from "./situation";

/**
 * Generated columns that read a column which goes or gets another type, or mention an enum that is rebuilt, and those that
 * are to do so, or to read a new column: in place the change of an expression has to wait for what it reads and for
 * nothing that it has read.
 */
export function recreatedColumns(table: Table, situation: Situation): readonly Operation[] {
  const { desired, wounds, operations } = situation;
  const { lost, retyped } = woundedColumns(table, wounds);
  const causes = [...lost, ...retyped];
  const rebuilt = [...wounds.rebuilt].map((key) => ownerOf(key).name);
  const added = operations.flatMap((operation) =>
    operation.kind === "addColumn" && sameName(operation.table, table.name) ? [operation.column.name] : [],
  );
  if (causes.length === 0 && added.length === 0 && rebuilt.length === 0) return [];
  return table.columns.flatMap((column): readonly Operation[] => {
    if (lost.includes(column.name)) return [];
    const wanted = findColumn(desired, table.name, column.name) ?? column;
    const [before, after] = [expressionOf(column), expressionOf(wanted)];
    // A column that ceases to be generated keeps its values, and lets go of the others first; one that becomes so and needs
    // no other step waits for them.
    if (after === null) return [];
    if (before === null && sameType(column.type, wanted.type)) return [];
    const reads = (expression: string | null, names: readonly string[]): boolean =>
      expression !== null && names.some((name) => name !== column.name && mentions(expression, name));
    const waits =
      reads(before, [...causes, ...rebuilt]) ||
      (before !== after && reads(after, [...causes, ...added, ...rebuilt]));
    if (!waits) return [];
    return columnAnew(table.name, column, wanted);
  });
}

function expressionOf({ generation }: Column): string | null {
  return generation?.kind === "expression" ? generation.expression : null;
}

export function recreatedIndexes(table: Table, situation: Situation): readonly Operation[] {
  const { wounds } = situation;
  const { lost, gone, cast, retyped } = woundedColumns(table, wounds);
  if (lost.length === 0 && retyped.length === 0) return [];
  return table.indexes.flatMap((index): readonly Operation[] => {
    const key = objectKey("index", table.name, index.name);
    if (wounds.dropped.has(key)) return [];
    const torn =
      lost.some((name) => indexTouches(index, name)) ||
      cast.some((name) => readsIn(index, name)) ||
      (retyped.some((name) => readsIn(index, name)) &&
        (isForgetful(index) || isUnsteady(expressionsIn(index), table, situation)));
    if (!torn) return [];
    const drop = dropIndex(table.name, index);
    if (gone.some((name) => indexTouches(index, name))) return [drop];
    const name = wounds.newNames.get(key) ?? index.name;
    return [drop, createIndex(table.name, { ...index, name, concurrently: false })];
  });
}

function indexTouches(index: TableIndex, column: string): boolean {
  return (
    index.keys.some((key) => key.column === column) ||
    index.include.includes(column) ||
    readsIn(index, column)
  );
}

/** Whether an expression of the index reads the column. */
function readsIn(index: TableIndex, column: string): boolean {
  return expressionsIn(index).some((expression) => mentions(expression, column));
}

/** Whether the database forgets something of an index with expressions when it leads that to another type. */
function isForgetful({ details }: TableIndex): boolean {
  return details?.statistics !== undefined;
}

/** Whether the change of a type that is to come and the way back would make something else of an expression. */
function isUnsteady(expressions: readonly string[], table: Table, { unsteady }: Situation): boolean {
  return expressions.some((each) => unsteady.get(nameKey(table.name))?.has(each) === true);
}

export function recreatedConstraints(table: Table, situation: Situation): readonly Operation[] {
  const { wounds } = situation;
  const wounded = woundedColumns(table, wounds);
  return table.constraints.flatMap((constraint): readonly Operation[] => {
    const key = objectKey("constraint", table.name, constraint.name);
    if (wounds.dropped.has(key)) return [];
    if (!isTorn(constraint, table, wounded, situation)) return [];
    const drop = dropConstraint(table.name, constraint);
    if (!canReturn(constraint, wounded, situation)) return isUnclaimed(table, situation) ? [] : [drop];
    const name = wounds.newNames.get(key) ?? constraint.name;
    return [drop, addition(table.name, { ...constraint, name })];
  });
}

function isTorn(constraint: Constraint, table: Table, wounded: Wounded, situation: Situation): boolean {
  const { lost, cast, retyped } = wounded;
  switch (constraint.kind) {
    case "primaryKey":
    case "unique":
      return lost.some((name) => touches(constraint, name));
    case "check":
    case "exclusion":
      return (
        [...lost, ...cast].some((name) => touches(constraint, name)) ||
        (retyped.some((name) => touches(constraint, name)) &&
          isUnsteady([constraint.expression], table, situation))
      );
    case "foreignKey":
      return (
        [...lost, ...cast].some((name) => touches(constraint, name)) ||
        isCutOff(constraint, situation) ||
        isParted(constraint, table, situation)
      );
  }
}

function touches(constraint: Constraint, column: string): boolean {
  switch (constraint.kind) {
    case "primaryKey":
    case "unique":
      return constraint.columns.includes(column) || constraint.include.includes(column);
    case "check":
    case "exclusion":
      return mentions(constraint.expression, column);
    case "foreignKey":
      return constraint.columns.includes(column);
  }
}

/** Whether everything that the constraint stands on is there after the operations. */
function canReturn(constraint: Constraint, { gone }: Wounded, situation: Situation): boolean {
  if (gone.some((name) => touches(constraint, name))) return false;
  return constraint.kind !== "foreignKey" || hasTarget(constraint, situation);
}
