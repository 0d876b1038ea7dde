/** What the database says while nobody has asked it for a change: while it is compared, or its rows are read. */
import type { Dialect } from "../dialect/dialect";
import type { DatabaseFailure } from "../dialect/failure";
import { isReviseError, ReviseError } from "../errors";
import { isLostConnection } from "../typeorm/lost-connection";
import { messageOf } from "../util/text";

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
  const { beginning, hint } = words[facts.kind];
  const detail = facts.detail === null ? "" : ` (${facts.detail})`;
  return new ReviseError("database-error", `${beginning}: ${facts.message}${detail}.`, {
    hint: facts.advice ?? facts.hint ?? hint,
    cause: error,
    details: { server: facts },
  });
}

interface Words {
  readonly beginning: string;
  readonly hint: string;
}

const otherHint =
  "Run the command again with --raiseerr to see where it happened; docs/rights.md lists the rights that each command needs.";

const refused: Words = { beginning: "The database refused what was asked of it", hint: otherHint };

const words: Readonly<Record<DatabaseFailure["kind"], Words>> = {
  lock: {
    beginning: "The database did not get a lock in time",
    hint: "Somebody holds it: look into pg_stat_activity, and run the command again.",
  },
  cancelled: {
    beginning: "The database broke off what was asked of it",
    hint: "Somebody ended it, or the role, the database or the DataSource limits how long a statement may take (statement_timeout): give it more time, and run the command again.",
  },
  full: { beginning: "The database has no room left", hint: otherHint },
  "read-only": refused,
  exists: refused,
  other: refused,
};

function textOf(error: unknown): string {
  return messageOf(error).replace(/\.$/, "");
}
