/**
 * How likely it is that something which disappears and something which appears are one thing under two names. The
 * score only decides whether the question is worth asking; nothing is renamed without an answer.
 */
import type { Column } from "../../model/column";
import { sameType } from "../../model/column-type";
import type { EnumType } from "../../model/enum-type";
import { wordsOf } from "../../model/expression-text";
import { type QualifiedName, sameName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { Table } from "../../model/table";
import type { View } from "../../model/view";
import { nameSimilarity } from "./similarity";
import { sameData } from "../same-data";

/** From here on a pair is a candidate. */
export const threshold = 0.5;

/** Tables resemble each other by their columns first, by their names second. */
export function tableScore(current: Table, desired: Table): number {
  const names = new Map(current.columns.map((column) => [column.name, column]));
  const shared = desired.columns.filter((column) => {
    return names.get(column.name)?.type.name === column.type.name;
  }).length;
  const columns = Math.max(current.columns.length, desired.columns.length);
  const likeness = columns === 0 ? 0 : shared / columns;
  return 0.6 * likeness + 0.4 * nameSimilarity(current.name.name, desired.name.name);
}

interface Sides {
  readonly currentTable: Table;
  readonly desiredTable: Table;
  readonly current: SchemaModel;
  readonly desired: SchemaModel;
}

export function columnScore(current: Column, desired: Column, sides: Sides): number {
  const parts = [
    typeScore(current, desired, sides),
    current.nullable === desired.nullable ? 0.05 : 0,
    sameData(current.default, desired.default) ? 0.05 : 0,
    current.comment !== null && current.comment === desired.comment ? 0.1 : 0,
    position(current, sides.currentTable) === position(desired, sides.desiredTable) ? 0.1 : 0,
    referenceScore(current, desired, sides),
    0.35 * nameSimilarity(current.name, desired.name),
  ];
  const score = parts.reduce((sum, part) => sum + part, 0);
  return Math.min(
    1,
    Math.max(0, current.generation?.kind === desired.generation?.kind ? score : score - 0.3),
  );
}

function typeScore(current: Column, desired: Column, sides: Sides): number {
  if (sameType(current.type, desired.type) || sameEnum(current, desired, sides)) return 0.4;
  return current.type.name === desired.type.name && current.type.dimensions === desired.type.dimensions
    ? 0.3
    : 0;
}

/** The enum type of a column is named after the column, so it is the values that tell. */
function sameEnum(current: Column, desired: Column, sides: Sides): boolean {
  const from = enumOf(sides.current, current);
  const to = enumOf(sides.desired, desired);
  return from !== undefined && to !== undefined && sameData(from.values, to.values);
}

function enumOf(model: SchemaModel, { type }: Column): EnumType | undefined {
  return model.enumTypes.find(({ name }) => sameName(name, type));
}

function position(column: Column, table: Table): number {
  return table.columns.indexOf(column);
}

/** Two columns that refer to the same table are likely one; one that refers and one that doesn't hardly are. */
function referenceScore(current: Column, desired: Column, sides: Sides): number {
  const from = referenceOf(sides.currentTable, current.name);
  const to = referenceOf(sides.desiredTable, desired.name);
  if (from === null && to === null) return 0;
  if (from === null || to === null) return -0.15;
  return sameName(from, to) ? 0.25 : -0.25;
}

function referenceOf(table: Table, column: string): QualifiedName | null {
  for (const constraint of table.constraints) {
    if (constraint.kind === "foreignKey" && constraint.columns.includes(column))
      return constraint.references.table;
  }
  return null;
}

/**
 * Views resemble each other by what their queries mention, however it is written: the server's text has its own spelling,
 * and qualifies and casts where the entity's need not.
 */
export function viewScore(current: View, desired: View): number {
  const [from, to] = [wordsOf(current.definition), wordsOf(desired.definition)];
  const shared = [...to].filter((word) => from.has(word)).length;
  const likeness = shared / Math.max(1, Math.min(from.size, to.size));
  const size = Math.min(from.size, to.size) / Math.max(1, from.size, to.size);
  return 0.75 * likeness * (0.5 + 0.5 * size) + 0.25 * nameSimilarity(current.name.name, desired.name.name);
}

/** Values resemble each other by their place in the type and by their text. */
export function valueScore(
  from: string,
  to: string,
  current: readonly string[],
  desired: readonly string[],
): number {
  const sameCount = current.length === desired.length;
  const samePlace = current.indexOf(from) === desired.indexOf(to);
  return (sameCount && samePlace ? 0.55 : 0) + 0.45 * nameSimilarity(from, to);
}
