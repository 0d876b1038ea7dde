/** Lets questions of any tables share scratch tables, where what they read is alike. */
import type { Trial } from "./ask";
import { constraintOn, indexOn } from "./clause";
import type { Question } from "./question";
import { type AskedTable, stand, type Standing } from "./standing";
import type { StandInTypes } from "./stand-in-types";
import { tableAttempt } from "./table";

/** Questions about a table. */
export interface Asked {
  readonly table: AskedTable;
  readonly questions: readonly Question[];
}

export function tableTrials(asked: readonly Asked[], types: StandInTypes): readonly Trial[] {
  const standings = asked.flatMap(({ table, questions }) =>
    questions.map((question) => stand(question, table, types)),
  );
  return shareTables(standings).map((shared): Trial => {
    const byQuestion = new Map(shared.map((standing) => [standing.question, standing]));
    const among = (questions: readonly Question[]): readonly Standing[] =>
      questions.flatMap((question) => byQuestion.get(question) ?? []);
    return {
      questions: [...byQuestion.keys()],
      attempt: (questions) => tableAttempt(among(questions), types),
      words: (question) => JSON.stringify(among([question]).map(wordsAlone)),
    };
  });
}

function wordsAlone({ scratch, definitions, part }: Standing): readonly unknown[] {
  return [scratch, [...definitions.values()], constraintOn(part, 0), indexOn(scratch.name, part, 0)];
}

/**
 * A table for each five questions costs the server 0.6 ms; where twenty share one, five cost 0.37 ms. More to a table
 * cost no less, and one that is refused sends all of its table through a second trip.
 */
const questionsToATable = 24;

/** How many tables are open at a time to what comes next. */
const openTables = 8;

interface Shared {
  readonly standings: Standing[];
  readonly definitions: Map<string, string>;
}

/** The questions by the tables that they share, in their order as far as that goes. */
function shareTables(standings: readonly Standing[]): readonly (readonly Standing[])[] {
  const tables: Shared[] = [];
  const open = new Map<string, Shared[]>();
  for (const standing of standings) {
    const { name, standsFor, stored } = standing.scratch;
    const alike = [name.name, standsFor ?? "", stored].join("\0");
    const some = open.get(alike) ?? [];
    let shared = some.find((each) => fits(each, standing));
    if (shared === undefined) {
      shared = { standings: [], definitions: new Map() };
      tables.push(shared);
      open.set(alike, [shared, ...some].slice(0, openTables));
    }
    shared.standings.push(standing);
    for (const [column, definition] of standing.definitions) shared.definitions.set(column, definition);
  }
  return tables.map((each) => each.standings);
}

/**
 * Whether each question reads the table as it would read one of its own: all mean the same columns, and nobody finds
 * one that is not meant for it.
 */
function fits({ standings, definitions }: Shared, { part, definitions: own, mentions }: Standing): boolean {
  if (standings.length >= questionsToATable) return false;
  // A generated column answers one question.
  if (part.kind === "generated" && definitions.has(part.column.name)) return false;
  return (
    [...definitions].every(([column, definition]) =>
      own.has(column) ? own.get(column) === definition : !mentions(column),
    ) &&
    [...own.keys()].every(
      (column) => definitions.has(column) || !standings.some((other) => other.mentions(column)),
    )
  );
}
