/** Puts questions to the server: all at once, and singly where one of them spoils the attempt of the others. */
import type { Connection } from "../../../../dialect/connection";
import { runAttempts, type Attempt, type Outcome } from "./program";
import type { Question } from "./question";

/** Questions that can share scratch objects. */
export interface Trial {
  readonly questions: readonly Question[];
  readonly attempt: (questions: readonly Question[]) => Attempt;
  /** What the server is told of a question: in the same words it has the same answer. Without it none is like another. */
  readonly words?: (question: Question) => string;
}

export type Answer = { readonly text: string | null } | { readonly code: string; readonly reason: string };

/** Answers of a question in the order of its trials. */
export type Answers = ReadonlyMap<Question, readonly Answer[]>;

/**
 * One round trip, or two where an attempt with several questions failed. What is asked in the same words again, as the
 * checks and defaults that tables have from one base entity, has the same answer, and is put once.
 */
export async function ask(
  connection: Connection,
  trials: readonly Trial[],
  preparations: readonly string[],
): Promise<Answers> {
  const words = new Map(
    trials.map((trial) => [
      trial,
      trial.questions.map((question): unknown => trial.words?.(question) ?? { trial, question }),
    ]),
  );
  const said = new Set<unknown>();
  const distinct = trials.flatMap((trial): readonly Trial[] => {
    const questions = trial.questions.filter((_, place) => {
      const alone = words.get(trial)?.[place];
      const isNew = !said.has(alone);
      said.add(alone);
      return isNew;
    });
    return questions.length === 0 ? [] : [{ ...trial, questions }];
  });
  const given = await answer(distinct, (some) => run(connection, some, preparations));
  const byWords = new Map([...said].map((alone, index) => [alone, given[index]]));

  const answers = new Map<Question, Answer[]>();
  for (const trial of trials) {
    trial.questions.forEach((question, place) => {
      const found = byWords.get(words.get(trial)?.[place]);
      if (found === undefined) throw new Error("The server left a question unanswered");
      answers.set(question, [...(answers.get(question) ?? []), found]);
    });
  }
  return answers;
}

/** The answers to all questions of all trials, one after the other. */
async function answer(
  trials: readonly Trial[],
  runAll: (trials: readonly Trial[]) => Promise<readonly Outcome[]>,
): Promise<readonly (Answer | undefined)[]> {
  const first = await runAll(trials);
  const spoilt = new Set(
    trials.filter((trial, index) => trial.questions.length > 1 && isFailure(first[index])),
  );
  const singles = [...spoilt].flatMap((trial) =>
    trial.questions.map((question) => ({ ...trial, questions: [question] })),
  );
  const second = singles.length === 0 ? [] : await runAll(singles);

  let next = 0;
  return trials.flatMap((trial, index) =>
    trial.questions.map((_, place) =>
      spoilt.has(trial) ? toAnswer(second[next++], 0) : toAnswer(first[index], place),
    ),
  );
}

function run(
  connection: Connection,
  trials: readonly Trial[],
  preparations: readonly string[],
): Promise<readonly Outcome[]> {
  return runAttempts(
    connection,
    trials.map((trial) => trial.attempt(trial.questions)),
    preparations,
  );
}

function isFailure(outcome: Outcome | undefined): boolean {
  return outcome === undefined || "code" in outcome;
}

function toAnswer(outcome: Outcome | undefined, place: number): Answer | undefined {
  if (outcome === undefined || "code" in outcome) return outcome;
  return { text: outcome.answers[place] ?? null };
}
