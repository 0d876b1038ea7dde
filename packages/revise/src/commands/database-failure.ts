/** What the database says while nobody has asked it for a change: while it is compared, or its rows are read. */
import type { Dialect } from "../dialect/dialect";
import type { DatabaseFailure } from "../dialect/failure";
import { isReviseError, ReviseError } from "../errors";
import { isLostConnection } from "../typeorm/lost-connection";

/** The error for people, where the server or the connection is behind it; the error itself everywhere else. */
export function databaseFailure(error: unknown, dialect: Pick<Dialect, "describeError">): unknown {
  if (isReviseError(error)) return error;
  const facts = dialect.describeError(error);
  if (isLostConnection(error)) {
    return new ReviseError("connection-failed", `The connection to the database is gone: ${textOf(error)}.`, {
      hint: "Is the server still running? What was not committed it has taken back. Run the command again.",
      cause: error,
    });
  }
  if (facts === null) return error;
  const detail = facts.detail === null ? "" : ` (${facts.detail})`;
  return new ReviseError("database-error", `${beginnings[facts.kind]}: ${facts.message}${detail}.`, {
    hint: facts.hint ?? hints[facts.kind] ?? otherHint,
    cause: error,
    details: { server: facts },
  });
}

const refused = "The database refused what was asked of it";

const beginnings: Readonly<Record<DatabaseFailure["kind"], string>> = {
  lock: "The database did not get a lock in time",
  "read-only": refused,
  cancelled: "The database broke off what was asked of it",
  exists: refused,
  full: "The database has no room left",
  other: refused,
};

const hints: Partial<Record<DatabaseFailure["kind"], string>> = {
  lock: "Somebody holds it: look into pg_stat_activity, and run the command again.",
  cancelled:
    "Somebody ended it, or the role, the database or the DataSource limits how long a statement may take (statement_timeout): give it more time, and run the command again.",
};

const otherHint =
  "Run the command again with --raiseerr to see where it happened; docs/rights.md lists the rights that each command needs.";

function textOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
}
