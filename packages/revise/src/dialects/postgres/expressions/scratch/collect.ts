/** Finds the expressions that a comparison of texts leaves open. */
import { type Column, sameDefault } from "../../../../model/column";
import { nameKey, objectKey, type QualifiedName } from "../../../../model/names";
import type { SchemaModel } from "../../../../model/schema-model";
import type { Table } from "../../../../model/table";
import type { TableIndex } from "../../../../model/table-index";
import { foldsTheMoment } from "./moment";
import { question, type Part, type Question, type TableQuestions, type ViewQuestions } from "./question";

/** Defaults mention no table, so they are asked about apart from theirs. */
export function collectDefaults(current: SchemaModel, desired: SchemaModel): readonly Question[] {
  return tablePairs(current, desired).flatMap(([table, counterpart]) => defaultQuestions(table, counterpart));
}

export function collectTables(current: SchemaModel, desired: SchemaModel): readonly TableQuestions[] {
  return tablePairs(current, desired).flatMap(([table, counterpart]) => {
    const questions = [
      ...generatedQuestions(table, counterpart),
      ...constraintQuestions(table, counterpart),
      ...indexQuestions(table.name, table.indexes, counterpart.indexes),
    ];
    return questions.length === 0 ? [] : [{ current: counterpart, desired: table, questions }];
  });
}

/** The desired tables that are there, each with what is there. */
function tablePairs(
  current: SchemaModel,
  desired: SchemaModel,
): readonly (readonly [desired: Table, counterpart: Table])[] {
  const counterparts = new Map(current.tables.map((table) => [nameKey(table.name), table]));
  return desired.tables.flatMap((table) => {
    const counterpart = counterparts.get(nameKey(table.name));
    return counterpart === undefined ? [] : [[table, counterpart] as const];
  });
}

export function collectViews(current: SchemaModel, desired: SchemaModel): readonly ViewQuestions[] {
  const counterparts = new Map(current.views.map((view) => [nameKey(view.name), view]));
  return desired.views.flatMap((view) => {
    const counterpart = counterparts.get(nameKey(view.name));
    if (counterpart === undefined) return [];
    const part: Part = { kind: "view", view, current: counterpart };
    const own =
      view.definition === counterpart.definition ? null : question(objectKey("view", view.name), part);
    const indexes = counterpart.materialized
      ? indexQuestions(view.name, view.indexes, counterpart.indexes)
      : [];
    return own === null && indexes.length === 0 ? [] : [{ view: own, desired: view, indexes }];
  });
}

function defaultQuestions(desired: Table, current: Table): readonly Question[] {
  return columnQuestions(desired, current, (column, counterpart) =>
    isOpen(column, counterpart) ? { kind: "default", column, current: counterpart.default } : null,
  );
}

function generatedQuestions(desired: Table, current: Table): readonly Question[] {
  return columnQuestions(desired, current, (column, counterpart) => {
    const [wanted, found] = [column.generation, counterpart.generation];
    if (wanted?.kind !== "expression" || found?.kind !== "expression") return null;
    return wanted.expression === found.expression
      ? null
      : { kind: "generated", column, current: found.expression };
  });
}

function columnQuestions(
  desired: Table,
  current: Table,
  partOf: (column: Column, counterpart: Column) => Part | null,
): readonly Question[] {
  const counterparts = new Map(current.columns.map((column) => [column.name, column]));
  return desired.columns.flatMap((column) => {
    const counterpart = counterparts.get(column.name);
    const part = counterpart === undefined ? null : partOf(column, counterpart);
    return part === null ? [] : [question(objectKey("column", desired.name, column.name), part)];
  });
}

/** Whether two defaults may be one in different spellings. */
export function isOpen(column: Column, counterpart: Column): boolean {
  const [wanted, found] = [column.default, counterpart.default];
  if (wanted === null) return false;
  // `DEFAULT NULL` is no default, which only the server can tell of an expression.
  if (found === null) return wanted.kind === "expression" && /\bnull\b/i.test(wanted.sql);
  if (sameDefault(wanted, found)) return false;
  if (wanted.kind === "expression" || found.kind === "expression") return true;
  return !isVerbatim(column) && !foldsTheMoment(column.type, wanted.text);
}

/** Types whose values are their texts. */
export function isVerbatim(column: Column): boolean {
  return (
    column.type.dimensions === 0 &&
    column.type.schema === null &&
    ["text", "varchar", "citext"].includes(column.type.name)
  );
}

function constraintQuestions(desired: Table, current: Table): readonly Question[] {
  const checks = current.constraints.flatMap((found) => (found.kind === "check" ? [found.expression] : []));
  const exclusions = current.constraints.flatMap((found) =>
    found.kind === "exclusion" ? [found.expression] : [],
  );
  return desired.constraints.flatMap((wanted): readonly Question[] => {
    const about = (part: Part): readonly Question[] => [
      question(objectKey("constraint", desired.name, wanted.name), part),
    ];
    if (wanted.kind === "check" && !checks.includes(wanted.expression)) {
      return about({ kind: "check", check: wanted, current: checks });
    }
    if (wanted.kind === "exclusion" && !exclusions.includes(wanted.expression)) {
      return about({ kind: "exclusion", exclusion: wanted, current: exclusions });
    }
    return [];
  });
}

function indexQuestions(
  owner: QualifiedName,
  desired: readonly TableIndex[],
  current: readonly TableIndex[],
): readonly Question[] {
  const predicates = new Set(current.map((index) => index.where));
  const expressions = new Set(current.flatMap((index) => index.keys.map((key) => key.expression)));
  return desired.flatMap((index) => {
    const open =
      (index.where !== null && !predicates.has(index.where)) ||
      index.keys.some((key) => key.expression !== null && !expressions.has(key.expression));
    const part: Part = { kind: "index", index, current, whole: false };
    return open ? [question(objectKey("index", owner, index.name), part)] : [];
  });
}
