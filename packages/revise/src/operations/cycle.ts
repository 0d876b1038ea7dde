import { ReviseError } from "../errors";
import type { Operation } from "./operation";
import { describe } from "./traits-table";

/** As many lines as one looks through at once. */
const shown = 8;

/** For operations that no order runs, because each needs what another makes or has in its way. */
export function cycleError(operations: readonly Operation[]): ReviseError {
  const lines = operations.slice(0, shown).map(describe);
  const rest = operations.length - lines.length;
  return new ReviseError(
    "operation-cycle",
    [
      "These changes wait for each other, so no order of them can be run:",
      ...lines,
      ...(rest > 0 ? [`and ${String(rest)} more`] : []),
    ].join("\n  "),
    {
      hint: "Make them in two revisions: take one of them back from the entities, let the other become a revision, then bring it in again. Where an operation of your own is among them, look at what it says that it needs.",
      details: { operations: operations.map(describe) },
    },
  );
}
