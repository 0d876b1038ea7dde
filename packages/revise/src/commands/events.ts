/** What a command tells while it runs; the command line prints it on stderr, a program may listen. */

/** A revision is about to run, or to be stamped. */
export interface StepEvent {
  readonly kind: "step";
  /** Which function of the revision runs; neither for a stamp. */
  readonly direction: "upgrade" | "downgrade" | "stamp";
  /** Ids before the step; empty for base. */
  readonly from: readonly string[];
  /** Ids after the step; empty for base. */
  readonly to: readonly string[];
  /** The first paragraph of the revision's header comment. */
  readonly message: string;
}

/** One of several is done, or has failed. */
export interface TenantEvent {
  readonly kind: "tenant";
  readonly tenant: string;
  /** `2 revisions`. */
  readonly summary: string;
  readonly milliseconds: number;
  readonly error: Error | null;
  /** How many have ended, how many of them failed, and how many there are. */
  readonly ended: number;
  readonly failed: number;
  readonly total: number;
}

type PlainEvent =
  | StepEvent
  | TenantEvent
  | { readonly kind: "waiting-for-lock"; readonly holder: string }
  | { readonly kind: "warning"; readonly message: string }
  | { readonly kind: "note"; readonly message: string };

/** What `onEvent` hears of. */
export type CommandEvent = PlainEvent & {
  /** Whose event it is, where several run. */
  readonly of?: string;
};

/** `Running upgrade 1975ea83b712 -> 27c6a30d7c24, add column`; an empty side is empty. */
export function displayRun(step: StepEvent): string {
  const text = step.message === "" ? "" : `, ${step.message}`;
  return `Running ${step.direction} ${step.from.join(", ")} -> ${step.to.join(", ")}${text}`;
}
