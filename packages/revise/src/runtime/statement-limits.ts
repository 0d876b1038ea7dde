/** The limits of one statement. */
import type { Dialect } from "../dialect/dialect";
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
  { sql, transactional }: Statement,
  { lockTimeout, statementTimeout, lockRetry }: Limits,
  dialect: Pick<Dialect, "takesStrongLock">,
): StatementLimits {
  if (transactional === false) return { statementTimeout, lockTimeout: Infinity };
  if (lockRetry === null || !dialect.takesStrongLock(sql)) return { statementTimeout, lockTimeout };
  return { statementTimeout, lockTimeout: Math.min(lockRetry.timeout, lockTimeout ?? Infinity) };
}
