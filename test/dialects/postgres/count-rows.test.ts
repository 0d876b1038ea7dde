import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../../../packages/revise/src/dialect/connection";
import { countRows } from "../../../packages/revise/src/dialects/postgres/count-rows";

let database: TestDatabase;
let connection: Connection;
const item = { schema: null, name: "item" };

beforeAll(async () => {
  database = await createDatabase("count_rows");
  await database.query(`CREATE TABLE item (id integer, code text, note text);
    INSERT INTO item VALUES (1, 'a', NULL), (2, 'a', NULL), (3, 'b', 'x'), (4, NULL, NULL), (5, NULL, 'y');
    CREATE TABLE "we""ird" (id integer);
    CREATE TABLE guarded (id integer); INSERT INTO guarded VALUES (1);
    ALTER TABLE guarded ENABLE ROW LEVEL SECURITY; ALTER TABLE guarded FORCE ROW LEVEL SECURITY;
    CREATE TABLE large (id integer); INSERT INTO large VALUES (1);
    UPDATE pg_class SET reltuples = 1200000 WHERE relname = 'large';
    GRANT SELECT ON guarded TO pg_monitor`);
  connection = await database.connection();
});
afterAll(async () => {
  await connection.release();
  await database.drop();
});

const count = (...questions: Parameters<typeof countRows>[1][number][]): ReturnType<typeof countRows> =>
  countRows(connection, questions);

describe("countRows", () => {
  it("counts all rows, those with NULL, and those that have their like", async () => {
    expect(
      await count(
        { table: item },
        { table: item, isNull: "note" },
        { table: item, alike: ["code"] },
        { table: item, alike: ["id"] },
        { table: { schema: "public", name: 'we"ird' } },
      ),
    ).toEqual([5, 3, 2, 0, 0].map((rows) => ({ rows, exact: true })));
  });

  it("takes the server's estimate of a large table", async () => {
    expect(await count({ table: { schema: null, name: "large" } })).toEqual([
      { rows: 1_200_000, exact: false },
    ]);
  });

  it("asks about the table where the column is new, and nothing about a table that is new", async () => {
    expect(await count({ table: item, isNull: "later" }, { table: { schema: null, name: "later" } })).toEqual(
      [{ rows: 5, exact: true }, null],
    );
  });

  it("is silent where the role may not read, or not everything, and leaves no transaction open", async () => {
    await connection.query("SET ROLE pg_monitor");
    try {
      expect(await count({ table: item }, { table: { schema: null, name: "guarded" } })).toEqual([
        null,
        null,
      ]);
    } finally {
      await connection.query("RESET ROLE");
    }
    expect(await count({ table: item })).toEqual([{ rows: 5, exact: true }]);
    const [state] = await connection.query<{ open: boolean }>(
      "SELECT now() <> statement_timestamp() AS open",
    );
    expect(state?.open).toBe(false);
  });

  it("is silent where the table is locked for long", async () => {
    const other = await database.connection();
    await other.query("BEGIN");
    await other.query("LOCK TABLE item IN ACCESS EXCLUSIVE MODE");
    expect(await count({ table: item })).toEqual([null]);
    await other.query("ROLLBACK");
    await other.release();
  });
});
