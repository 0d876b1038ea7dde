import type { Column, DefaultValue } from "../../model/column";
import type { ColumnType } from "../../model/column-type";
import { objectKey, type ObjectKey, type QualifiedName } from "../../model/names";
import {
  anyEnumValue,
  anyExtension,
  anySequence,
  formerExtension,
  formerPlainColumns,
  formerSequence,
  literal,
  plainColumns,
  relationName,
  schemaOf,
} from "../footprint";
import type { AlterColumn } from "../column";
import type { Footprint } from "../traits";

/** What must be there before a column of this kind is. */
export function needsOf(table: QualifiedName, column: Column): readonly ObjectKey[] {
  return [
    ...typeNeeds(column.type),
    ...defaultNeeds(column.default),
    ...(isComputed(column) ? [plainColumns(table), anyEnumValue] : []),
  ];
}

/** What a column of this kind holds on to until it is dropped. */
export function releasesOf(table: QualifiedName, column: Column): readonly ObjectKey[] {
  return [
    ...typeReleases(column.type),
    ...defaultReleases(column.default),
    ...(isComputed(column) ? [formerPlainColumns(table)] : []),
  ];
}

/** The column, and the name of the sequence that comes and goes with a serial column. */
export function existenceOf(table: QualifiedName, column: Column): readonly ObjectKey[] {
  const key = objectKey("column", table, column.name);
  if (column.generation?.kind !== "serial") return [key];
  const implicit = { schema: table.schema, name: `${table.name}_${column.name}_seq` };
  return [key, relationName(column.generation.sequence ?? implicit)];
}

export function isComputed(column: Column): boolean {
  return column.generation?.kind === "expression";
}

/**
 * A column that becomes generated waits for the changes of those that it may read; one that ceases to be goes before
 * them. For a change of the expression there is no such place, nor where the type changes as well, because an enum may
 * wait for that: see `alter` and `recreatedColumns` of the comparison.
 */
export function generationAspects({
  table,
  type,
  generation,
}: Pick<AlterColumn, "table" | "type" | "generation">): Pick<Footprint, "needs" | "releases"> {
  const [before, after] = [generation?.from, generation?.to].map((side) => side?.kind === "expression");
  if (generation === undefined || type !== undefined || before === after) return { needs: [], releases: [] };
  return {
    needs: after === true ? [plainColumns(table), anyEnumValue] : [],
    releases: before === true ? [formerPlainColumns(table)] : [],
  };
}

/** A name of a type is the name of an enum as far as anybody knows here. */
function enumOf(type: ColumnType): ObjectKey {
  return objectKey("enum", { schema: type.schema, name: type.name });
}

export function typeNeeds(type: ColumnType): readonly ObjectKey[] {
  return [enumOf(type), ...schemaOf(type), anyExtension];
}

export function typeReleases(type: ColumnType): readonly ObjectKey[] {
  return [enumOf(type), ...schemaOf(type), formerExtension];
}

export function defaultNeeds(value: DefaultValue | null): readonly ObjectKey[] {
  if (value === null) return [];
  return value.kind === "literal" ? literals(value.text) : [anySequence, anyExtension, anyEnumValue];
}

export function defaultReleases(value: DefaultValue | null): readonly ObjectKey[] {
  if (value === null) return [];
  return value.kind === "literal" ? literals(value.text) : [formerSequence, formerExtension];
}

/** A literal may name a value of an enum, or several in the text form of an array: `{admin,user}`. */
function literals(text: string): readonly ObjectKey[] {
  const array = /^\{(.*)\}$/s.exec(text)?.[1];
  const elements =
    array === undefined ? [] : array.split(",").map((element) => element.replace(/^"|"$/g, ""));
  return [text, ...elements].map(literal);
}
