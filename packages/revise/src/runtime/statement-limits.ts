/** The limits of one statement. */
import type { StatementWait } from "../dialect/lock";
import type { Statement } from "../operations/statement";
import type { Limits } from "../revisions/limits";

export type StatementLimits = Pick<Limits, "lockTimeout" | "statementTimeout">;

export const limitNames = ["lockTimeout", "statementTimeout"] as const;
export const noLimits: StatementLimits = { lockTimeout: null, statementTimeout: null };

/**
 * A strong lock is waited for shortly, because everybody who comes later waits behind us. What runs outside transactions
 * builds concurrently: it harms nobody by waiting, and much work is lost if it gives up.
 */
export function limitsFor(
  { transactional }: Statement,
  { lockTimeout, statementTimeout, lockRetry }: Limits,
  wait: StatementWait,
): StatementLimits {
  if (transactional === false) return { statementTimeout, lockTimeout: Infinity };
  if (lockRetry === null || wait !== "strong-lock") return { statementTimeout, lockTimeout };
  return { statementTimeout, lockTimeout: Math.min(lockRetry.timeout, lockTimeout ?? Infinity) };
}
