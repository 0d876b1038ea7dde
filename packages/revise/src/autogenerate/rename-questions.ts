/** Asks about likely renames, until every answer has been asked for. */
import type { CompareContext, Questioner, RenameCandidate, RenameDecision } from "../compare/comparison";
import { applyRenames } from "../compare/rename";
import type { SchemaModel } from "../model/schema-model";

/** The decisions that there are, and the answers. */
export async function askAboutRenames(
  questioner: Questioner,
  current: SchemaModel,
  desired: SchemaModel,
  context: CompareContext,
): Promise<readonly RenameDecision[]> {
  let decided = context.renames;
  const asked = new Set<string>();
  // A renamed table makes candidates of its columns, so the questions come in rounds.
  for (;;) {
    const { candidates } = applyRenames(current, desired, { ...context, renames: decided });
    const open = candidates.filter((candidate) => !asked.has(identity(candidate)));
    if (open.length === 0) return decided;
    for (const candidate of open) asked.add(identity(candidate));
    decided = [...decided, ...(await questioner.ask(open))];
  }
}

function identity({ kind, of, from, to }: RenameCandidate): string {
  return JSON.stringify([kind, of, from, to]);
}
