/**
 * Questions about what the revision is going to make: new tables, columns, indexes, constraints, views and extensions,
 * and columns that get another type or default. Nothing is compared, so the only answer that matters is a refusal: it
 * comes now, before a file is written that could not run.
 */
import type { Role } from "../../../../dialect/settlement";
import { type Column, sameDefault } from "../../../../model/column";
import { hasType, sameType } from "../../../../model/column-type";
import type { Constraint } from "../../../../model/constraint";
import { nameKey, type ObjectKey, objectKey } from "../../../../model/names";
import type { SchemaModel } from "../../../../model/schema-model";
import type { Table } from "../../../../model/table";
import { columnKey, plainIndex, type TableIndex } from "../../../../model/table-index";
import { extensionTypes } from "../../types/catalog";
import { isBuiltin } from "../../types/format";
import { canonicalType } from "../../types/canonical";
import { isOpen, isVerbatim } from "./collect";
import { question, type Part, type Question, type TableQuestions, type ViewQuestions } from "./question";

export interface Novelties {
  readonly extensions: readonly Question[];
  /** Types and defaults; none of them mentions a table, so they share one. */
  readonly columns: readonly Question[];
  readonly tables: readonly TableQuestions[];
  readonly views: readonly ViewQuestions[];
}

/**
 * @param current what is there, under the names that it is going to have
 * @param wanted what the comparison is going to make, without what it leaves out
 * @param desired the same with what it leaves out: expressions may mention that
 * @param altersColumns whether a column that is there gets the type and the default of `wanted`
 */
export function collectNovelties(
  current: SchemaModel,
  wanted: SchemaModel,
  desired: SchemaModel,
  altersColumns: boolean,
): Novelties {
  const counterparts = new Map(current.tables.map((table) => [nameKey(table.name), table]));
  const whole = new Map(desired.tables.map((table) => [nameKey(table.name), table]));
  const pairs = wanted.tables.map((table) => ({
    table,
    found: counterparts.get(nameKey(table.name)) ?? null,
  }));
  const views = new Set(current.views.map(({ name }) => nameKey(name)));
  const extensions = new Set(current.extensions.map(({ name }) => name));
  const enums = new Set(wanted.enumTypes.map(({ name }) => nameKey(name)));
  return {
    extensions: wanted.extensions.filter(({ name }) => !extensions.has(name)).map(askExtension),
    columns: pairs.flatMap(({ table, found }) => columnQuestions(table, found, altersColumns)),
    tables: pairs.flatMap(({ table, found }): readonly TableQuestions[] => {
      const questions = tableQuestions(table, found, enums);
      const own = whole.get(nameKey(table.name)) ?? table;
      return questions.length === 0 ? [] : [{ current: found, desired: own, questions }];
    }),
    views: wanted.views
      .filter(({ name }) => !views.has(nameKey(name)))
      .map((view) => ({
        view: ask(objectKey("view", view.name), { kind: "view", view, current: null }),
        desired: view,
        indexes: [],
      })),
  };
}

function ask(key: ObjectKey, part: Part): Question {
  return question(key, part, { fresh: true });
}

function askExtension({ name }: { readonly name: string }): Question {
  return ask(objectKey("extension", { schema: null, name }), { kind: "extension", extension: name });
}

function columnQuestions(table: Table, found: Table | null, altersColumns: boolean): readonly Question[] {
  const counterparts = new Map((found?.columns ?? []).map((column) => [column.name, column]));
  return table.columns.flatMap((column): readonly Question[] => {
    const counterpart = counterparts.get(column.name);
    if (counterpart !== undefined && !altersColumns) return [];
    const key = objectKey("column", table.name, column.name);
    return [
      ...(isNewType(column, counterpart) ? [ask(key, { kind: "type", column })] : []),
      ...(isNewDefault(column, counterpart) ? [ask(key, { kind: "default", column, current: null })] : []),
    ];
  });
}

/** Whether the server may lack the type, its modifiers or the collation. */
function isNewType(column: Column, counterpart: Column | undefined): boolean {
  if (counterpart !== undefined && sameType(column.type, counterpart.type)) return false;
  const type = canonicalType(column.type);
  const certain = isBuiltin(type) && !extensionTypes.has(type.name) && type.args.length === 0;
  return !certain || column.collation !== null;
}

