import { describe, expect, it } from "vitest";
import { settle } from "../../../../packages/revise/src/dialects/postgres/expressions/settle";
import { introspect } from "../../../../packages/revise/src/dialects/postgres/introspect/introspect";
import { nameKey, objectKey } from "../../../../packages/revise/src/model/names";
import { parseType } from "../../../../packages/revise/src/dialects/postgres/types/parse";
import { columnKey } from "../../../../packages/revise/src/model/table-index";
import { withDatabase } from "../introspect/fixture";
import {
  check,
  column,
  editChecks,
  editColumn,
  editTable,
  editView,
  expression,
  literal,
  sequence,
  settled,
} from "./settle-fixture";

describe("settle", () => {
  it("finds columns whose names the server has cut, under the names that the entities give them", async () => {
    const long = `title_${"l".repeat(60)}`;
    const found = await settled(
      `CREATE TABLE t ("${long}" text, CONSTRAINT c CHECK ("${long}" <> 'x'))`,
      (model) => editChecks(model, "t", { c: `"${long}" != 'x'` }),
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired).toEqual(found.current);
  });

  it("asks nothing where all texts are equal", async () => {
    const found = await settled(
      "CREATE TABLE t (a int DEFAULT 1, b timestamptz DEFAULT now(), CHECK (a > 0)); CREATE VIEW v AS SELECT * FROM t",
      (model) => model,
    );
    expect(found.roundTrips).toBe(0);
    expect(found.desired).toEqual(found.current);
  });

  it("spells checks, generated columns, predicates, index expressions and exclusions as the database does", async () => {
    const found = await settled(
      `CREATE EXTENSION btree_gist;
       CREATE TABLE "user" (age int, name varchar(50), during tsrange, low text GENERATED ALWAYS AS (lower(name)) STORED,
         CONSTRAINT c1 CHECK (age > 0 AND name <> 'x'), CONSTRAINT c2 CHECK ("user".age IN (1, 2)),
         CONSTRAINT x EXCLUDE USING gist (age WITH =, during WITH &&) WHERE (age > 1));
       CREATE INDEX i1 ON "user" (name) WHERE name IS NOT NULL AND age = 3;
       CREATE INDEX i2 ON "user" (lower(name), age) WHERE age < 5`,
      (model) => {
        const spelt = editChecks(model, "user", {
          c1: `"age">0 and "name" != 'x' -- trailing`.replace(/ --.*/, ""),
          c2: `"public"."user"."age" in (1,2)`,
          x: `USING gist ("age" WITH =, "during" WITH &&) WHERE ("age" > 1)`,
        });
        return editTable(
          editColumn(spelt, "user", "low", {
            generation: { kind: "expression", expression: "LOWER(name)", stored: true },
          }),
          "user",
          (table) => ({
            ...table,
            indexes: table.indexes.map((index) =>
              index.name === "i1"
                ? { ...index, where: `"name" is not null and "age"=3` }
                : {
                    ...index,
                    where: "age<5",
                    keys: [
                      { ...columnKey("x"), column: null, expression: `lower("name")` },
                      columnKey("age"),
                    ],
                  },
            ),
          }),
        );
      },
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired).toEqual(found.current);
    expect(found.roundTrips).toBe(1);
  });

  it("leaves what means something else as the user wrote it", async () => {
    const found = await settled(
      "CREATE TABLE t (a int DEFAULT 1, b interval DEFAULT '1 day', CONSTRAINT c CHECK (a > 0)); CREATE VIEW v AS SELECT a FROM t",
      (model) => {
        const defaults = editColumn(model, "t", "b", { default: literal("2 days") });
        return editView(
          editChecks(editColumn(defaults, "t", "a", { default: expression("1 + 1") }), "t", { c: "a > 10" }),
          "v",
          "SELECT a + 1 AS a FROM t",
        );
      },
    );
    expect(found.unsettled).toEqual([]);
    const [table] = found.desired.tables;
    expect(table?.columns.map((each) => each.default)).toEqual([expression("1 + 1"), literal("2 days")]);
    expect(table?.constraints[0]).toMatchObject({ expression: "a > 10" });
    expect(found.desired.views[0]?.definition).toBe("SELECT a + 1 AS a FROM t");
  });

  it("asks once what tables have in common, and each time where their columns differ", async () => {
    const found = await settled(
      `CREATE TABLE a (code varchar(5), CONSTRAINT c CHECK (code <> 'x'), CONSTRAINT d CHECK (a IS NOT NULL));
       CREATE TABLE b (code varchar(5), CONSTRAINT c CHECK (code <> 'x'));
       CREATE TABLE d (code text, CONSTRAINT c CHECK (code <> 'x'));
       CREATE TABLE e (code text, CONSTRAINT c CHECK (code <> 'y'));
       CREATE TABLE f (mode text, CONSTRAINT c CHECK (mode <> 'x'))`,
      (model) => ({
        ...model,
        tables: model.tables.map((table) => ({
          ...table,
          constraints: table.constraints.map(({ name }) =>
            check(name, name === "d" ? "A is not null" : "code != 'x'"),
          ),
        })),
      }),
    );
    const [a, b, d, ...others] = found.desired.tables;
    expect([a, b, d]).toEqual(found.current.tables.slice(0, 3));
    expect(a?.constraints[0]).not.toEqual(d?.constraints[0]);
    expect(others.map(({ constraints }) => constraints)).toEqual([
      [check("c", "code != 'x'")],
      [check("c", "code != 'x'")],
    ]);
    expect(found.unsettled).toMatchObject([
      {
        key: objectKey("constraint", { schema: null, name: "f" }, "c"),
        reason: 'column "code" does not exist',
        rejected: true,
      },
    ]);
    expect(found.roundTrips).toBe(1);
  });

  it("knows a generated column again in a list that comes from a dump", async () => {
    const found = await settled(
      `CREATE TABLE t (kind varchar, chosen boolean GENERATED ALWAYS AS (
         kind = ANY (ARRAY[('a'::varchar)::text, ('b'::varchar)::text])) STORED)`,
      (model) =>
        editColumn(model, "t", "chosen", {
          generation: { kind: "expression", expression: "kind IN ('a', 'b')", stored: true },
        }),
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired).toEqual(found.current);
    expect(found.roundTrips).toBe(2);
  });

  it("finds a check under another name", async () => {
    const found = await settled("CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0))", (model) =>
      editTable(model, "t", (table) => ({ ...table, constraints: [check("CHK_1", "a>0")] })),
    );
    expect(found.desired.tables[0]?.constraints).toEqual([check("CHK_1", "(a > 0)")]);
  });

  it("settles tables of equal names in several schemas", async () => {
    const found = await settled(
      `CREATE SCHEMA app; CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));
       CREATE TABLE app.t (b text, CONSTRAINT c CHECK (b <> ''))`,
      (model) => ({
        ...model,
        tables: model.tables.map((table) => ({
          ...table,
          constraints: [check("c", table.name.schema === null ? "t.a>0" : "app.t.b<>''")],
        })),
      }),
    );
    expect(found.desired).toEqual(found.current);
    expect(found.roundTrips).toBe(1);
  });

  it("reads expressions in the types of now, too, where a type changes", async () => {
    const found = await settled(
      `CREATE TABLE t (a varchar, b int, CONSTRAINT c1 CHECK (a = 'x'), CONSTRAINT c2 CHECK (b > 0));
       CREATE INDEX i ON t (b) WHERE a = 'y'`,
      (model) => {
        const spelt = editChecks(model, "t", { c1: "a='x'", c2: "b>0" });
        const retyped = editColumn(editColumn(spelt, "t", "a", { type: parseType("text") }), "t", "b", {
          type: parseType("numeric"),
        });
        return editTable(retyped, "t", (table) => ({
          ...table,
          indexes: table.indexes.map((index) => ({ ...index, where: "a = 'y'" })),
        }));
      },
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired.tables[0]?.constraints).toEqual(found.current.tables[0]?.constraints);
    expect(found.desired.tables[0]?.indexes).toEqual(found.current.tables[0]?.indexes);
    // It comes back as `((b)::numeric > (0)::numeric)`.
    expect(found.unsteady).toEqual(new Map([[nameKey({ schema: null, name: "t" }), new Set(["(b > 0)"])]]));
  });

  it.each([
    { altersColumns: true, text: "at < '2100-01-01'" },
    { altersColumns: false, text: "(at < '2100-01-01 00:00:00'::timestamp without time zone)" },
  ])(
    "reads a literal in the type that the column gets, if it does: $altersColumns",
    async ({ altersColumns, text }) => {
      const found = await settled(
        "CREATE TABLE t (at timestamp, CONSTRAINT c CHECK (at < '2100-01-01'))",
        (model) =>
          editColumn(editChecks(model, "t", { c: "at < '2100-01-01'" }), "t", "at", {
            type: parseType("date"),
          }),
        altersColumns,
      );
      expect(found.unsettled).toEqual([]);
      expect(found.desired.tables[0]?.constraints).toMatchObject([{ expression: text }]);
    },
  );

  it("says what the server rejects, and settles the rest", async () => {
    const found = await settled(
      "CREATE TABLE t (a int DEFAULT 1, b interval DEFAULT '1:00', CONSTRAINT c CHECK (a > 0), CONSTRAINT d CHECK (a < 9))",
      (model) => {
        const defaults = editColumn(model, "t", "a", { default: expression("no_such(1)") });
        return editChecks(editColumn(defaults, "t", "b", { default: literal("1 hour") }), "t", {
          c: "a >",
          d: "a<9",
        });
      },
    );
    const table = { schema: null, name: "t" };
    expect(found.unsettled).toMatchObject([
      {
        key: objectKey("column", table, "a"),
        role: "default",
        reason: "function no_such(integer) does not exist",
        rejected: true,
      },
      {
        key: objectKey("constraint", table, "c"),
        role: "check",
        reason: 'syntax error at or near ")"',
        rejected: true,
      },
    ]);
    expect(found.desired.tables[0]?.columns[1]).toEqual(found.current.tables[0]?.columns[1]);
    expect(found.desired.tables[0]?.constraints[1]).toMatchObject({ expression: "(a < 9)" });
    expect(found.roundTrips).toBe(2);
  });

  it("does not complain about what the revision itself will create", async () => {
    const found = await settled(
      `CREATE TYPE kind AS ENUM ('a'); CREATE TABLE t (a int, k kind, CONSTRAINT c CHECK (a > 0), CONSTRAINT d CHECK (k <> 'a'));
       CREATE VIEW v AS SELECT a FROM t`,
      (model) => {
        const columns = editTable(model, "t", (table) => ({
          ...table,
          columns: [...table.columns, column("m", "mood"), column("z", "text"), column("g", "ltree")],
          constraints: [
            ...table.constraints,
            check("n1", "m <> 'sad'"),
            check("n2", "z <> ''"),
            check("n3", "a < nextval('later')"),
            check("n4", "g is not null"),
          ],
        }));
        const checks = editChecks(columns, "t", { c: "a>0", d: "k <> 'b'" });
        return {
          ...editView(checks, "v", "SELECT a, fresh.x FROM t, fresh"),
          extensions: [{ name: "ltree" }],
          enumTypes: [
            { name: { schema: null, name: "kind" }, values: ["a", "b"] },
            { name: { schema: null, name: "mood" }, values: ["sad"] },
          ],
          sequences: [sequence("later")],
          tables: [
            ...checks.tables,
            {
              name: { schema: null, name: "fresh" },
              columns: [column("x", "int")],
              constraints: [],
              indexes: [],
              comment: null,
            },
          ],
        };
      },
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired.tables[0]?.constraints[0]).toMatchObject({ name: "c", expression: "(a > 0)" });
  });

  it("leaves nothing behind and consumes nothing", async () => {
    await withDatabase(
      "CREATE SEQUENCE s; CREATE TABLE t (a int DEFAULT nextval('s'), b int DEFAULT 1); CREATE VIEW v AS SELECT a FROM t",
      async (connection) => {
        const { model } = await introspect(connection, { schemas: [] });
        const changed = editView(
          editColumn(editColumn(model, "t", "a", { default: expression("nextval('s') + 1") }), "t", "b", {
            default: expression("nextval('s')"),
          }),
          "v",
          "SELECT nextval('s') AS a",
        );
        const { unsettled } = await settle(connection, model, changed);
        expect(unsettled).toEqual([]);
        expect(await connection.query("SELECT last_value::int, is_called FROM s")).toEqual([
          { last_value: 1, is_called: false },
        ]);
        expect((await introspect(connection, { schemas: [] })).model).toEqual(model);
        expect(
          await connection.query(
            "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() UNION ALL SELECT typname FROM pg_type WHERE typnamespace = pg_my_temp_schema()",
          ),
        ).toEqual([]);
        expect(await connection.query("SELECT current_setting('lock_timeout') AS x")).toEqual([{ x: "0" }]);
      },
    );
  });

  it("lets no text end the transaction", async () => {
    await withDatabase("CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t", async (connection) => {
      const { model } = await introspect(connection, { schemas: [] });
      const { unsettled } = await settle(
        connection,
        model,
        editView(model, "v", "SELECT 1 AS a; COMMIT; DROP TABLE t CASCADE"),
      );
      expect(unsettled).toHaveLength(1);
      expect((await introspect(connection, { schemas: [] })).model).toEqual(model);
    });
  });

  it("explains where temporary tables are not to be had", async () => {
    await withDatabase("CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0))", async (connection, database) => {
      await database.query(
        `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'settle_reader') THEN CREATE ROLE settle_reader; END IF; END $$`,
      );
      await database.query(`REVOKE TEMPORARY ON DATABASE "${database.name}" FROM PUBLIC`);
      await connection.query("SET ROLE settle_reader");
      const { model } = await introspect(connection, { schemas: [] });
      const { desired, unsettled } = await settle(connection, model, editChecks(model, "t", { c: "a>0" }));
      expect(unsettled).toMatchObject([
        {
          key: objectKey("constraint", { schema: null, name: "t" }, "c"),
          role: "check",
          reason: expect.stringContaining("permission denied to create temporary tables") as string,
          rejected: false,
        },
      ]);
      expect(desired.tables[0]?.constraints[0]).toMatchObject({ expression: "a>0" });
      await connection.query("RESET ROLE");
      await connection.query("DROP ROLE settle_reader");
    });
  });

  it("throws where the connection is lost", async () => {
    await withDatabase("CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0))", async (connection) => {
      const { model } = await introspect(connection, { schemas: [] });
      const dead = { ...connection, batch: () => Promise.reject(new Error("ECONNRESET")) };
      await expect(settle(dead, model, editChecks(model, "t", { c: "a>0" }))).rejects.toThrow("ECONNRESET");
    });
  });
});
