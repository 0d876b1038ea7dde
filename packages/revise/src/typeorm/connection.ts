import type { QueryRunner } from "typeorm";
import type { Connection } from "../dialect/connection";
import { catalogTypes } from "./row-values";
import { transactionWords } from "./transaction";
import type { TypeParsers } from "./row-values";

/** What is used of a client of `pg`. */
export interface PgClient extends TypeParsers {
  query(query: { text: string; values?: unknown[]; types: TypeParsers }): Promise<PgResult | PgResult[]>;
  on(event: "error", listener: () => void): unknown;
  removeListener(event: "error", listener: () => void): unknown;
}

interface PgResult {
  readonly rows: Record<string, unknown>[];
}

/**
 * A connection on a checked-out client. Queries go to the client itself, past TypeORM's logging and result handling,
 * and one at a time: `pg` deprecates a query that is sent while another one runs.
 */
export function createConnection(client: PgClient, queryRunner: QueryRunner): Connection {
  const types = catalogTypes(client);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const result = last.then(run, run);
    last = result.catch(() => undefined);
    return result;
  };
  // A server that goes away emits "error" on the client besides failing the query; unheard it ends the process.
  const ignore = (): void => undefined;
  client.on("error", ignore);
  const query: Connection["query"] = <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
    inTurn(async () => {
      const result = await client.query({ text: sql, values: [...parameters], types });
      return (Array.isArray(result) ? (result.at(-1)?.rows ?? []) : result.rows) as Row[];
    });
  const batch: Connection["batch"] = (statements) =>
    statements.length === 0
      ? Promise.resolve([])
      : inTurn(async () => {
          // The line break ends a comment at the end of a statement.
          const result = await client.query({ text: statements.join("\n;\n"), types });
          return (Array.isArray(result) ? result : [result]).map(({ rows }) => rows);
        });
  return {
    query,
    batch,
    transaction: transactionWords({ query, batch }, queryRunner),
    queryRunner,
    manager: queryRunner.manager,
    release: async () => {
      await last;
      await queryRunner.release();
      client.removeListener("error", ignore);
    },
  };
}
