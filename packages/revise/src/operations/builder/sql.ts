import type { ObjectName } from "../object-name";

/** The calls on `op` for what a person writes by hand. */
export interface SqlCalls {
  /**
   * Runs one SQL statement and gives its rows. Values are bound to `$1`, `$2`, …; in offline SQL they are written as
   * literals, and there are no rows.
   *
   * @example await op.execute("UPDATE post SET status = $1 WHERE status IS NULL", ["draft"]);
   * @example const [row] = await op.execute<{ count: string }>("SELECT count(*) FROM post");
   */
  execute<Row extends object = Record<string, unknown>>(
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<Row[]>;

  /**
   * Inserts rows: `INSERT INTO "role" ("id", "name") VALUES (…)`, in as few statements as the protocol allows. A
   * column that a row leaves out gets its default. An array becomes an array of PostgreSQL, another object JSON, a `Date` a
   * timestamp, a `Buffer` bytes; a list in a column of JSON is given as `JSON.stringify([1, 2])`.
   *
   * @example
   * await op.bulkInsert("role", [
   *   { id: 1, name: "admin" },
   *   { id: 2, name: "member" },
   * ]);
   */
  bulkInsert(table: ObjectName, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
}
