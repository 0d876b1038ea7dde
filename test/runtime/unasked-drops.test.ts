/**
 * Columns that PostgreSQL 14 drops with what their expression uses, or used once. No column goes that nobody has named: on
 * 14 because the run refuses, on newer servers because those keep it themselves.
 */
import { beforeEach, describe, expect, it } from "vitest";
import type { Operations } from "../../packages/revise/src/operations/builder";
import type { ProgressEvent } from "../../packages/revise/src/runtime/progress";
import { useDatabase } from "../dialects/postgres/fixture";
import { downgrade, failure, line, rowsOf, script, three, upgrade, type Body } from "./run";
import { planUpgrade } from "../../packages/revise/src/revisions/plan";

const database = useDatabase("runtime_unasked_drops");
beforeEach(async () => {
  await database().query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public;
    CREATE FUNCTION tax(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 * 2';
    CREATE FUNCTION tax(text) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION unused(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1';
    CREATE TYPE "Mood's" AS ENUM ('sad', 'happy');
    CREATE TYPE pair AS (low int, high int);
    CREATE DOMAIN amount AS int;
    CREATE COLLATION plain FROM "C";
    CREATE FUNCTION plus(int, int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 + $2';
    CREATE OPERATOR ### (LEFTARG = int, RIGHTARG = int, FUNCTION = plus);
    CREATE TEXT SEARCH CONFIGURATION words (COPY = simple);
    CREATE EXTENSION citext`);
});

const server = Number(process.env["REVISE_TEST_SERVER_MAJOR"]);
const takesColumns = server < 15;

/** The expression of the column `it` · what drops something that it uses. */
const drops: readonly [string, string, (op: Operations) => Promise<unknown>][] = [
  ["int", "tax(n)", (op) => op.dropFunction("tax", { arguments: ["n integer"] })],
  ["int", "tax(n)", (op) => op.execute("-- no more\nDROP FUNCTION public.tax(IN int)")],
  ["int", "tax(n)", (op) => op.execute("DROP ROUTINE IF EXISTS unused(int), tax(int);")],
  ["boolean", `CASE n WHEN 1 THEN 'sad'::"Mood's" END = 'sad'`, (op) => op.dropEnum("Mood's")],
  [`"Mood's"`, `CASE n WHEN 1 THEN 'sad'::"Mood's" END`, (op) => op.dropEnum("Mood's")],
  ["int", `CASE WHEN '{sad}'::"Mood's"[] IS NULL THEN n END`, (op) => op.dropEnum("Mood's")],
  ["int", "n::amount + 1", (op) => op.dropDomain("amount")],
  ["int", "(ROW(n, 1)::pair).low", (op) => op.dropCompositeType("pair")],
  ["int", "(ROW(n, 1)::pair).low", (op) => op.execute("ALTER TYPE pair DROP ATTRIBUTE low")],
  ["int", "(ROW(n)::other).id", (op) => op.dropTable("other")],
  ["boolean", `word COLLATE plain > 'b'`, (op) => op.execute("DROP COLLATION plain")],
  ["int", "n ### 1", (op) => op.execute("DROP OPERATOR ### (int, int)")],
  ["tsvector", "to_tsvector('words', word)", (op) => op.execute("DROP TEXT SEARCH CONFIGURATION words")],
  ["boolean", "word::citext = 'b'", (op) => op.dropExtension("citext")],
];

async function createTable(type: string, expression: string): Promise<void> {
  await database().query(`CREATE TABLE other (id int);
    CREATE TABLE price (n int, word text, "it is" ${type} GENERATED ALWAYS AS (${expression}) STORED);
    INSERT INTO price VALUES (1, 'a'), (2, 'b')`);
}

const forgets = `ALTER TABLE price ALTER "it is" DROP EXPRESSION`;

const held = (): Promise<unknown[]> => database().query(`SELECT n, "it is"::text FROM price ORDER BY n`);

const bodies = (
  up: (op: Operations) => Promise<unknown>,
  more: Body = {},
): Readonly<Record<string, Body>> => ({
  ...three,
  a2: {
    ...more,
    up: async (op) => {
      await up(op);
    },
  },
});

const why = 'price."it is" along with it, which nobody has asked for (before PostgreSQL 15';

describe("a column that hangs on what is dropped", () => {
  it.each(drops)("stays, where it was %s by %s", async (type, expression, drop) => {
    await createTable(type, expression);
    await database().query(forgets);
    const before = await held();
    const work = upgrade({ database: database(), graph: line, bodies: bodies(drop) }, "a2");
    if (takesColumns) {
      const error = await failure(work);
      expect(error.message).toContain(why);
      expect(error.message).toContain("/app/revisions/versions/a2.ts");
      expect(error.hint).toContain('Put a new column in the place of price."it is" before this line');
      expect(await rowsOf(database())).toEqual(["a1"]);
    } else
      await work.catch((error: unknown) => {
        expect(String(error)).toContain("depend");
      });
    expect(await held()).toEqual(before);
  });

  it.each(drops)("stays, where it is %s by %s", async (type, expression, drop) => {
    await createTable(type, expression);
    const before = await held();
    const error = await failure(upgrade({ database: database(), graph: line, bodies: bodies(drop) }, "a2"));
    expect(error.message).toContain(takesColumns ? why : "depend");
    if (takesColumns) expect(error.hint).toContain('Drop price."it is" before this line');
    expect(await held()).toEqual(before);
  });

  it.each(["per-revision", "none"] as const)("stays in a downgrade with %s", async (transaction) => {
    await createTable("int", "tax(n)");
    await database().query(forgets);
    const before = await held();
    const down: Body["down"] = (op) => op.dropFunction("tax", { arguments: ["integer"] });
    const setting = { database: database(), graph: line, bodies: { ...three, a2: { down, transaction } } };
    await upgrade(setting, "a2");
    const work = downgrade(setting, "-1");
    if (takesColumns) expect((await failure(work)).message).toContain(why);
    else await work;
    expect(await held()).toEqual(before);
  });

  it.runIf(takesColumns)(
    "stays where the revision goes on, where it is in no transaction, and in one made by hand",
    async () => {
      await createTable("int", "tax(n)");
      const before = await held();
      const drop = (op: Operations): Promise<unknown> =>
        op.dropFunction("tax", { arguments: ["integer"] }).catch(() => null);
      const caught = bodies(
        async (op) => {
          await op.autocommit(() => drop(op).then(() => undefined));
          await op.execute("BEGIN");
          await drop(op);
          await op.execute("CREATE TABLE made (id int)");
          await op.execute("COMMIT");
        },
        { transaction: "none" },
      );
      await upgrade({ database: database(), graph: line, bodies: caught }, "a2");
      expect(await held()).toEqual(before);
      expect(await database().query("SELECT to_regclass('made')::text AS made")).toEqual([{ made: "made" }]);
    },
  );

  it("stays beside a column that it computes from", async () => {
    await createTable("int", "n + 1");
    const before = await held();
    const drop = bodies((op) => op.dropColumn("price", "n"));
    const error = await failure(upgrade({ database: database(), graph: line, bodies: drop }, "a2"));
    expect(error.message).toContain(takesColumns ? why : "depend");
    expect(await held()).toEqual(before);
  });

  it("stays where others go by CASCADE, which need what it used once", async () => {
    await createTable("int", "tax(n)");
    await database().query(
      `${forgets}; ALTER TABLE price ADD computed int GENERATED ALWAYS AS (tax(n)) STORED`,
    );
    const before = await held();
    const drop = bodies((op) => op.dropFunction("tax", { arguments: ["integer"], cascade: true }));
    const work = upgrade({ database: database(), graph: line, bodies: drop }, "a2");
    if (takesColumns) expect((await failure(work)).message).toContain(`would drop ${why}`);
    else await work;
    expect(await held()).toEqual(before);
  });

  it("stays where an enum is made anew", async () => {
    await createTable("boolean", `CASE n WHEN 1 THEN 'sad'::"Mood's" END = 'sad'`);
    await database().query(`${forgets}; ALTER TABLE price ADD mood "Mood's" DEFAULT 'sad'`);
    const before = await held();
    const change = bodies((op) =>
      op.alterEnum("Mood's", ["happy", "sad"], {
        usedBy: [{ table: "price", column: "mood", default: "sad" }],
      }),
    );
    const work = upgrade({ database: database(), graph: line, bodies: change }, "a2");
    if (takesColumns) expect((await failure(work)).message).toContain(why);
    else await work;
    expect(await held()).toEqual(before);
  });
});

describe("what goes", () => {
  const goes = (up: (op: Operations) => Promise<unknown>): Promise<unknown> =>
    upgrade({ database: database(), graph: line, bodies: bodies(up) }, "a2");

  it("is what the revision has put something else in the place of", async () => {
    await createTable("int", "tax(n)");
    await database().query(forgets);
    const before = await held();
    await goes(async (op) => {
      await op.addColumn("price", { name: "copy", type: "int", nullable: true });
      await op.execute(`UPDATE price SET copy = "it is"`);
      await op.dropColumn("price", "it is");
      await op.renameColumn("price", "copy", "it is");
      await op.dropFunction("tax", { arguments: ["integer"] });
    });
    expect(await held()).toEqual(before);
  });

  it("is what nothing uses, another function of the name too", async () => {
    await createTable("int", "tax(n)");
    await goes(async (op) => {
      await op.dropFunction("tax", { arguments: ["text"] });
      await op.dropFunction("unused");
      await op.dropEnum("Mood's");
      await op.dropExtension("citext");
    });
    expect(await held()).toHaveLength(2);
  });

  it("is what the operation names: a column, a table, all that hangs on something by CASCADE", async () => {
    await createTable("int", "n + 1");
    await database().query(`CREATE TABLE gone (a int, "Tax" int GENERATED ALWAYS AS (tax(a)) STORED);
      CREATE TABLE kept (a int, b int GENERATED ALWAYS AS (tax(a)) STORED, c "Mood's")`);
    await goes(async (op) => {
      await op.dropColumn("price", "it is");
      await op.execute('ALTER TABLE gone DROP COLUMN IF EXISTS "Tax", DROP a');
      await op.dropTable("gone");
      await op.dropFunction("tax", { arguments: ["integer"], cascade: true });
      await op.dropEnum("Mood's", { cascade: true });
    });
    const columns = await database().query(
      `SELECT string_agg(attname, ' ' ORDER BY attnum) AS names FROM pg_attribute
       WHERE attrelid IN ('price'::regclass, 'kept'::regclass) AND attnum > 0 AND NOT attisdropped GROUP BY attrelid ORDER BY attrelid`,
    );
    expect(columns).toEqual([{ names: "n word" }, { names: "a" }]);
  });

  it("is an enum that is made anew under the columns that it leads over", async () => {
    await createTable(`"Mood's"`, `CASE n WHEN 1 THEN 'sad'::"Mood's" END`);
    await database().query(forgets);
    const before = await held();
    await goes((op) =>
      op.alterEnum("Mood's", ["happy", "sad"], { usedBy: [{ table: "price", column: "it is" }] }),
    );
    expect(await held()).toEqual(before);
    await goes((op) => op.dropColumn("price", "word"));
  });
});

describe("the question", () => {
  it("costs a server that keeps its columns nothing, and others nothing where nothing is dropped", async () => {
    await createTable("int", "n + 1");
    const statements: string[] = [];
    const onEvent = (event: ProgressEvent): void => {
      if (event.kind === "statement") statements.push(event.statement.sql);
    };
    const body = bodies(async (op) => {
      await op.createTable("more", { columns: [{ name: "id", type: "int", nullable: false }] });
      await op.alterColumn("price", "word", { nullable: false });
      await op.execute(`DELETE FROM price WHERE word = 'DROP TYPE x'`);
      await op.dropFunction("unused");
    });
    await upgrade({ database: database(), graph: line, bodies: body }, "a2", { onEvent });
    const asked = statements.filter((sql) => sql.includes("pg_depend"));
    expect(asked).toHaveLength(takesColumns ? 1 : 0);
    expect(statements.filter((sql) => sql.includes("SAVEPOINT"))).toEqual([]);
  });

  it("is not part of a script", async () => {
    const text = await script(
      { bodies: bodies((op) => op.dropFunction("unused")) },
      planUpgrade(line, [], "a2"),
    );
    expect(text).not.toContain("SAVEPOINT");
    expect(text).toContain('DROP FUNCTION "unused"');
  });
});
