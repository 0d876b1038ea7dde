import type { Statement } from "../operations/statement";

/** How to learn which columns a server would drop with what an operation drops, though nothing names them. */
export interface UnaskedDrops {
  /** What hangs on something so: rows that `gone` takes. Where there is none, nothing is lost. */
  readonly hanging: Pick<Statement, "sql" | "parameters">;
  /** What to try, and to take back after the question; null where what hangs is lost. */
  readonly trial: {
    readonly sql: string;
    /** Asks which of the rows that hang are gone now: rows of `column` and `computed`, which is whether it is generated. */
    readonly gone: (rows: readonly unknown[]) => Pick<Statement, "sql" | "parameters">;
  } | null;
  /** Why the server does so: the rest of a sentence. */
  readonly why: string;
}
