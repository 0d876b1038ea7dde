/** The transaction of a revision is opened and ended by the runtime alone: its version row is a part of it. */
import type { Dialect } from "../dialect/dialect";
import { ReviseError } from "../errors";
import type { Operation } from "../operations/operation";
import { describe } from "../operations/traits-table";

/**
 * For an operation that would become a part of that transaction.
 *
 * @throws `operation-invalid` where its SQL ends the transaction: what came before would stay whatever happens after it
 */
export function refuseTransactionEnd(operation: Operation, dialect: Pick<Dialect, "endsTransaction">): void {
  if (operation.kind !== "execute" || !dialect.endsTransaction(operation.sql)) return;
  throw new ReviseError(
    "operation-invalid",
    `"${describe(operation)}" would end the transaction of the revision, which is committed with its version row.`,
    {
      hint: 'Leave that statement out. What is to be committed by itself goes into `op.autocommit(async () => { … })`, or into a revision with `export const transaction = "none"`.',
      details: { operation },
    },
  );
}
