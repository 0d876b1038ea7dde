/** Questions on the terminal. They go to stderr, so that stdout stays the result. */
import { createInterface, type Interface } from "node:readline";
import type { AskRenames, RenameQuestion } from "../commands/rename-options";
import { ReviseError } from "../errors";
import { showOnLine } from "../util/text";

interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Asks of each candidate whether it is a rename; an empty answer means no, and one that is neither is asked for again.
 *
 * Questions come in rounds. Between them the terminal is as it was before, and Ctrl-C ends the process; what was typed ahead
 * of a round is kept for it.
 *
 * @returns for one run. Rejects with `interrupted` where the person leaves (Ctrl-C, Ctrl-D) instead of an answer
 */
export function renamePrompts(
  streams: Streams = { input: process.stdin, output: process.stderr },
): AskRenames {
  let ahead = "";
  return async (questions) => {
    const terminal = createInterface(streams);
    const unasked: string[] = [];
    try {
      return await answersOf(terminal, questions, ahead, (line) => unasked.push(line));
    } catch (error) {
      streams.output.write("\n");
      throw error;
    } finally {
      ahead = [...unasked, terminal.line].join("\n");
      terminal.close();
    }
  };
}

/**
 * The next question is asked before the next key is looked at, so that a key that comes early stands behind its question.
 *
 * @param ahead what was typed already
 * @param keep is given each line behind the last answer
 */
function answersOf(
  terminal: Interface,
  questions: readonly RenameQuestion[],
  ahead: string,
  keep: (line: string) => void,
): Promise<readonly boolean[]> {
  return new Promise((resolve, reject) => {
    const answers: boolean[] = [];
    const ask = (): void => {
      const question = questions[answers.length];
      if (question === undefined) {
        resolve(answers);
        return;
      }
      const { kind, from, to } = question;
      terminal.setPrompt(`${showOnLine(`Was ${kind} ${from} renamed to ${to}?`)} [y/N] `);
      terminal.prompt();
    };
    terminal.on("line", (line) => {
      if (answers.length === questions.length) {
        keep(line);
        return;
      }
      const answer = readAnswer(line.trim());
      if (answer !== null) answers.push(answer);
      ask();
    });
    terminal.on("SIGINT", () => {
      reject(unanswered("SIGINT"));
    });
    terminal.on("close", () => {
      reject(unanswered(null));
    });
    ask();
    terminal.write(ahead);
  });
}

/** null for what is neither yes nor no. */
function readAnswer(text: string): boolean | null {
  if (/^(y|yes)$/i.test(text)) return true;
  return /^(n|no)?$/i.test(text) ? false : null;
}

function unanswered(signal: "SIGINT" | null): ReviseError {
  return new ReviseError("interrupted", "The question was not answered; nothing was written.", {
    hint: "Answer y or n, decide by --rename and --not-rename, or leave the decision to the file with --no-input.",
    details: { signal },
  });
}
