/** `--rename old:new`, and the questions that a terminal is asked. */
import type { Questioner, RenameDecision } from "../compare/comparison";
import { decisionFor } from "../compare/rename";
import { ReviseError } from "../errors";

export interface RenameQuestion {
  /** `table`, `column`, `value`. */
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}

/** Answers each question with yes or no. */
export type AskRenames = (questions: readonly RenameQuestion[]) => Promise<readonly boolean[]>;

/** Reads `user.mail:email`. Throws `usage` for what has no two sides. */
export function readRename(text: string): RenameDecision {
  const at = text.lastIndexOf(":");
  const from = text.slice(0, Math.max(at, 0)).trim();
  const to = text.slice(at + 1).trim();
  if (from !== "" && to !== "") return { from, to, accepted: true };
  throw new ReviseError("usage", `--rename ${text} does not say what becomes what.`, {
    hint: "Write --rename user:account for a table, --rename user.mail:email for a column.",
  });
}

const words = { table: "table", column: "column", enumValue: "enum value" } as const;

export function questionerOf(ask: AskRenames): Questioner {
  return {
    ask: async (candidates) => {
      const questions = candidates.map((candidate) => ({
        kind: words[candidate.kind],
        from: decisionFor(candidate, true).from,
        to: candidate.to,
      }));
      const answers = await ask(questions);
      return candidates.map((candidate, index) => decisionFor(candidate, answers[index] === true));
    },
  };
}
