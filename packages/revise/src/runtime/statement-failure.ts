/** What went wrong with a statement, as facts. */
import type { DatabaseFailure } from "../dialect/failure";
import type { ServerSession } from "../dialect/session";
import { ReviseError, isReviseError } from "../errors";
import type { Statement } from "../operations/statement";
import { describe } from "../operations/traits-table";
import { messageOf } from "../util/text";

export interface StatementFailure {
  readonly statement: Pick<Statement, "sql" | "source">;
  /** What the server said; null where it said nothing, because the connection is gone. */
  readonly facts: DatabaseFailure | null;
  /** Who was seen to hold what it waited for. */
  readonly blockers: readonly ServerSession[];
  readonly cause: unknown;
}

/** What a revision sees when one of its statements fails. */
export function statementError(failure: StatementFailure): ReviseError {
  const { statement, facts, cause } = failure;
  return new ReviseError("database-error", `${describe(statement.source)}: ${reasonOf(failure)}`, {
    ...(facts?.hint == null ? {} : { hint: facts.hint }),
    cause,
    details: { failure },
  });
}

/** The statement that an error came from, where it came from one. */
export function failureOf(error: unknown): StatementFailure | null {
  if (!isReviseError(error, "database-error")) return null;
  return (error.details["failure"] as StatementFailure | undefined) ?? null;
}

/** The server's words, else the driver's. */
export function reasonOf({ facts, cause }: StatementFailure): string {
  return facts?.message ?? messageOf(cause);
}
