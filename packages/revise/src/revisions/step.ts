/** One step of a plan, and how it is told. */
import type { Revision } from "./revision";
import { message } from "./revision";
import type { RowChange } from "./version-rows";

interface StepBase {
  /** Where the step starts, without dependencies; empty for base. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly rows: RowChange;
}

export interface MigrationStep extends StepBase {
  readonly direction: "upgrade" | "downgrade";
  readonly revision: Revision;
}

export interface StampStep extends StepBase {
  readonly direction: "stamp";
  /** Null when a branch goes back to base. */
  readonly revision: Revision | null;
}

export type Step = MigrationStep | StampStep;

/** `upgrade 1975ea83b712 -> 27c6a30d7c24`; an empty side is empty. */
export function stepName(step: Step): string {
  return `${step.direction} ${step.from.join(", ")} -> ${step.to.join(", ")}`;
}

/** `Running upgrade 1975ea83b712 -> 27c6a30d7c24, add column`. */
export function stepLine(step: Step): string {
  const text = step.revision === null ? "" : message(step.revision);
  return `Running ${stepName(step)}${text === "" ? "" : `, ${text}`}`;
}
