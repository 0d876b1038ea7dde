/** A revision whose file still holds an expression to fill in is not run, nor written as a script. */
import { ReviseError } from "../errors";
import { fillInMark, isToFillIn } from "../operations/column/fill-in";
import type { Operation } from "../operations/operation";
import { describe } from "../operations/traits-table";
import type { LoadedRevision } from "../revisions/load";
import type { Step } from "../revisions/step";

/**
 * Looks at the functions of a plan before the first of them runs: what is refused has changed nothing.
 *
 * @throws `expression-missing` with the file and the call
 */
export function refuseUnfilledStep(step: Step, loaded: LoadedRevision): void {
  if (step.direction === "stamp") return;
  const body = String(step.direction === "upgrade" ? loaded.upgrade : loaded.downgrade);
  // Alone in a string it stands for what becomes of a value of an enum, which matters where rows hold it.
  const source = body.replaceAll(/(["'`])\/\* FILL IN \*\/\1/g, '""');
  if (!isToFillIn(source)) return;
  const { id, path } = step.revision;
  throw unfilled(
    `Revision ${id} (${path}) is not complete: ${callBefore(source)} in ${step.direction} holds`,
    {
      revision: id,
      file: path,
      direction: step.direction,
    },
  );
}

/** The same for what a function put together where nobody could read it. */
export function refuseUnfilled(operation: Operation): void {
  if (operation.kind !== "alterColumn" || !isToFillIn(operation.using?.to ?? "")) return;
  throw unfilled(`"${describe(operation)}" holds`, { operation });
}

/** `op.alterColumn("user", "code", …)`: as much of the call as tells which one it is. */
function callBefore(source: string): string {
  const head = source.slice(0, source.indexOf(fillInMark));
  const call = head.slice(head.lastIndexOf(".alterColumn(") + 1);
  const names = /^(alterColumn\([^{]*)/.exec(call)?.[1]?.replaceAll(/\s+/g, " ").trim();
  return names === undefined ? "an operation" : `op.${names} …)`;
}

function unfilled(what: string, details: Readonly<Record<string, unknown>>): ReviseError {
  return new ReviseError("expression-missing", `${what} an expression that is still to be filled in.`, {
    hint: "No cast leads from the old type to the new one. Write in `using` the SQL that gives the new value of a row, or keep the one that is offered, and remove the mark in front of it.",
    details,
  });
}
