/** Scratch tables: the columns that expressions mention, and the expressions on them. */
import type { Column } from "../../../../model/column";
import type { Constraint } from "../../../../model/constraint";
import type { QualifiedName } from "../../../../model/names";
import { columnKey, type TableIndex } from "../../../../model/table-index";
import { columnDefinition } from "../../ddl/column-definition";
import { constraintClause } from "../../ddl/constraint";
import { tableIndexDdl } from "../../ddl/table-index";
import { quoteName } from "../../identifiers";
import { scratchName, type Attempt } from "./program";
import { escaped, mentionedIn, mentions, textsOf, type Part, type Question } from "./question";
import type { StandInTypes } from "./stand-in-types";

type IndexPart = Extract<Part, { kind: "index" }>;

/**
 * One scratch table with all `questions`. It has the name of the real table where an expression mentions that, being
 * qualified by it (`"user"."age" > 0`); the temporary schema is searched first, and the attempt is undone before the
 * next one. Everywhere else one name serves all tables, so that what they have in common reads alike.
 *
 * @param columns those that the real table has, in the types in whose context the expressions are read
 */
export function tableAttempt(
  table: QualifiedName,
  columns: readonly Column[],
  questions: readonly Question[],
  types: StandInTypes,
): Attempt {
  const texts = questions.flatMap(({ part }) => textsOf(part));
  const named = mentions(texts, table.name);
  const scratch: QualifiedName = { schema: "pg_temp", name: named ? table.name : "revise_table" };
  const needed = neededColumns(table, columns, questions).map((column) => types.replace(column));
  const parts = questions.map(({ part }) => (named ? unqualified(part, table) : part));
  return {
    steps: [
      ...types.create(needed, texts),
      createScratchTable(
        scratch,
        needed.map((column) => bareColumn(column, questions)),
        parts,
        { stored: named || !parts.every(needsNoStorage) },
      ),
      ...parts.flatMap((part, index) => indexSteps(scratch, part, scratchName(index))),
    ],
    table: quoteName(scratch),
    columns: placesOf(needed, parts),
  };
}

/** Constraints stand in CREATE TABLE, which scans no rows and so has no reason to evaluate constant calls. */
function createScratchTable(
  scratch: QualifiedName,
  columns: readonly Column[],
  parts: readonly Part[],
  { stored }: { readonly stored: boolean },
): string {
  const definitions = [
    ...columns.map((column) => columnDefinition(scratch, column)),
    ...parts.flatMap((part, index) => {
      const constraint = constraintOf(part);
      return constraint === null ? [] : [constraintClause({ ...constraint, name: scratchName(index) })];
    }),
  ];
  return stored
    ? `CREATE TEMPORARY TABLE ${quoteName(scratch)} (${definitions.join(", ")})`
    : `CREATE TEMPORARY TABLE ${quoteName(scratch)} (${[...definitions, `"revise key" integer`].join(", ")}) PARTITION BY LIST ("revise key")`;
}

function constraintOf(part: Part): Constraint | null {
  if (part.kind === "check") return part.check;
  return part.kind === "exclusion" ? part.exclusion : null;
}

/**
 * Whether a partitioned table will do. It has no file, nor a table for long values, nor have its indexes: making those
 * is most of the work. It has a column more, which shows where a row is read as a whole, and an index whose method
 * matters must be built, because the method may refuse that.
 */
function needsNoStorage(part: Part): boolean {
  return (
    part.kind === "generated" ||
    (part.kind === "check" && !part.check.noInherit) ||
    (part.kind === "index" && asksPredicateAlone(part))
  );
}

/** The indexes of a materialized view are asked about on an empty copy of its columns. */
export function materializedViewAttempt(view: QualifiedName, questions: readonly Question[]): Attempt {
  const scratch: QualifiedName = { schema: "pg_temp", name: view.name };
  const parts = questions.map(({ part }) => unqualified(part, view));
  return {
    steps: [
      `CREATE TEMPORARY TABLE ${quoteName(scratch)} (LIKE ${quoteName(view)})`,
      ...parts.flatMap((part, index) => indexSteps(scratch, part, scratchName(index))),
    ],
    table: quoteName(scratch),
    columns: [],
  };
}

/** The places of the questions about the columns; -1 for a column that is only mentioned. */
function placesOf(columns: readonly Column[], parts: readonly Part[]): readonly number[] {
  return columns.map(({ name }) => parts.findIndex((part) => "column" in part && part.column.name === name));
}

/** The columns that the expressions mention, so that a type that is missing elsewhere does no harm. */
export function neededColumns(
  table: QualifiedName,
  columns: readonly Column[],
  questions: readonly Question[],
): readonly Column[] {
  const isMentioned = mentionedIn(questions.flatMap(({ part }) => textsOf(part)));
  const own = new Set(questions.flatMap(({ part }) => ("column" in part ? [part.column.name] : [])));
  // A row as a whole goes by the name of the table.
  const all = isMentioned(table.name);
  return columns.filter((column) => all || own.has(column.name) || isMentioned(column.name));
}

/** Without what is settled, or no expression. */
function bareColumn(column: Column, questions: readonly Question[]): Column {
  const part = questions.find((each) => "column" in each.part && each.part.column.name === column.name)?.part;
  return {
    ...column,
    nullable: true,
    default: null,
    generation: part?.kind === "generated" ? part.column.generation : null,
  };
}

/** Where the keys are plain columns only the predicate is open, and what the access method asks of them is left out. */
function asksPredicateAlone({ index, whole }: IndexPart): boolean {
  return !whole && index.keys.every((key) => key.expression === null);
}

function indexSteps(scratch: QualifiedName, part: Part, name: string): readonly string[] {
  if (part.kind !== "index") return [];
  const { index } = part;
  const reduced: TableIndex = asksPredicateAlone(part)
    ? { ...index, method: "btree", keys: [{ ...columnKey(""), column: null, expression: "1" }], include: [] }
    : index;
  const [statement] = tableIndexDdl.createIndex({
    kind: "createIndex",
    table: scratch,
    index: { ...reduced, name, unique: false, nullsNotDistinct: false, parameters: {}, concurrently: false },
  });
  return [typeof statement === "string" ? statement : (statement?.sql ?? "")];
}

/** `"app"."user"."age"` → `"user"."age"`: the scratch table stands in another schema. */
function unqualified(part: Part, table: QualifiedName): Part {
  const name = `("${escaped(table.name.replaceAll('"', '""'))}"|\\b${escaped(table.name)}\\b)`;
  const qualifier = new RegExp(
    `(?:"(?:[^"]|"")+"|\\b[\\p{L}_][\\p{L}\\p{N}_$]*)\\s*\\.\\s*(?=${name}\\s*\\.)`,
    "giu",
  );
  const strip = (sql: string): string => (sql.includes(".") ? sql.replaceAll(qualifier, "") : sql);
  switch (part.kind) {
    case "check":
      return { ...part, check: { ...part.check, expression: strip(part.check.expression) } };
    case "exclusion":
      return { ...part, exclusion: { ...part.exclusion, expression: strip(part.exclusion.expression) } };
    case "index":
      return {
        ...part,
        index: { ...part.index, where: part.index.where === null ? null : strip(part.index.where) },
      };
    default:
      return part;
  }
}
