/** What went wrong in a revision, told so that its author can act on it. */
import { ReviseError, isReviseError } from "../errors";
import { describe } from "../operations/traits-table";
import type { MigrationStep } from "../revisions/step";
import { excerpt, list, messageOf, plural } from "../util/text";
import { interruptedError } from "./interruption";
import { reasonOf, type StatementFailure } from "./statement-failure";

export interface Aftermath {
  /** Rows of the version table after the failure; null where they can't be read any more. */
  readonly rows: readonly string[] | null;
  /** Operations of the failed revision that are committed. */
  readonly committed: number;
  /** How often it was tried. */
  readonly attempts: number;
}

/** What failed, and the line of its file where that is known. */
interface Place {
  readonly step: MigrationStep;
  readonly line: number | null;
}

/** What came of a step that failed. */
interface FailedStep {
  readonly error: unknown;
  /** The statement that it failed at, where it was one. */
  readonly failure: StatementFailure | null;
  readonly after: Aftermath;
}

/** `revision-failed` for a step: file and line, operation, statement, the server's words, and what is left behind. */
export function stepError(place: Place, failed: FailedStep, signal?: AbortSignal): ReviseError {
  const { step, line } = place;
  const { error, failure, after } = failed;
  const { revision, direction } = step;
  if (signal?.aborted === true) return interruptedIn(step, signal, after);
  const lines = [headline(place, failure === null ? messageOf(error) : reasonOf(failure))];
  if (failure !== null) lines.push(...statementLines(failure, after.attempts));
  lines.push(stateLine(after));
  return new ReviseError("revision-failed", lines.join("\n"), {
    hint: isThereAlready(step, failed) ? stampInstead : nextMove(step, failed),
    cause: failure?.cause ?? error,
    details: {
      revision: revision.id,
      file: revision.path,
      line,
      direction,
      rows: after.rows,
      ...(failure === null
        ? {}
        : { operation: failure.statement.source, statement: failure.statement.sql, server: failure.facts }),
    },
  });
}

/** The same for a step that was to become a script: nothing has happened to any database. */
export function scriptError(place: Place, error: unknown): ReviseError {
  const { revision, direction } = place.step;
  const known = isReviseError(error) ? error : null;
  return new ReviseError(known?.code ?? "revision-failed", headline(place, messageOf(error)), {
    hint: known?.hint ?? "Correct the revision. No script was written.",
    cause: error,
    details: { ...known?.details, revision: revision.id, file: revision.path, line: place.line, direction },
  });
}

/** `Revision 27c6a30d7c24 (/app/revisions/versions/27c6a30d7c24_add_email.ts:17) failed in upgrade: …` */
function headline({ step: { revision, direction }, line }: Place, reason: string): string {
  const place = line === null ? revision.path : `${revision.path}:${String(line)}`;
  return `Revision ${revision.id} (${place}) failed in ${direction}: ${reason}`;
}

function statementLines({ statement, facts, blockers }: StatementFailure, attempts: number): string[] {
  return [
    `  Operation: ${describe(statement.source)}`,
    `  Statement: ${excerpt(statement.sql, facts?.position ?? null)}`,
    ...(facts?.detail == null ? [] : [`  Detail: ${facts.detail}`]),
    ...(facts?.hint == null ? [] : [`  Hint of the server: ${facts.hint}`]),
    ...blockers.map((session) => `  Blocked by: ${session.text}`),
    ...(attempts > 1 ? [`  Tried ${String(attempts)} times.`] : []),
  ];
}

function stateLine({ rows, committed }: Aftermath): string {
  if (rows === null) return "The connection is lost; what was not committed, the server has rolled back.";
  const where = rows.length === 0 ? "base" : list(rows);
  if (committed === 0) return `The database is at ${where}; nothing of this revision remains.`;
  return `The database is at ${where}, and ${plural(committed, "operation")} of this revision, which could not stay in a transaction, ${committed === 1 ? "is" : "are"} committed.`;
}

function interruptedIn(step: MigrationStep, signal: AbortSignal, after: Aftermath): ReviseError {
  const { revision, direction } = step;
  const interrupted = interruptedError(signal);
  const text = `${interrupted.message.slice(0, -1)} in revision ${revision.id} (${revision.path}).\n${stateLine(after)}`;
  return new ReviseError("interrupted", text, {
    hint: `Run \`revise ${direction}\` again: it goes on from there.`,
    details: {
      ...interrupted.details,
      revision: revision.id,
      file: revision.path,
      direction,
      rows: after.rows,
    },
  });
}

/** The first revision finds what it creates: the schema is older than the version table, or than this one. */
function isThereAlready(step: MigrationStep, { failure, after }: FailedStep): boolean {
  const fromBase = step.direction === "upgrade" && step.from.length === 0;
  return fromBase && failure?.facts?.kind === "exists" && after.rows?.length === 0 && after.committed === 0;
}

const stampInstead =
  "If the database has the schema already, say which revision it is at with `revise stamp <revision>`; docs/recovery.md shows how to find out. Otherwise correct the revision and run `revise upgrade` again.";

function nextMove(step: MigrationStep, { error, failure, after }: FailedStep): string {
  const isOurs = isReviseError(error) && error.code !== "database-error";
  const known = isOurs ? error.hint : failure?.facts?.advice;
  const hint = known === undefined ? "" : `${known} `;
  const remedy = after.rows === null ? "When the server can be reached, run" : remedyOf(failure);
  const again = `${remedy ?? "Correct the revision and run"} \`revise ${step.direction}\` again`;
  if (after.committed === 0) return `${hint}${again}.`;
  const rest = remedy === null ? ", so leave those as they are" : "";
  return `${hint}${again}: it goes on after the committed operations${rest}.`;
}

/** What comes before the command that is to be run again, where the revision is not to blame. */
function remedyOf(failure: StatementFailure | null): string | null {
  switch (failure?.facts?.kind) {
    case "lock":
      return "`lockRetry` and `lockTimeout` say how long a lock is waited for, in the configuration or in the revision. Run";
    case "cancelled":
      return "If it needs more time, raise `statementTimeout`, in the configuration or in the revision. Run";
    case "full":
      return "Make room on the server and run";
    case "read-only":
      return "Then run";
    default:
      return null;
  }
}
