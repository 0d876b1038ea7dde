/** Questions on the terminal. They go to stderr, so that stdout stays the result. */
import { createInterface } from "node:readline/promises";
import type { RenameQuestion } from "../commands/rename-options";
import { showOnLine } from "../util/text";

/** Asks of each candidate whether it is a rename; an empty answer means no. */
export async function askRenames(questions: readonly RenameQuestion[]): Promise<boolean[]> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answers: boolean[] = [];
    for (const { kind, from, to } of questions) {
      const answer = await terminal.question(`${showOnLine(`Was ${kind} ${from} renamed to ${to}?`)} [y/N] `);
      answers.push(/^y(es)?$/i.test(answer.trim()));
    }
    return answers;
  } finally {
    terminal.close();
  }
}
