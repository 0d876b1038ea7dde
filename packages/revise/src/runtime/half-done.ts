import { ReviseError } from "../errors";
import type { Step } from "../revisions/step";
import { plural } from "../util/text";
import type { Progress } from "./progress-table";

/**
 * A revision that is half done must be the first to run: anything else would build on a state that no revision
 * describes. Stamping is how a person says that the state has been set right by hand.
 *
 * @throws `revision-failed`
 */
export function checkHalfDone(halfDone: Progress | null, steps: readonly Step[]): void {
  const [first] = steps;
  if (halfDone === null || first === undefined || first.direction === "stamp") return;
  if (first.revision.id === halfDone.revision && first.direction === halfDone.direction) return;
  const { length } = halfDone.hashes;
  throw new ReviseError(
    "revision-failed",
    `An earlier ${halfDone.direction} left revision ${halfDone.revision} half done: ${plural(length, "operation")} of it ${length === 1 ? "is" : "are"} committed.`,
    {
      hint: `Finish it first with \`revise ${halfDone.direction}\`. If its operations have been undone by hand, say so with \`revise stamp current\`.`,
      details: { revision: halfDone.revision, operations: length },
    },
  );
}
