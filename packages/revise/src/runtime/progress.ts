/** What a run tells while it goes on: plain data, printed by whoever listens. */
import type { ServerSession } from "../dialect/session";
import type { Statement } from "../operations/statement";
import type { Step } from "../revisions/step";

export type ProgressEvent =
  | { readonly kind: "waiting-for-lock"; readonly holder: string }
  /** Once, after the lock is held and the rows are read; empty when there is nothing to do. */
  | { readonly kind: "planned"; readonly steps: readonly Step[] }
  /** A revision that an earlier run left half done goes on after its first `skipped` operations. */
  | { readonly kind: "resuming"; readonly step: Step; readonly skipped: number }
  /** A lock could not be had: the transaction was rolled back, and after `delay` milliseconds all of it is tried again. */
  | {
      readonly kind: "lock-refused";
      readonly step: Step;
      readonly statement: Pick<Statement, "sql" | "source">;
      readonly blockers: readonly ServerSession[];
      readonly delay: number;
      /** The number of the next try. */
      readonly attempt: number;
      readonly attempts: number;
    }
  /** A statement waits for others, for longer than a moment, and goes on waiting. */
  | { readonly kind: "blocked"; readonly statement: Statement; readonly blockers: readonly ServerSession[] }
  | { readonly kind: "step-started"; readonly step: Step }
  | { readonly kind: "statement"; readonly step: Step; readonly statement: Statement }
  /** The step is done and, unless one transaction spans the run, committed. */
  | { readonly kind: "step-finished"; readonly step: Step; readonly milliseconds: number };

export type OnEvent = (event: ProgressEvent) => void;
