/** Questions on the terminal. They go to stderr, so that stdout stays the result. */
import { createInterface, type Interface } from "node:readline/promises";
import type { RenameQuestion } from "../commands/rename-options";
import { ReviseError } from "../errors";
import { showOnLine } from "../util/text";

interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Asks of each candidate whether it is a rename; an empty answer means no, and one that is neither is asked for again.
 *
 * @throws `interrupted` where the person leaves (Ctrl-C, Ctrl-D) instead of an answer
 */
export async function askRenames(
  questions: readonly RenameQuestion[],
  streams: Streams = { input: process.stdin, output: process.stderr },
): Promise<boolean[]> {
  const terminal = createInterface(streams);
  try {
    const answers: boolean[] = [];
    for (const { kind, from, to } of questions) {
      answers.push(await ask(terminal, showOnLine(`Was ${kind} ${from} renamed to ${to}?`)));
    }
    return answers;
  } catch (error) {
    if (!(error instanceof Error && error.name === "AbortError")) throw error;
    streams.output.write("\n");
    throw unanswered(error);
  } finally {
    terminal.close();
  }
}

async function ask(terminal: Interface, question: string): Promise<boolean> {
  for (;;) {
    const answer = (await terminal.question(`${question} [y/N] `)).trim();
    if (/^(y|yes)$/i.test(answer)) return true;
    if (/^(n|no)?$/i.test(answer)) return false;
  }
}

function unanswered(cause: Error): ReviseError {
  return new ReviseError("interrupted", "The question was not answered; nothing was written.", {
    hint: "Answer y or n, decide by --rename and --not-rename, or leave the decision to the file with --no-input.",
    cause,
    details: { signal: cause.message.endsWith("Ctrl+C") ? "SIGINT" : null },
  });
}
