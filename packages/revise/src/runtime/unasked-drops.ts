/** Columns that the server would drop with something else, though nobody has named them. */
import type { Dialect } from "../dialect/dialect";
import { ReviseError } from "../errors";
import { substituteHint } from "../operations/column/substitute";
import type { Operation } from "../operations/operation";
import type { Statement } from "../operations/statement";
import { describe } from "../operations/traits-table";
import { list } from "../util/text";
import { failureOf } from "./statement-failure";

interface Lost {
  readonly column: string;
  /** Whether its values are computed, and so can be had again. */
  readonly computed: boolean;
}

interface Session {
  readonly serverVersion: number;
  /** Sees to it that a transaction is open. */
  readonly begin: () => Promise<void>;
  readonly query: (statement: Statement) => Promise<unknown[]>;
}

/**
 * Asks before the operation runs, in its transaction. A server that drops no column unasked is asked nothing.
 *
 * @throws `operation-unsupported` with the columns
 */
export async function refuseUnaskedDrops(
  operation: Operation,
  dialect: Dialect,
  { serverVersion, begin, query }: Session,
): Promise<void> {
  const question = dialect.unaskedDrops(operation, serverVersion);
  if (question === null) return;
  await begin();
  const { trial, hanging, why } = question;
  const ask = (sql: string, parameters: readonly unknown[] = []): Promise<unknown[]> =>
    query({ sql, parameters, transactional: true, source: operation });
  const rows = await ask(hanging.sql, hanging.parameters);
  if (rows.length === 0) return;
  let lost = rows;
  if (trial !== null) {
    await ask("SAVEPOINT revise_trial");
    const tried = await succeeds(ask(trial.sql));
    const { sql, parameters } = trial.gone(rows);
    lost = tried ? await ask(sql, parameters) : [];
    await ask("ROLLBACK TO SAVEPOINT revise_trial");
    await ask("RELEASE SAVEPOINT revise_trial");
  }
  if (lost.length > 0) throw lostError(operation, lost as Lost[], why);
}

/** What the server does not do takes nothing along; what it could not do now, it may do the next time. */
async function succeeds(trial: Promise<unknown>): Promise<boolean> {
  try {
    await trial;
    return true;
  } catch (error) {
    if (failureOf(error)?.facts?.kind !== "other") throw error;
    return false;
  }
}

function lostError(operation: Operation, lost: readonly Lost[], why: string): ReviseError {
  const names = (columns: readonly Lost[]): readonly string[] => columns.map(({ column }) => column);
  const kept = names(lost.filter((one) => !one.computed));
  const computed = names(lost.filter((one) => one.computed));
  const hints = [
    ...(kept.length === 0 ? [] : [substituteHint(kept)]),
    ...(computed.length === 0 ? [] : [computedHint(computed)]),
  ];
  return new ReviseError(
    "operation-unsupported",
    `${describe(operation)}: the server would drop ${list(names(lost))} along with it, which nobody has asked for (${why}).`,
    { hint: hints.join(" "), details: { lost } },
  );
}

function computedHint(columns: readonly string[]): string {
  return `Drop ${list(columns)} before this line, by op.dropColumn, and add what is to stay after it, with another expression.`;
}
