import type { AppliedStep } from "../config/callbacks";
import { message } from "../revisions/revision";
import type { Step } from "../revisions/step";

/** A step as it is given out. */
export function stepSummary(step: Step): AppliedStep {
  const { direction, from, to, revision } = step;
  const text = revision === null ? "" : message(revision);
  return { direction, revision: revision?.id ?? null, from, to, message: text };
}
