import type { QueryRunner } from "typeorm";
import type { Connection, TransactionWords } from "../dialect/connection";

/** What TypeORM's query runner knows of its transaction: `BaseQueryRunner`, where the depth is protected. */
interface TransactionState {
  isTransactionActive: boolean;
  transactionDepth: number;
}

/**
 * Sends the words itself, past TypeORM's logging and subscribers, and tells the query runner: `manager.save()` then
 * joins the transaction and `manager.transaction()` makes a savepoint, where otherwise either would commit it.
 */
export function transactionWords(
  { query, batch }: Pick<Connection, "query" | "batch">,
  queryRunner: QueryRunner,
): TransactionWords {
  const state = queryRunner as unknown as TransactionState;
  const tell = (active: boolean): void => {
    state.isTransactionActive = active;
    state.transactionDepth = active ? 1 : 0;
  };
  // After a commit or rollback that fails no transaction is left either.
  const end = async (word: string): Promise<void> => {
    tell(false);
    await query(word);
  };
  return {
    begin: async (first) => {
      // Told before it is known: where `first` fails, the transaction is open, and waits for its rollback.
      tell(true);
      const results = await batch(["BEGIN", first]);
      return results.at(-1) ?? [];
    },
    commit: () => end("COMMIT"),
    rollback: () => end("ROLLBACK"),
  };
}
