/** Texts that mean what the database has are settled as the database spells them. */
import { describe, expect, it } from "vitest";
import { objectKey } from "../../../../packages/revise/src/model/names";
import { columnKey } from "../../../../packages/revise/src/model/table-index";
import {
  check,
  editChecks,
  editColumn,
  editTable,
  editView,
  expression,
  literal,
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
});