/** Whether the default is another one, may be refused, and is not asked about by the comparison already. */
function isNewDefault(column: Column, counterpart: Column | undefined): boolean {
  const wanted = column.default;
  if (wanted === null || column.generation !== null || isPlainValue(column)) return false;
  const found = counterpart?.default ?? null;
  if (found !== null && sameDefault(wanted, found)) return false;
  return counterpart === undefined || !isOpen(column, counterpart);
}

function isPlainValue(column: Column): boolean {
  if (column.default?.kind !== "literal") return false;
  if (isVerbatim(column)) return true;
  const { text } = column.default;
  return hasType(column.type, { name: "boolean", schema: null, args: [], dimensions: 0 })
    ? /^(?:true|false)$/.test(text)
    : hasType(column.type, { name: "integer", schema: null, args: [], dimensions: 0 }) &&
        /^-?\d{1,9}$/.test(text);
}

/** Where the table is there, the comparison asks about expressions that it does not know; the rest is asked about here. */
function tableQuestions(table: Table, found: Table | null, enums: ReadonlySet<string>): readonly Question[] {
  const { name } = table;
  const isOdd: OddColumns = (name) =>
    table.columns.some((column) => column.name === name && !isOrdered(column, enums));
  return [
    ...table.columns.flatMap((column): readonly Question[] => {
      if (column.generation?.kind !== "expression") return [];
      const counterpart = found?.columns.find((other) => other.name === column.name);
      return counterpart?.generation?.kind === "expression"
        ? []
        : [ask(objectKey("column", name, column.name), { kind: "generated", column, current: null })];
    }),
    ...table.constraints.flatMap((constraint) => constraintQuestions(table, constraint, found, isOdd)),
    ...table.indexes
      .filter((index) => isNewIndex(index, found, isOdd))
      .map((index) => askIndex(objectKey("index", name, index.name), "index", index)),
  ];
}

function constraintQuestions(
  table: Table,
  constraint: Constraint,
  found: Table | null,
  isOdd: OddColumns,
): readonly Question[] {
  const key = objectKey("constraint", table.name, constraint.name);
  switch (constraint.kind) {
    case "check":
      return found === null ? [ask(key, { kind: "check", check: constraint, current: [] })] : [];
    case "exclusion":
      return found === null ? [ask(key, { kind: "exclusion", exclusion: constraint, current: [] })] : [];
    case "primaryKey":
    case "unique": {
      const { kind, name, columns } = constraint;
      const there = found?.constraints.some(
        (other) => other.kind === kind && other.columns.join("\0") === columns.join("\0"),
      );
      return there === true || !columns.some(isOdd)
        ? []
        : [askIndex(key, kind, { ...plainIndex(name, columns.map(columnKey)), unique: true })];
    }
    case "foreignKey":
      return [];
  }
}

function askIndex(key: ObjectKey, role: Role, index: TableIndex): Question {
  return question(key, { kind: "index", index, current: [], whole: true }, { fresh: true, role });
}

/** Whether the index is new and may be refused; what is plainly a list of columns with an order is not asked about. */
function isNewIndex(index: TableIndex, found: Table | null, isOdd: OddColumns): boolean {
  const columns = index.keys.map(({ column }) => column);
  const expressions = index.where !== null || columns.includes(null);
  if (found !== null) {
    const like = ({ method, keys }: TableIndex): boolean =>
      method === index.method && keys.map(({ column }) => column).join("\0") === columns.join("\0");
    if (expressions || found.indexes.some(like)) return false;
  }
  return (
    expressions || index.method !== "btree" || columns.some((column) => column !== null && isOdd(column))
  );
}

const orderedTypes: ReadonlySet<string> = new Set([
  ...["smallint", "integer", "bigint", "numeric", "real", "double precision", "boolean", "uuid", "bytea"],
  ...["varchar", "char", "bpchar", "text", "inet", "cidr", "macaddr"],
  ...["date", "time", "timetz", "timestamp", "timestamptz", "interval"],
]);

/** Whether a column is of a type that a B-tree may not know how to order; asked of new keys alone. */
type OddColumns = (column: string) => boolean;

function isOrdered({ type }: Column, enums: ReadonlySet<string>): boolean {
  return enums.has(nameKey(type)) || orderedTypes.has(canonicalType(type).name);
}
