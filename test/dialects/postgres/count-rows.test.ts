import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../../../packages/revise/src/dialect/connection";
import type { RowTest } from "../../../packages/revise/src/dialect/row-question";
import { countRows } from "../../../packages/revise/src/dialects/postgres/count-rows";
import { parseType } from "../../../packages/revise/src/dialects/postgres/types/parse";

let database: TestDatabase;
let connection: Connection;
const item = { schema: null, name: "item" };

beforeAll(async () => {
  database = await createDatabase("count_rows");
  await database.query(`CREATE TABLE item (id integer, code text, note text);
    INSERT INTO item VALUES (1, 'a', NULL), (2, 'a', NULL), (3, 'b', 'x'), (4, NULL, NULL), (5, NULL, 'y');
    CREATE TYPE mood AS ENUM ('low', 'sad');
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

const all: RowTest = { kind: "all" };
const alike = (...columns: string[]): RowTest => ({ kind: "alike", columns, where: null, nullsAlike: false });
const large = { schema: null, name: "large" };

const count = (...questions: Parameters<typeof countRows>[1][number][]): ReturnType<typeof countRows> =>
  countRows(connection, questions);

describe("countRows", () => {
  it("counts all rows, those with NULL, and those that have their like", async () => {
    expect(
      await count(
        { table: item, which: all },
        { table: item, which: { kind: "null", column: "note" } },
        { table: item, which: alike("code") },
        { table: item, which: alike("id") },
        { table: { schema: "public", name: 'we"ird' }, which: all },
      ),
    ).toEqual([5, 3, 2, 0, 0].map((rows) => ({ rows, exact: true })));
  });

  it("takes the server's estimate of a large table", async () => {
    expect(await count({ table: large, which: all })).toEqual([{ rows: 1_200_000, exact: false }]);
  });

  it("asks about the table where the column is new, and nothing about a table that is new", async () => {
    expect(
      await count(
        { table: item, which: { kind: "null", column: "later" } },
        { table: { schema: null, name: "later" }, which: all },
      ),
    ).toEqual([{ rows: 5, exact: true }, null]);
  });

  it("is silent where the role may not read, or not everything, and leaves no transaction open", async () => {
    await connection.query("SET ROLE pg_monitor");
    try {
      expect(
        await count({ table: item, which: all }, { table: { schema: null, name: "guarded" }, which: all }),
      ).toEqual([null, null]);
    } finally {
      await connection.query("RESET ROLE");
    }
    expect(await count({ table: item, which: all })).toEqual([{ rows: 5, exact: true }]);
    const [state] = await connection.query<{ open: boolean }>(
      "SELECT now() <> statement_timestamp() AS open",
    );
    expect(state?.open).toBe(false);
  });

  it("is silent where the table is locked for long", async () => {
    const other = await database.connection();
    await other.query("BEGIN");
    await other.query("LOCK TABLE item IN ACCESS EXCLUSIVE MODE");
    expect(await count({ table: item, which: all })).toEqual([null]);
    await other.query("ROLLBACK");
    await other.release();
  });

  it("says nothing about some rows of a large table", async () => {
    expect(await count({ table: large, which: { kind: "null", column: "id" } })).toEqual([null]);
    const references = { table: large, columns: ["id"] };
    const which: RowTest = { kind: "orphan", columns: ["id"], references, match: "SIMPLE" };
    expect(await count({ table: item, which })).toEqual([null]);
  });

  it("counts what has its like where a condition holds, and NULL as alike", async () => {
    const one: RowTest = { kind: "alike", columns: ["code"], where: "id > 1", nullsAlike: false };
    expect(
      await count(
        { table: item, which: one },
        { table: item, which: { ...one, where: "item.id < 3" } },
        { table: item, which: { ...one, nullsAlike: true } },
      ),
    ).toEqual([0, 2, 2].map((rows) => ({ rows, exact: true })));
  });

  it("counts what breaks a rule, and the others where a rule fails", async () => {
    const breaks = (expression: string): RowTest => ({ kind: "breaks", expression });
    expect(await count({ table: item, which: breaks("code <> 'a'") }, { table: item, which: all })).toEqual([
      { rows: 2, exact: true },
      { rows: 5, exact: true },
    ]);
    for (const wrong of ["1 / (id - id) > 0", "nobody = 1", "nextval('nowhere') > 0"]) {
      expect(await count({ table: item, which: breaks(wrong) }, { table: item, which: all })).toEqual([
        null,
        { rows: 5, exact: true },
      ]);
    }
  });

  it.each<[string, number | null]>([
    ["USING gist (code WITH =)", 2],
    ["(code WITH =, (id / 10) WITH =) WHERE (id > 1)", 0],
    ["USING gist (int4range(id, id + 2) WITH &&) WHERE (note IS NULL)", 2],
    ['USING gist ("code" gist_text_ops WITH OPERATOR(pg_catalog.=), id WITH <>)', 2],
    ["USING gist (substring('),' || code, 3) WITH =) WHERE (code <> 'WITH (')", 2],
    ['USING gist (code COLLATE "C" WITH =)', null],
    ["USING gist (code WITH =) WITH (fillfactor = 70)", null],
    ["USING gist (code WITH =) INCLUDE (id)", null],
    ["USING gist (code WITH = OR true)", null],
    ["USING gist (nobody WITH =)", null],
    ["nothing of the kind", null],
  ])("counts what an exclusion forbids: %s", async (expression, rows) => {
    const excluded = await count({ table: item, which: { kind: "excludes", expression } });
    expect(excluded).toEqual([rows === null ? null : { rows, exact: true }]);
  });

  it("compares no more than some rows with each other", async () => {
    await database.query(`CREATE TABLE many AS SELECT n AS id FROM generate_series(1, 2001) n`);
    const many = { schema: null, name: "many" };
    const excludes = (expression: string): RowTest => ({ kind: "excludes", expression });
    expect(
      await count(
        { table: many, which: excludes("(id WITH =)") },
        { table: many, which: excludes("(abs(id - 2) WITH =) WHERE (id < 2001)") },
      ),
    ).toEqual([null, { rows: 2, exact: true }]);
  });

  it("counts what points at nothing", async () => {
    await database.query(
      `CREATE TABLE target (id integer, code text); INSERT INTO target VALUES (1, 'a'), (3, 'b')`,
    );
    const orphan = (match: "SIMPLE" | "FULL", ...columns: string[]): RowTest => ({
      kind: "orphan",
      columns,
      references: { table: { schema: null, name: "target" }, columns },
      match,
    });
    expect(
      await count(
        { table: item, which: orphan("SIMPLE", "id") },
        { table: item, which: orphan("SIMPLE", "id", "code") },
        { table: item, which: orphan("FULL", "id", "code") },
      ),
    ).toEqual([3, 1, 3].map((rows) => ({ rows, exact: true })));
  });
});

describe("values that another type does not take as they are", () => {
  it.each<[string, string, string, number | null, (readonly string[])?]>([
    ["text", "varchar(3)", "('abc'), ('abcd'), ('abc   '), ('äöüß'), (NULL)", 2],
    ["integer", "varchar(3)", "(1), (999), (1000), (-100)", 2],
    ["varchar(5)", "char(2)", "('ab'), ('abc')", 1],
    ["bigint", "integer", "(1), (2147483647), (2147483648), (-2147483649)", 2],
    ["integer", "smallint", "(1), (32768), (NULL)", 1],
    ["numeric", "integer", "(1), (1.0), (1.5), ('NaN'), (3000000000)", 3],
    ["double precision", "bigint", "(1), (0.5), ('Infinity'), (1e30)", 3],
    ["numeric", "numeric(5,2)", "(1), (999.99), (1000), (1.005), (999.996), (NULL)", 3],
    ["numeric(10,2)", "numeric(2,-2)", "(100), (9900), (9950), (150)", 2],
    ["double precision", "numeric(4,1)", "(1.5), (1.25), (5000)", 2],
    ["timestamp", "timestamp(0)", "('2020-01-01 10:00'), ('2020-01-01 10:00:00.5'), ('infinity')", 1],
    ["timestamptz", "date", "('2020-01-01'), ('2020-01-01 10:00')", 1],
    ["time", "time(3)", "('10:00:00.123'), ('10:00:00.1234')", 1],
    ["varbit", "bit(2)", "(B'10'), (B'1'), (B'101')", 2],
    ["text", "integer", "('1'), (' -5 '), ('x'), ('99999999999'), (NULL)", 2],
    [
      "varchar",
      "uuid",
      "('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'), ('{A0EEBC999C0B4EF8BB6D6BB9BD380A11}'), ('a0')",
      1,
    ],
    ["text", "level", "('low'), ('it''s'), ('LOW'), (NULL)", 1, ["low", "it's"]],
    ["mood", "level", "('sad'), ('low'), (NULL)", 1, ["low", "it's"]],
    ["text[]", "varchar(1)[]", "('{a}'), ('{ab}'), ('{{a,b},{c,dd}}'), ('{}'), (NULL)", 2],
    ["numeric[]", "numeric(3,1)[]", "('{1.5,NULL}'), ('{1.25}')", 1],
    ["double precision", "real", "(1), (0.1), (1e300), (1e-300), ('NaN'), ('-Infinity'), (0)", 3],
    ["numeric", "double precision", "(0.1), (12345678901234567), (1e400), ('NaN'), (1e-400), (0), (NULL)", 3],
    ["bigint", "double precision", "(9007199254740993), (9007199254740992), (9223372036854775807)", 2],
    ["integer", "real", "(16777216), (16777217), (-2147483648)", 1],
    ["real", "numeric", "(1.5), (1234567), ('NaN'), ('Infinity'), (0), (-1234567)", 2],
    ["integer", "boolean", "(0), (1), (2), (NULL)", 1],
    ["timestamptz", "timestamp(0)", "('2020-01-01 10:00'), ('2020-01-01 10:00:00.5'), ('infinity')", 1],
    ["timestamp", "time", "('2020-01-01 10:00'), (NULL)", 1],
    ["timetz", "time", "('10:00+02'), (NULL)", 1],
    ["interval", "time", "('10:00'), ('1 day 10:00'), ('1 mon'), ('-1 hour')", 3],
    ["interval", "interval(0)", "('1.5 sec'), ('1 sec')", 1],
    ["interval", "interval day", "('2 days'), ('2 days 1 hour')", 1],
    ["inet", "cidr", "('10.0.0.0/8'), ('10.0.0.1/8'), ('10.0.0.1')", 1],
    // Where a value would have to be tried.
    ["money", "integer", "(1)", null],
    ["text", "text[]", "('{a}')", null],
  ])("%s to %s: of %s count %s", async (from, to, rows, expected, values) => {
    await database.query(`CREATE TABLE fitting (v ${from}); INSERT INTO fitting VALUES ${rows}`);
    try {
      const which: RowTest = {
        kind: "misfit",
        column: "v",
        from: parseType(from),
        to: parseType(to),
        values: values ?? null,
      };
      const counted = await count({ table: { schema: null, name: "fitting" }, which });
      expect(counted).toEqual([expected === null ? null : { rows: expected, exact: true }]);
    } finally {
      await database.query("DROP TABLE fitting");
    }
  });
});
