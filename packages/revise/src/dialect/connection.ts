/** The port to a database: what the rooms below the command line may ask of a connection. No driver types. */

export interface Connection {
  /** Runs one statement with bound values and gives its rows. */
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<Row[]>;
  /**
   * Runs several statements without parameters in one round trip and gives the rows of each. The server runs them
   * as one implicit transaction unless one is open.
   */
  batch(statements: readonly string[]): Promise<Record<string, unknown>[][]>;
  /** TypeORM's own query runner and entity manager on this very connection, for data migrations. */
  readonly queryRunner: unknown;
  readonly manager: unknown;
  /**
   * Opens and ends a transaction so that `queryRunner` and `manager` know of it and join it; without it the words
   * are sent as queries.
   */
  readonly transaction?: TransactionWords;
  release(): Promise<void>;
}

export interface TransactionWords {
  /** Gives the rows of `first`, a statement without parameters that is sent in the same round trip. */
  begin(first: string): Promise<Record<string, unknown>[]>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** A database that connections can be had from. */
export interface Database {
  /** Opens a connection of its own. Throws `connection-failed` with host, port and database, never the password. */
  connect(): Promise<Connection>;
  /** `postgres://user:***@host:5432/name`, for people. */
  readonly displayUrl: string;
  close(): Promise<void>;
}
