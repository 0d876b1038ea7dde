/**
 * Questions about what the server printed. It does not keep every expression as it prints it: `kind IN ('a', 'b')` on
 * a varchar column is printed as `(kind)::text = ANY ((ARRAY['a'::character varying, …])::text[])`, which reads back
 * as `… ANY (ARRAY[('a'::character varying)::text, …])` and stays so. A database that comes from a dump is spelt in
 * the second way.
 */
import type { ObjectKey } from "../../../../model/names";
import type { Answers } from "./ask";
import type { Question, Spelling, TableQuestions, ViewQuestions } from "./question";
import { inWords, printedWords } from "./words";

interface Given {
  readonly answers: Answers;
  readonly spellings: ReadonlyMap<ObjectKey, Spelling>;
}

/** The tables with what is worth a second reading. */
export function rereadTables(tables: readonly TableQuestions[], given: Given): readonly TableQuestions[] {
  return tables.flatMap((table) => {
    const questions = table.questions.flatMap((question) => reread(question, given));
    return questions.length === 0 ? [] : [{ ...table, questions }];
  });
}

/** The views with what is worth a second reading. */
export function rereadViews(views: readonly ViewQuestions[], given: Given): readonly ViewQuestions[] {
  return views.flatMap((each) => {
    const [view = null] = each.view === null ? [] : reread(each.view, given);
    const indexes = each.indexes.flatMap((question) => reread(question, given));
    return view === null && indexes.length === 0 ? [] : [{ ...each, view, indexes }];
  });
}

function reread(question: Question, { answers, spellings }: Given): readonly Question[] {
  if (question.fresh || spellings.has(question.key)) return [];
  for (const answer of answers.get(question) ?? []) {
    if ("code" in answer || !answer.text?.includes("ARRAY[")) continue;
    return [{ ...question, part: inWords(question.part, printedWords(question.part, answer.text)) }];
  }
  return [];
}
