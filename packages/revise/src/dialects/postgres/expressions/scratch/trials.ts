/** What is put to the server together, on the same scratch objects. */
import { nameKey } from "../../../../model/names";
import type { Trial } from "./ask";
import { columnsAttempt, columnsToATable, columnWords, extensionsAttempt } from "./columns";
import type { Question, TableQuestions, ViewQuestions } from "./question";
import { type RetypedViews, retypedViewTrials } from "./retyped-views";
import type { Retyping } from "./retyping";
import { tableTrials } from "./shared-tables";
import type { StandInTypes } from "./stand-in-types";
import { materializedViewAttempt } from "./table";
import { noStandIns, type StandIns, viewAttempt } from "./view";

/** What is asked apart from any table. */
export function sharedTrials(
  extensions: readonly Question[],
  columns: readonly Question[],
  types: StandInTypes,
): readonly Trial[] {
  const parts = Array.from({ length: Math.ceil(columns.length / columnsToATable) }, (_, index) =>
    columns.slice(index * columnsToATable, (index + 1) * columnsToATable),
  );
  return [
    ...(extensions.length === 0 ? [] : [{ questions: extensions, attempt: extensionsAttempt }]),
    ...parts.map((questions): Trial => ({
      questions,
      attempt: (some) => columnsAttempt(some, types),
      words: (question) => columnWords(question, types),
    })),
  ];
}

/**
 * Expressions are read in the types that the columns are to have, and so are those of the database that they are compared
 * with. Where somebody else decides whether a column gets its type, they are read in the types of now as well, and
 * equality in either counts.
 *
 * @param undecided by `nameKey`
 */
export function expressionTrials(
  tables: readonly TableQuestions[],
  undecided: ReadonlyMap<string, Retyping>,
  types: StandInTypes,
): readonly Trial[] {
  const asNow = tables.flatMap(({ desired: { name }, questions }) => {
    const retyping = undecided.get(nameKey(name));
    if (retyping === undefined) return [];
    return [
      { table: { name, columns: retyping.before }, questions: questions.filter(({ fresh }) => !fresh) },
    ];
  });
  return [
    ...tableTrials(
      tables.map(({ desired, questions }) => ({ table: desired, questions })),
      types,
    ),
    ...tableTrials(asNow, types),
  ];
}

/**
 * Views are read against the tables as they are to be. A view without `*` for all columns is also read against those of now: names
 * that are qualified with the default schema never reach the stand-ins, and print otherwise where one is in the way.
 */
export function viewTrials(
  views: readonly ViewQuestions[],
  changed: StandIns,
  retyped: RetypedViews,
  types: StandInTypes,
): readonly Trial[] {
  if (views.length === 0) return [];
  const trial = (asked: readonly Question[], standIns: StandIns): readonly Trial[] =>
    asked.length === 0
      ? []
      : [
          {
            questions: asked,
            attempt: (part) =>
              viewAttempt(
                part.flatMap((question) => (question.part.kind === "view" ? [question.part.view] : [])),
                standIns,
                types,
              ),
          },
        ];
  const bodies = views.flatMap(({ view }) => view ?? []);
  const touched = bodies.filter(({ key }) => retyped.dependants.has(key));
  const explicit = bodies.filter(
    (body) =>
      body.part.kind === "view" &&
      !body.fresh &&
      !touched.includes(body) &&
      !selectsAll(body.part.view.definition),
  );
  return [
    ...trial(bodies, changed),
    ...trial(explicit, noStandIns),
    ...retypedViewTrials(touched, retyped, types),
    ...views
      .filter(({ indexes }) => indexes.length > 0)
      .map(({ desired: view, indexes }) => ({
        questions: indexes,
        attempt: (part: readonly Question[]) => materializedViewAttempt(view.name, part),
      })),
  ];
}

/** Whether a query may hold `*` for all columns: not `count(*)`, nor a product. */
function selectsAll(query: string): boolean {
  return /(?:\b(?:select|all|distinct)|[,.)])\s*\*/i.test(query);
}
