/** `--rename old:new`, and the questions that a terminal is asked. */
import type { Questioner, RenameCandidate, RenameDecision } from "../compare/comparison";
import { decisionFor } from "../compare/rename";
import { ReviseError } from "../errors";
import { renameArgument, renameWords } from "../model/rename-words";

export interface RenameQuestion {
  /** `table`, `column`, `value`. */
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}

/** Answers each question with yes or no. */
export type AskRenames = (questions: readonly RenameQuestion[]) => Promise<readonly boolean[]>;

/**
 * Reads `user.mail:email`.
 *
 * @param option where it comes from, for the error: `--rename`
 * @throws `usage` for what has no two sides
 */
export function readRename(text: string, option = "--rename", accepted = true): RenameDecision {
  const at = text.lastIndexOf(":");
  const from = text.slice(0, Math.max(at, 0)).trim();
  const to = text.slice(at + 1).trim();
  if (from !== "" && to !== "") return { from, to, accepted };
  throw new ReviseError("usage", `${option} ${text} does not say what becomes what.`, {
    hint: "Write user:account for a table or view, user.mail:email for a column, order_status_enum.open:placed for a value of an enum.",
  });
}

/**
 * For `--strict`.
 *
 * @throws `decision-open` with every likely rename that nobody has decided about, and how to decide
 */
export function requireDecisions(open: readonly RenameCandidate[]): void {
  if (open.length === 0) return;
  const questions = open.map((candidate) => {
    const { from, to } = renameWords(candidate);
    const pair = renameArgument(candidate);
    return `  Was ${words[candidate.kind]} ${from} renamed to ${to}? --rename ${pair} or --not-rename ${pair}`;
  });
  throw new ReviseError(
    "decision-open",
    [`Nobody has decided, and --strict guesses nothing:`, ...questions].join("\n"),
    {
      hint: "Answer with these options, or under renames and notRenames in a file for --decisions. No file was written.",
      details: {
        open: open.map((candidate) => ({
          kind: candidate.kind,
          ...decisionFor(candidate, true),
          score: candidate.score,
        })),
      },
    },
  );
}

const words = {
  table: "table",
  column: "column",
  enumValue: "enum value",
  view: "view",
  materializedView: "materialized view",
} as const;

export function questionerOf(ask: AskRenames): Questioner {
  return {
    ask: async (candidates) => {
      const questions = candidates.map((candidate) => ({
        kind: words[candidate.kind],
        ...renameWords(candidate),
      }));
      const answers = await ask(questions);
      return candidates.map((candidate, index) => decisionFor(candidate, answers[index] === true));
    },
  };
}
