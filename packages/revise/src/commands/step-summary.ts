import { message } from "../revisions/revision";
import type { Step } from "../revisions/step";

export interface MigrationStepSummary {
  readonly direction: Step["direction"];
  readonly revision: string | null;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly message: string;
}

/** A step as it is given out. */
export function stepSummary(step: Step): MigrationStepSummary {
  const { direction, from, to, revision } = step;
  const text = revision === null ? "" : message(revision);
  return { direction, revision: revision?.id ?? null, from, to, message: text };
}
