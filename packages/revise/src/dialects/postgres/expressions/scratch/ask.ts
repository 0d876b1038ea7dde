/** Puts questions to the server: all at once, and singly where one of them spoils the attempt of the others. */
import type { Connection } from "../../../../dialect/connection";
import { runAttempts, type Attempt, type Outcome } from "./program";
import type { Question } from "./question";

/** Questions that can share scratch objects. */
export interface Trial {
  readonly questions: readonly Question[];
  readonly attempt: (questions: readonly Question[]) => Attempt;
}

export type Answer = { readonly text: string | null } | { readonly code: string; readonly reason: string };

/** Answers of a question in the order of its trials. */
export type Answers = ReadonlyMap<Question, readonly Answer[]>;

/** One round trip, or two where an attempt with several questions failed. */
export async function ask(connection: Connection, trials: readonly Trial[]): Promise<Answers> {
  const first = await run(connection, trials);
  const spoilt = trials.filter((trial, index) => trial.questions.length > 1 && isFailure(first[index]));
  const singles = spoilt.flatMap((trial) =>
    trial.questions.map((question) => ({ ...trial, questions: [question] })),
  );
  const second = singles.length === 0 ? [] : await run(connection, singles);

  const answers = new Map<Question, Answer[]>();
  let next = 0;
  trials.forEach((trial, index) => {
    trial.questions.forEach((question, place) => {
      const outcome = spoilt.includes(trial) ? second[next++] : first[index];
      const answer = toAnswer(outcome, spoilt.includes(trial) ? 0 : place);
      answers.set(question, [...(answers.get(question) ?? []), answer]);
    });
  });
  return answers;
}

function run(connection: Connection, trials: readonly Trial[]): Promise<readonly Outcome[]> {
  return runAttempts(
    connection,
    trials.map((trial) => trial.attempt(trial.questions)),
  );
}

function isFailure(outcome: Outcome | undefined): boolean {
  return outcome === undefined || "code" in outcome;
}

function toAnswer(outcome: Outcome | undefined, place: number): Answer {
  if (outcome === undefined) throw new Error("The server left a question unanswered");
  return "code" in outcome ? outcome : { text: outcome.answers[place] ?? null };
}
