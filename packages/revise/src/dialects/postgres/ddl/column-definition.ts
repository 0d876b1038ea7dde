/** A column as it stands in CREATE TABLE and ADD COLUMN. */
import type { Column, ColumnStorage, Generation } from "../../../model/column";
import type { QualifiedName } from "../../../model/names";
import { defaultSql } from "../expressions/default";
import { quoteLiteral } from "../expressions/literal";
import { implicitSequenceName, quoteIdentifier, quoteName } from "../identifiers";
import { canonicalType } from "../types/canonical";
import { sqlType } from "../types/format";
import type { CreateOptions } from "../../../operations/existence";
import { commentOn } from "./comment";
import { unlessThere } from "./existence";
import { sequenceClauses } from "./sequence";

const serialTypes: ReadonlyMap<string, string> = new Map([
  ["smallint", "smallserial"],
  ["integer", "serial"],
  ["bigint", "bigserial"],
]);

/** `"email" varchar(255) COLLATE "C" DEFAULT 'x' NOT NULL` */
export function columnDefinition(table: QualifiedName, column: Column): string {
  const serial = serialWord(column);
  const parts = [
    quoteIdentifier(column.name),
    serial ?? sqlType(column.type),
    ...(column.collation === null ? [] : [`COLLATE ${quoteName(column.collation)}`]),
    ...(serial === null ? valueClause(table, column) : []),
    ...(column.nullable ? [] : ["NOT NULL"]),
  ];
  return parts.join(" ");
}

/** `serial` and its sisters, where they say all there is to say about the sequence; else null. */
function serialWord(column: Column): string | null {
  if (column.generation?.kind !== "serial" || column.generation.sequence !== null || column.nullable)
    return null;
  const type = canonicalType(column.type);
  return type.dimensions > 0 || type.schema !== null ? null : (serialTypes.get(type.name) ?? null);
}

function valueClause(table: QualifiedName, column: Column): readonly string[] {
  const generation = column.generation;
  if (generation === null) return column.default === null ? [] : [`DEFAULT ${defaultSql(column.default)}`];
  switch (generation.kind) {
    case "serial":
      return [`DEFAULT ${nextValue(sequenceOf(table, column.name, generation))}`];
    case "identity":
      return [identityClause(generation)];
    case "expression":
      return [expressionClause(generation)];
  }
}

export function identityClause(generation: Extract<Generation, { kind: "identity" }>): string {
  // The type of an identity sequence is that of its column.
  const { sequence } = generation;
  const clauses = [
    ...(sequence === undefined ? [] : [`SEQUENCE NAME ${quoteName(sequence)}`]),
    ...sequenceClauses(generation.options, { type: false }),
  ];
  const options = clauses.length === 0 ? "" : ` (${clauses.join(" ")})`;
  return `GENERATED ${generation.always ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY${options}`;
}

export function expressionClause(generation: Extract<Generation, { kind: "expression" }>): string {
  return `GENERATED ALWAYS AS (${generation.expression}) ${generation.stored ? "STORED" : "VIRTUAL"}`;
}

/** The sequence behind a serial column: the named one, or the one the server would have made. */
export function sequenceOf(
  table: QualifiedName,
  column: string,
  generation: Extract<Generation, { kind: "serial" }>,
): QualifiedName {
  return generation.sequence ?? { schema: table.schema, name: implicitSequenceName(table.name, column) };
}

export function nextValue(sequence: QualifiedName): string {
  return `nextval(${quoteLiteral(quoteName(sequence))}::regclass)`;
}

/** The statements around a serial column whose sequence has to be made by hand; null for every other column. */
export function namedSequence(
  table: QualifiedName,
  column: Column,
  options: CreateOptions,
): { create: string; own: string } | null {
  if (column.generation?.kind !== "serial" || serialWord(column) !== null) return null;
  const sequence = sequenceOf(table, column.name, column.generation);
  const type = canonicalType(column.type).name;
  return {
    create: `CREATE SEQUENCE ${unlessThere(options, quoteName(sequence))}${serialTypes.has(type) ? ` AS ${type}` : ""}`,
    own: ownSequence(sequence, table, column.name),
  };
}

export function ownSequence(sequence: QualifiedName, table: QualifiedName, column: string): string {
  return `ALTER SEQUENCE ${quoteName(sequence)} OWNED BY ${quoteName(table)}.${quoteIdentifier(column)}`;
}

/** What its clause has no place for. */
export function columnBelongings(table: QualifiedName, column: Column): readonly string[] {
  const storage = storageActions(column.name, column.storage);
  return [
    ...(storage.length === 0 ? [] : [`ALTER TABLE ${quoteName(table)} ${storage.join(", ")}`]),
    ...(column.comment === null || column.comment === ""
      ? []
      : [columnComment(table, column.name, column.comment)]),
  ];
}

/** `ALTER COLUMN "body" SET STORAGE EXTERNAL` */
export function storageActions(
  column: string,
  { strategy, compression }: ColumnStorage = {},
): readonly string[] {
  const alter = `ALTER COLUMN ${quoteIdentifier(column)} SET`;
  return [
    ...(strategy === undefined ? [] : [`${alter} STORAGE ${strategy}`]),
    ...(compression === undefined ? [] : [`${alter} COMPRESSION ${compression}`]),
  ];
}

export function columnComment(table: QualifiedName, column: string, comment: string | null): string {
  return commentOn(`COLUMN ${quoteName(table)}.${quoteIdentifier(column)}`, comment);
}
