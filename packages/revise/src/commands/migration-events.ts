/** What a run tells of itself, as the commands tell it. */
import { describe } from "../operations/traits-table";
import type { ProgressEvent } from "../runtime/progress";
import type { CommandEvent } from "./events";
import { plural } from "../util/text";
import { stepSummary } from "./step-summary";

/** @returns null for what the commands keep to themselves */
export function commandEvent(event: ProgressEvent): CommandEvent | null {
  switch (event.kind) {
    case "waiting-for-lock":
      return event;
    case "step-started":
      return { kind: "step", ...stepSummary(event.step) };
    case "resuming": {
      const id = event.step.revision?.id ?? "";
      return {
        kind: "note",
        message: `Going on with ${id} where the last run ended, after ${plural(event.skipped, "operation")}.`,
      };
    }
    case "lock-refused":
      return { kind: "warning", message: refusal(event) };
    case "blocked": {
      const what = describe(event.statement.source);
      return {
        kind: "note",
        message: `${what} waits for ${event.blockers.map(({ text }) => text).join("; ")}`,
      };
    }
    case "planned":
    case "statement":
    case "step-finished":
      return null;
  }
}

function refusal({
  statement,
  blockers,
  delay,
  attempt,
  attempts,
}: Extract<ProgressEvent, { kind: "lock-refused" }>): string {
  const by = blockers.length === 0 ? "" : `, blocked by ${blockers.map(({ text }) => text).join("; ")}`;
  const again = `Try ${String(attempt)} of ${String(attempts)} in ${(delay / 1000).toFixed(1)} s.`;
  return `${describe(statement.source)}: the lock could not be had${by}. All is given back meanwhile. ${again}`;
}
