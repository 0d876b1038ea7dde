/** Scratch tables: the columns that expressions mention, and the expressions on them. */
import type { Column } from "../../../../model/column";
import type { Constraint } from "../../../../model/constraint";
import type { QualifiedName } from "../../../../model/names";
import { columnKey, type TableIndex } from "../../../../model/table-index";
import { columnDefinition } from "../../ddl/column-definition";
import { addConstraint } from "../../ddl/constraint";
import { tableIndexDdl } from "../../ddl/table-index";
import { quoteName } from "../../identifiers";
import { quoteLiteral } from "../literal";
import type { Attempt } from "./program";
import { escaped, mentions, textsOf, type Part, type Question } from "./question";
import type { StandInTypes } from "./stand-in-types";

/**
 * One scratch table with all `questions`. It has the name of the real table, because expressions may be qualified by
 * it (`"user"."age" > 0`); the temporary schema is searched first, and the attempt is undone before the next one.
 *
 * @param columns those that the real table has, in the types in whose context the expressions are read
 */
export function tableAttempt(
  table: QualifiedName,
  columns: readonly Column[],
  questions: readonly Question[],
  types: StandInTypes,
): Attempt {
  const scratch: QualifiedName = { schema: "pg_temp", name: table.name };
  const needed = neededColumns(table, columns, questions).map((column) => types.replace(column));
  const definitions = needed.map((column) => columnDefinition(scratch, bareColumn(column, questions)));
  const parts = questions.map(({ part }) => unqualified(part, table));
  return {
    steps: [
      ...types.create(
        needed,
        questions.flatMap(({ part }) => textsOf(part)),
      ),
      `CREATE TEMPORARY TABLE ${quoteName(scratch)} (${definitions.join(", ")})`,
      ...parts.flatMap((part, index) => partSteps(scratch, part, scratchName(index))),
    ],
    query: answersQuery(scratch, parts, needed),
  };
}

/** The indexes of a materialized view are asked about on an empty copy of its columns. */
export function materializedViewAttempt(view: QualifiedName, questions: readonly Question[]): Attempt {
  const scratch: QualifiedName = { schema: "pg_temp", name: view.name };
  const parts = questions.map(({ part }) => unqualified(part, view));
  return {
    steps: [
      `CREATE TEMPORARY TABLE ${quoteName(scratch)} (LIKE ${quoteName(view)})`,
      ...parts.flatMap((part, index) => partSteps(scratch, part, scratchName(index))),
    ],
    query: answersQuery(scratch, parts, []),
  };
}

/** How the constraint or index of a question is called; {@link placeIn} reads it back. */
function scratchName(index: number): string {
  return `revise_${String(index)}`;
}

function placeIn(name: string): string {
  return `substr(${name}, ${String("revise_".length + 1)})::int`;
}

/** One query for all questions: a subquery for each would cost the server more time to plan than all the rest. */
function answersQuery(scratch: QualifiedName, parts: readonly Part[], columns: readonly Column[]): string {
  const relation = `${quoteLiteral(quoteName(scratch))}::regclass`;
  const kinds = new Set(parts.map(({ kind }) => kind));
  const places = columns.map(({ name }) =>
    parts.findIndex((part) => "column" in part && part.column.name === name),
  );
  const sources = [
    kinds.has("default") || kinds.has("generated")
      ? `SELECT (ARRAY[${places.join(",")}])[adnum] AS place, pg_get_expr(adbin, adrelid) AS answer FROM pg_attrdef WHERE adrelid = ${relation}`
      : "",
    kinds.has("check") || kinds.has("exclusion")
      ? `SELECT ${placeIn("conname")} AS place, CASE contype WHEN 'c' THEN pg_get_expr(conbin, conrelid) ELSE pg_get_constraintdef(oid) END AS answer FROM pg_constraint WHERE conrelid = ${relation} AND contype IN ('c', 'x')`
      : "",
    kinds.has("index")
      ? `SELECT ${placeIn("c.relname")} AS place, json_build_object('where', pg_get_expr(i.indpred, i.indrelid), 'keys', (SELECT json_agg(pg_get_indexdef(i.indexrelid, n, false) ORDER BY n) FROM generate_series(1, i.indnkeyatts::int) n))::text AS answer FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = ${relation} AND NOT i.indisexclusion`
      : "",
  ];
  return `SELECT coalesce(json_object_agg(place, answer), '{}') FROM (${sources.filter((source) => source !== "").join(" UNION ALL ")}) answers`;
}

/** The columns that the expressions mention, so that a type that is missing elsewhere does no harm. */
export function neededColumns(
  table: QualifiedName,
  columns: readonly Column[],
  questions: readonly Question[],
): readonly Column[] {
  const texts = questions.flatMap(({ part }) => textsOf(part));
  const own = new Set(questions.flatMap(({ part }) => ("column" in part ? [part.column.name] : [])));
  // A row as a whole goes by the name of the table.
  const all = mentions(texts, table.name);
  return columns.filter((column) => all || own.has(column.name) || mentions(texts, column.name));
}

/** Without what is settled, or no expression. */
function bareColumn(column: Column, questions: readonly Question[]): Column {
  const part = questions.find((each) => "column" in each.part && each.part.column.name === column.name)?.part;
  return {
    ...column,
    nullable: true,
    default: part?.kind === "default" ? part.column.default : null,
    generation: part?.kind === "generated" ? part.column.generation : null,
  };
}

function partSteps(scratch: QualifiedName, part: Part, name: string): readonly string[] {
  switch (part.kind) {
    case "check":
      // NOT VALID leaves out the scan of the empty table, before which constant calls would be evaluated.
      return [addConstraint(scratch, { ...part.check, name, notValid: true })];
    case "exclusion":
      return [addConstraint(scratch, { ...part.exclusion, name } satisfies Constraint)];
    case "index":
      return [createScratchIndex(scratch, part, name)];
    default:
      return [];
  }
}

/** Where the keys are plain columns only the predicate is open, and what the access method asks of them is left out. */
function createScratchIndex(
  scratch: QualifiedName,
  { index, whole }: Extract<Part, { kind: "index" }>,
  name: string,
): string {
  const plain = !whole && index.keys.every((key) => key.expression === null);
  const reduced: TableIndex = plain
    ? { ...index, method: "btree", keys: [{ ...columnKey(""), column: null, expression: "1" }], include: [] }
    : index;
  const [statement] = tableIndexDdl.createIndex({
    kind: "createIndex",
    table: scratch,
    index: { ...reduced, name, unique: false, nullsNotDistinct: false, parameters: {}, concurrently: false },
  });
  return typeof statement === "string" ? statement : (statement?.sql ?? "");
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
