/** How long a run and its statements may wait, and how often they try again. */

/** For a lock of a table that somebody else holds: short waits, because whoever comes later waits behind ours. */
export interface LockRetry {
  /** Milliseconds that a statement waits for a strong lock before the transaction gives way. */
  readonly timeout: number;
  /** How often it is tried, the first time included. */
  readonly attempts: number;
  /** Milliseconds before the second try; doubled before each further one. */
  readonly delay: number;
  /** Milliseconds that this doubling ends at. */
  readonly maxDelay: number;
}

export interface Limits {
  /** Milliseconds to wait for the lock of the run, and in it for locks of tables; null to wait for ever. */
  readonly lockTimeout: number | null;
  /** Milliseconds that a statement may take; null for the server's setting. */
  readonly statementTimeout: number | null;
  /** Null to wait in line for every lock. */
  readonly lockRetry: LockRetry | null;
}

/** What a user writes: some of the numbers, or false for null. */
export type LockRetryOption = Partial<LockRetry> | boolean;

/** What a revision file may say for itself. */
export interface RevisionLimits {
  readonly lockTimeout?: number | null;
  readonly statementTimeout?: number | null;
  readonly lockRetry?: LockRetryOption;
}

/** About five minutes in all. */
export const defaultLockRetry: LockRetry = { timeout: 1_000, attempts: 30, delay: 500, maxDelay: 10_000 };

export function resolveLockRetry(option: LockRetryOption, base: LockRetry | null): LockRetry | null {
  if (option === false) return null;
  return { ...(base ?? defaultLockRetry), ...(option === true ? {} : option) };
}

/** Milliseconds before the next try, after `attempt` of them; a quarter more or less, so that two runs part. */
export function pauseAfter(attempt: number, { delay, maxDelay }: LockRetry): number {
  const full = Math.min(delay * 2 ** Math.min(attempt - 1, 30), maxDelay);
  return full * (0.75 + Math.random() / 2);
}

/** Those of a run, as far as a revision does not say otherwise. */
export function limitsOf(run: Limits, own: RevisionLimits): Limits {
  return {
    lockTimeout: own.lockTimeout === undefined ? run.lockTimeout : own.lockTimeout,
    statementTimeout: own.statementTimeout === undefined ? run.statementTimeout : own.statementTimeout,
    lockRetry: own.lockRetry === undefined ? run.lockRetry : resolveLockRetry(own.lockRetry, run.lockRetry),
  };
}

/** What each of them may be, in a revision file as in the configuration. */
export const limitKinds: Readonly<Record<keyof RevisionLimits, (value: unknown) => boolean>> = {
  lockTimeout: isMillisecondsOrNull,
  statementTimeout: isMillisecondsOrNull,
  lockRetry: isLockRetry,
};

function isMilliseconds(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function isMillisecondsOrNull(value: unknown): boolean {
  return value === null || isMilliseconds(value);
}

function isLockRetry(value: unknown): boolean {
  if (typeof value === "boolean") return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).every(
    ([name, number]) =>
      Object.hasOwn(defaultLockRetry, name) &&
      isMilliseconds(number) &&
      (name !== "attempts" || number !== 0),
  );
}
