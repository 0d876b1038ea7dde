/**
 * What becomes of the expressions of a table when columns that they read get other types. The server then reads its own
 * print of them anew (`ATPostAlterTypeParse` of PostgreSQL), in which literals have the types that they were printed with:
 * `at < '2100-01-01'` on a timestamp does not become what it is on a date.
 */
import type { Column } from "../../../../model/column";
import { sameType } from "../../../../model/column-type";
import { nameKey, objectKey, ownerOf, sameName } from "../../../../model/names";
import type { SchemaModel } from "../../../../model/schema-model";
import type { Table } from "../../../../model/table";
import type { Answers, Trial } from "./ask";
import { question, type Part, type Question } from "./question";
import { tableTrials } from "./shared-tables";
import { concerns } from "./standing";
import type { StandInTypes } from "./stand-in-types";
import { inWords, printedWords, type Words, wordsOf } from "./words";

/** A table of which columns that are read get another type or collation. */
export interface Retyping {
  readonly desired: Table;
  /** The desired columns in the types of now; a column whose type stays is the very same value. */
  readonly before: readonly Column[];
  /** What the table has already and reads those columns. */
  readonly dependants: readonly Question[];
}

/** The expressions of now that come to be printed so. */
export type Origins = (print: string) => readonly string[];

/** Nothing changes its type. */
export const unchanged: Origins = (print) => [print];

export function collectRetypings(current: SchemaModel, desired: SchemaModel): readonly Retyping[] {
  const counterparts = new Map(current.tables.map((table) => [nameKey(table.name), table]));
  return desired.tables.flatMap((table) => {
    const found = counterparts.get(nameKey(table.name));
    if (found === undefined) return [];
    const retyped = retypedColumns(table, found);
    if (retyped.length === 0) return [];
    const dependants = partsOf(found, table)
      .map((part) => question(objectKey("table", table.name), part))
      .filter((each) => concerns(each, table.name, retyped));
    return dependants.length === 0
      ? []
      : [{ desired: table, before: columnsBefore(table, found), dependants }];
  });
}

/** The desired columns that have another type or collation now. */
export function retypedColumns(desired: Table, current: Table): readonly Column[] {
  const before = columnsBefore(desired, current);
  return desired.columns.filter((column) => !before.includes(column));
}

function columnsBefore(desired: Table, current: Table): readonly Column[] {
  const counterparts = new Map(current.columns.map((column) => [column.name, column]));
  return desired.columns.map((column) => {
    const found = counterparts.get(column.name);
    if (found === undefined || (sameType(column.type, found.type) && sameCollation(column, found)))
      return column;
    return { ...column, type: found.type, collation: found.collation };
  });
}

function sameCollation(left: Column, right: Column): boolean {
  if (left.collation === null || right.collation === null) return left.collation === right.collation;
  return sameName(left.collation, right.collation);
}

function partsOf(table: Table, desired: Table): readonly Part[] {
  return [
    ...table.columns.flatMap((column): readonly Part[] => {
      const wanted = desired.columns.find(({ name }) => name === column.name);
      const stays = isComputed(column) && wanted !== undefined && isComputed(wanted);
      return stays ? [{ kind: "generated", column, current: null }] : [];
    }),
    ...table.constraints.flatMap((constraint): readonly Part[] => {
      if (constraint.kind === "check") {
        return [{ kind: "check", check: { ...constraint, notValid: false }, current: [] }];
      }
      if (constraint.kind !== "exclusion") return [];
      return [{ kind: "exclusion", exclusion: constraint, current: [] }];
    }),
    ...table.indexes
      .filter((index) => index.where !== null || index.keys.some(({ expression }) => expression !== null))
      .map((index): Part => ({ kind: "index", index, current: [], whole: false })),
  ];
}

function isComputed({ generation }: Column): boolean {
  return generation?.kind === "expression";
}

/** How the server is going to print what it has. */
export function thereTrials(retypings: readonly Retyping[], types: StandInTypes): readonly Trial[] {
  return tableTrials(
    retypings.map(({ desired, dependants }) => ({ table: desired, questions: dependants })),
    types,
  );
}

/**
 * By `nameKey` of tables, from the answers to {@link thereTrials}.
 *
 * @param certain false where the columns may also keep their types
 */
export function tableOrigins(
  retypings: readonly Retyping[],
  answers: Answers,
  certain: boolean,
): readonly (readonly [string, Origins])[] {
  return retypings.map((each) => [nameKey(each.desired.name), originsOf(each, answers, certain)]);
}

function originsOf({ dependants }: Retyping, answers: Answers, certain: boolean): Origins {
  const origins = new Map<string, string[]>();
  const all = new Set<string>();
  for (const dependant of dependants) {
    const prints = printsOf(dependant, answers);
    wordsOf(dependant.part).forEach((word, place) => {
      if (word === null) return;
      all.add(word);
      const print = prints?.[place] ?? null;
      if (print !== null) origins.set(print, [...(origins.get(print) ?? []), word]);
    });
  }
  return (print) => [...(origins.get(print) ?? []), ...(certain && all.has(print) ? [] : [print])];
}

/** One of the dependants after the change of types, and as it is, both to be read in the types of now. */
export interface WayBack {
  readonly retyping: Retyping;
  readonly back: Question;
  readonly own: Question;
}

/** Of what the change of types leaves as it is the way back is known; a generated column is made anew in any case. */
export function waysBack(retypings: readonly Retyping[], answers: Answers): readonly WayBack[] {
  return retypings.flatMap((retyping) =>
    retyping.dependants.flatMap((own): readonly WayBack[] => {
      const prints = printsOf(own, answers);
      if (prints === null || own.part.kind === "generated") return [];
      const words = wordsOf(own.part);
      if (words.every((word, place) => word === prints[place])) return [];
      return [{ retyping, own, back: { ...own, part: inWords(own.part, prints) } }];
    }),
  );
}

export function backTrials(ways: readonly WayBack[], types: StandInTypes): readonly Trial[] {
  return tableTrials(
    ways.map(({ retyping: { desired, before }, own, back }) => ({
      table: { name: desired.name, columns: before },
      questions: [back, own],
    })),
    types,
  );
}

/** Expressions of tables, by `nameKey`, that the change of types and the way back leave as something else. */
export function unsteadyAmong(
  ways: readonly WayBack[],
  answers: Answers,
): ReadonlyMap<string, ReadonlySet<string>> {
  const unsteady = new Map<string, Set<string>>();
  for (const { own, back } of ways) {
    const [before, after] = [printsOf(own, answers), printsOf(back, answers)];
    if (before === null) continue;
    const table = nameKey(ownerOf(own.key));
    wordsOf(own.part).forEach((word, place) => {
      if (word === null || before[place] === after?.[place]) return;
      unsteady.set(table, (unsteady.get(table) ?? new Set()).add(word));
    });
  }
  return unsteady;
}

function printsOf(asked: Question, answers: Answers): Words | null {
  const [answer] = answers.get(asked) ?? [];
  return answer === undefined || "code" in answer ? null : printedWords(asked.part, answer.text);
}
