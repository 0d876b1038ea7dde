/**
 * The one error family of `revise`.
 *
 * Every failure that a person can cause or mend is a `ReviseError` with a code of the closed list below. The
 * message says what happened, to which object, in which file; the hint says what to do now. Anything else that
 * is thrown is a defect of ours.
 */

/** Codes whose cause is the way the command was called or configured: exit code 2. */
export const usageCodes = [
  "usage",
  "config-not-found",
  "config-invalid",
  "config-load-failed",
  "data-source-not-found",
  "data-source-ambiguous",
  "data-source-unsupported",
  "decisions-invalid",
] as const;

/** Codes for "the command worked and found a difference": exit code 1. */
export const differenceCodes = ["differences-found", "not-at-head", "decision-open"] as const;

/** Codes for everything that failed while doing what was asked: exit code 3. */
export const failureCodes = [
  "module-load-failed",
  "metadata-lost",
  "metadata-invalid",
  "no-entities",
  "connection-failed",
  "database-error",
  "database-locked",
  "database-not-up-to-date",
  "unknown-revision",
  "ambiguous-revision",
  "invalid-target",
  "multiple-heads",
  "revision-graph",
  "revision-file-invalid",
  "revision-exists",
  "revision-failed",
  "expression-missing",
  "tenants-failed",
  "directory-not-found",
  "directory-not-writable",
  "expression-rejected",
  "operation-invalid",
  "operation-unsupported",
  "operation-cycle",
  "rename-invalid",
  "hook-failed",
  "interrupted",
] as const;

/** What went wrong, for programs. The list is closed, and a code keeps its meaning. */
export type ErrorCode =
  (typeof usageCodes)[number] | (typeof differenceCodes)[number] | (typeof failureCodes)[number];

export interface ReviseErrorOptions {
  /** What to do now, as one or more full sentences. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** Facts for programs: ids, file names, statements. Printed by `--json` only. */
  readonly details?: Readonly<Record<string, unknown>>;
}

const brand = Symbol.for("typeorm-revise.error");

/** What a person can cause or mend. The message says what happened, to which object, in which file. */
export class ReviseError extends Error {
  /** What went wrong; it decides the exit code of a command. */
  readonly code: ErrorCode;
  /** What to do now, in full sentences; undefined where the message says it. */
  readonly hint: string | undefined;
  /** Facts for programs: ids, file names, statements. Printed by `--json` only. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: ReviseErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ReviseError";
    this.code = code;
    this.hint = options.hint;
    this.details = options.details ?? {};
    Object.defineProperty(this, brand, { value: true });
  }
}

/**
 * Whether `error` is a {@link ReviseError}, of the given code where one is given. Works across two loaded copies
 * of the package, where `instanceof` does not.
 */
export function isReviseError(error: unknown, code?: ErrorCode): error is ReviseError {
  if (typeof error !== "object" || error === null || !(brand in error)) return false;
  return code === undefined || ("code" in error && error.code === code);
}
