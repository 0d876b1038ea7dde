/** How one question stands on a scratch table: with which columns, under which name, in which words. */
import type { Column } from "../../../../model/column";
import { nameKey, type QualifiedName } from "../../../../model/names";
import { columnDefinition } from "../../ddl/column-definition";
import { needsNoStorage } from "./clause";
import { escaped, mentionedIn, type Part, type Question, textsOf } from "./question";
import type { StandInTypes } from "./stand-in-types";
import { inWords, wordsOf } from "./words";

export interface Standing {
  readonly question: Question;
  /** As the scratch table is called. */
  readonly part: Part;
  readonly scratch: ScratchTable;
  /** Those that the question mentions, so that a type that is missing elsewhere does no harm. */
  readonly columns: readonly Column[];
  /** The same as SQL, by name. */
  readonly definitions: ReadonlyMap<string, string>;
  readonly mentions: (name: string) => boolean;
}

/** What the table has to be like. */
export interface ScratchTable {
  readonly name: QualifiedName;
  /** What it is made for: the `nameKey` of one table, or null for all. */
  readonly standsFor: string | null;
  /** Whether it needs files, which are most of the work of making it. */
  readonly stored: boolean;
}

/** A table as questions read it: with the columns in the types that count. */
export interface AskedTable {
  readonly name: QualifiedName;
  readonly columns: readonly Column[];
}

/**
 * The scratch table has the name of the real table where the question mentions that, being qualified by it
 * (`"user"."age" > 0`); the temporary schema is searched first, and the attempt is undone before the next one.
 * Everywhere else one name serves all tables, so that they can share a table, and what they have in common reads alike.
 */
export function stand(question: Question, table: AskedTable, types: StandInTypes): Standing {
  const mentions = mentionedIn(textsOf(question.part));
  const named = mentions(table.name.name);
  const part = named ? unqualified(question.part, table.name) : question.part;
  const scratch: ScratchTable = named
    ? { name: { schema: "pg_temp", name: table.name.name }, standsFor: nameKey(table.name), stored: true }
    : { name: shared, standsFor: null, stored: !needsNoStorage(part) };
  const columns = columnsOf(question.part, table.columns, (name) => named || mentions(name)).map((column) =>
    types.replace(bareColumn(column, part)),
  );
  return {
    question,
    part,
    scratch,
    columns,
    definitions: new Map(columns.map((column) => [column.name, columnDefinition(scratch.name, column)])),
    mentions,
  };
}

const shared: QualifiedName = { schema: "pg_temp", name: "revise_table" };

/** Whether a question about the table concerns one of `columns`; a row as a whole goes by the name of the table. */
export function concerns(question: Question, table: QualifiedName, columns: readonly Column[]): boolean {
  const mentions = mentionedIn(textsOf(question.part));
  const all = mentions(table.name);
  return columnsOf(question.part, columns, (name) => all || mentions(name)).length > 0;
}

function columnsOf(
  part: Part,
  columns: readonly Column[],
  mentions: (name: string) => boolean,
): readonly Column[] {
  return columns.filter(({ name }) => isAbout(part, name) || mentions(name));
}

function isAbout(part: Part, column: string): boolean {
  return "column" in part && part.column.name === column;
}

/** Without what is settled, or no expression. */
function bareColumn(column: Column, part: Part): Column {
  const generation = part.kind === "generated" && isAbout(part, column.name) ? part.column.generation : null;
  return { ...column, nullable: true, default: null, generation };
}

/** `"app"."user"."age"` → `"user"."age"`: the scratch table stands in another schema. */
export function unqualified(part: Part, table: QualifiedName): Part {
  const name = `("${escaped(table.name.replaceAll('"', '""'))}"|\\b${escaped(table.name)}\\b)`;
  const qualifier = new RegExp(
    `(?:"(?:[^"]|"")+"|\\b[\\p{L}_][\\p{L}\\p{N}_$]*)\\s*\\.\\s*(?=${name}\\s*\\.)`,
    "giu",
  );
  const strip = (sql: string | null): string | null =>
    sql?.includes(".") === true ? sql.replaceAll(qualifier, "") : sql;
  return inWords(part, wordsOf(part).map(strip));
}
