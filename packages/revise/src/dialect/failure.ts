/** What the database says of an error of its own, as facts. */
export interface DatabaseFailure {
  readonly message: string;
  /**
   * `lock`: a lock could not be had in time, or not at all (deadlock); the same statement may succeed later. `read-only`: it
   * would have written in a transaction that only reads. `cancelled`: it took too long, or somebody ended it.
   * `exists`: what it would have made is there already. `full`: the server has no room left, on disk or in memory.
   */
  readonly kind: "lock" | "read-only" | "cancelled" | "exists" | "full" | "other";
  readonly code: string | null;
  readonly detail: string | null;
  readonly hint: string | null;
  /** 1-based character of the statement. */
  readonly position: number | null;
  /** What to do, in full sentences, where the server has no word for it. */
  readonly advice?: string;
}
