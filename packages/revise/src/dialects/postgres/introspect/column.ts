import type { Column, DefaultValue, Generation } from "../../../model/column";
import type { ColumnType } from "../../../model/column-type";
import type { QualifiedName } from "../../../model/names";
import { readDefault } from "../expressions/default";
import { implicitSequenceName } from "../identifiers";
import type { TypesInUse, TypeUse } from "./column-type";
import { catalogQuery, type ByColumn, type CatalogQuery } from "./query";
import { isTable, keepsRows, type ReadScope } from "./scope";
import { ownOptions, toOptions, type SequenceRow } from "./sequence";

/** As few fields as will do: what the driver does for each of them is most of what it takes to read a table. */
export interface ColumnRow {
  readonly relation: number;
  readonly position: number;
  readonly name: string;
  readonly type: TypeUse;
  readonly required: boolean;
  /** `attidentity`: `a` always, `d` by default; or `attgenerated`: `s` stored, `v` virtual (PostgreSQL 18); null for neither. */
  readonly generation: string | null;
}

export function columnQuery(scope: ReadScope): CatalogQuery<ColumnRow> {
  return catalogQuery(`
    SELECT a.attrelid AS relation, a.attnum AS position, a.attname AS name,
           a.atttypid || ' ' || a.atttypmod || ' ' || a.attcollation || ' ' || a.attstorage::text || a.attcompression::text AS type, a.attnotnull AS required,
           CASE WHEN a.attidentity <> '' THEN a.attidentity::text WHEN a.attgenerated <> '' THEN a.attgenerated::text END AS generation
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    WHERE ${keepsRows(scope)} AND a.attnum > 0 AND NOT a.attisdropped`);
}

/** What few enough columns have to be asked for on its own: a join with all of them costs more. */
export interface ColumnTextRow {
  readonly relation: number;
  readonly position: number;
  readonly text: string;
}

/** Defaults and generation expressions. */
export function columnExpressionQuery(scope: ReadScope): CatalogQuery<ColumnTextRow> {
  return catalogQuery(`
    SELECT d.adrelid AS relation, d.adnum AS position, pg_get_expr(d.adbin, d.adrelid) AS text
    FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid
    WHERE ${isTable(scope, "c")}`);
}

export function columnCommentQuery(scope: ReadScope): CatalogQuery<ColumnTextRow> {
  return catalogQuery(`
    SELECT d.objoid AS relation, d.objsubid AS position, d.description AS text
    FROM pg_description d JOIN pg_class c ON c.oid = d.objoid
    WHERE ${keepsRows(scope)} AND d.classoid = 'pg_class'::regclass AND d.objsubid > 0`);
}

export interface ColumnContext {
  readonly scope: ReadScope;
  readonly types: TypesInUse;
  readonly expressions: ByColumn<string>;
  readonly comments: ByColumn<string>;
  readonly owned: ByColumn<SequenceRow>;
  /** {@link readDefault} that remembers: most defaults of a database are alike. */
  readonly readDefault: typeof readDefault;
  /** Names of the tables by oid. */
  readonly tables: ReadonlyMap<number, QualifiedName>;
}

export function rememberingDefaults(): typeof readDefault {
  // Columns of one type share one value of it, see `toTypesInUse`.
  const byType = new Map<ColumnType, Map<string, DefaultValue | null>>();
  return (sql, type) => {
    const known = byType.get(type) ?? new Map<string, DefaultValue | null>();
    byType.set(type, known);
    const found = known.get(sql);
    if (found !== undefined) return found;
    const parsed = readDefault(sql, type);
    known.set(sql, parsed);
    return parsed;
  };
}

export function toColumn(row: ColumnRow, context: ColumnContext): Column {
  const { relation, position } = row;
  const { type, collation, storage } = context.types(row.type);
  const expression = context.expressions.get(relation)?.[position] ?? null;
  const generation = toGeneration(row, type, expression, context);
  return {
    name: row.name,
    type,
    nullable: !row.required,
    default: generation === null && expression !== null ? context.readDefault(expression, type) : null,
    generation,
    collation,
    comment: context.comments.get(relation)?.[position] ?? null,
    ...(storage !== undefined && { storage }),
  };
}

function toGeneration(
  row: ColumnRow,
  type: ColumnType,
  expression: string | null,
  { scope, owned, tables }: ColumnContext,
): Generation | null {
  const stored = row.generation === "s";
  if ((stored || row.generation === "v") && expression !== null) {
    return { kind: "expression", expression, stored };
  }
  const always = row.generation === "a";
  const identity = always || row.generation === "d";
  const sequence = owned.get(row.relation)?.[row.position];
  if (sequence === undefined) return identity ? { kind: "identity", always, options: {} } : null;
  const implicit = implicitSequenceName(tables.get(row.relation)?.name ?? "", row.name);
  const ownName = sequence.name === implicit ? null : scope.name(sequence.namespace, sequence.name);
  if (identity) {
    const options = ownOptions(toOptions(sequence), type.name);
    return { kind: "identity", always, options, ...(ownName !== null && { sequence: ownName }) };
  }
  return isSerial(type, expression, sequence) ? { kind: "serial", sequence: ownName } : null;
}

/**
 * What `serial` stands for: an integer whose default is the next value of a sequence that this very column owns
 * (PostgreSQL manual, section 8.1.4).
 */
function isSerial(type: ColumnType, expression: string | null, sequence: SequenceRow): boolean {
  const integer = type.name === "integer" || type.name === "bigint" || type.name === "smallint";
  return (
    integer && type.dimensions === 0 && sequence.ownership === "a" && expression === sequence.serial_default
  );
}
