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
export function transactionWords(query: Connection["query"], queryRunner: QueryRunner): TransactionWords {
  const state = queryRunner as unknown as TransactionState;
  const send = async (word: string, active: boolean): Promise<void> => {
    try {
      await query(word);
    } finally {
      state.isTransactionActive = active;
      state.transactionDepth = active ? 1 : 0;
    }
  };
  return {
    begin: () => send("BEGIN", true),
    commit: () => send("COMMIT", false),
    rollback: () => send("ROLLBACK", false),
  };
}
