/** Questions of several tables on one scratch table: each is read as its own table would have it read. */
import { describe, expect, it } from "vitest";
import { objectKey } from "../../../../packages/revise/src/model/names";
import type { SchemaModel } from "../../../../packages/revise/src/model/schema-model";
import { editChecks, editColumn, editTable, settled, type Settled } from "./settle-fixture";

/** Both ways round, because the first table decides what the scratch table is like. */
async function bothWays(
  tables: readonly [string, string],
  change: (model: SchemaModel) => SchemaModel,
  expectSettled: (found: Settled) => void,
): Promise<void> {
  const [first, second] = tables;
  for (const order of [
    [first, second],
    [second, first],
  ]) {
    expectSettled(await settled(order.join(";"), change));
  }
}

function checks(texts: Readonly<Record<string, string>>): (model: SchemaModel) => SchemaModel {
  return (model) =>
    Object.entries(texts).reduce((before, [table, text]) => editChecks(before, table, { c: text }), model);
}

function expectAllSettled(found: Settled): void {
  expect(found.unsettled).toEqual([]);
  expect(found.desired).toEqual(found.current);
  expect(found.roundTrips).toBe(1);
}

describe("settle of tables that could share a scratch table", () => {
  it.each<[string, [string, string], Record<string, string>]>([
    [
      "reads a column in the type of its own table",
      [
        "CREATE TABLE a (v varchar(9), CONSTRAINT c CHECK (v <> 'x'))",
        "CREATE TABLE b (v date, CONSTRAINT c CHECK (v <> '2020-01-01'))",
      ],
      { a: "v != 'x'", b: "v != '2020-01-01'" },
    ],
    [
      "reads a function where another table has a column of that name",
      [
        "CREATE TABLE a (v text, CONSTRAINT c CHECK (length(v) > 1))",
        "CREATE TABLE b (length text, CONSTRAINT c CHECK (length > 'x'))",
      ],
      { a: "length(v)>1", b: "length>'x'" },
    ],
    [
      "reads a row as a whole beside a table that has the same columns",
      [
        "CREATE TABLE a (v int, w int, CONSTRAINT c CHECK (a IS NOT NULL AND v > 0))",
        "CREATE TABLE b (v int, w int, CONSTRAINT c CHECK (v > 0 AND w > 0))",
      ],
      { a: "a is not null and v>0", b: "v>0 and w>0" },
    ],
    [
      "reads what is not inherited, for which a partitioned table will not do",
      [
        "CREATE TABLE a (v int, CONSTRAINT c CHECK (v > 0) NO INHERIT)",
        "CREATE TABLE b (v int, CONSTRAINT c CHECK (v > 1))",
      ],
      { a: "v>0", b: "v>1" },
    ],
  ])("%s", async (_, tables, texts) => {
    await bothWays(tables, checks(texts), expectAllSettled);
  });

  it("finds no column of another table", async () => {
    await bothWays(
      [
        "CREATE TABLE a (v int, CONSTRAINT c CHECK (v > 0))",
        "CREATE TABLE b (size int, CONSTRAINT c CHECK (size > 0))",
      ],
      checks({ a: "size>0", b: "size>0" }),
      ({ unsettled, current, desired }) => {
        expect(unsettled).toMatchObject([
          {
            key: objectKey("constraint", { schema: null, name: "a" }, "c"),
            reason: 'column "size" does not exist',
            rejected: true,
          },
        ]);
        const named = (model: SchemaModel): unknown => model.tables.find(({ name }) => name.name === "b");
        expect(named(desired)).toEqual(named(current));
      },
    );
  });

  it("tells apart the generated columns of tables that have one of the same name", async () => {
    const generated = (found: string) => ({
      generation: { kind: "expression" as const, expression: found, stored: true },
    });
    await bothWays(
      [
        "CREATE TABLE a (v int, total int GENERATED ALWAYS AS (v * 2) STORED, CONSTRAINT c CHECK (total > 0))",
        "CREATE TABLE b (v int, total int GENERATED ALWAYS AS (v * 3) STORED, CONSTRAINT c CHECK (total > 1))",
      ],
      (model) =>
        editColumn(
          editColumn(checks({ a: "total>0", b: "total>1" })(model), "a", "total", generated("v*2")),
          "b",
          "total",
          generated("v*3"),
        ),
      expectAllSettled,
    );
  });

  it("gives each of more tables than share one its own answer", async () => {
    const names = Array.from({ length: 60 }, (_, n) => `t${String(n)}`);
    const found = await settled(
      names
        .map(
          (name, n) => `CREATE TABLE ${name} (v int, w text, CONSTRAINT c CHECK (v > ${String(n)}));
            CREATE INDEX i${String(n)} ON ${name} (v) WHERE w <> '${String(n)}'`,
        )
        .join(";"),
      (model) =>
        names.reduce(
          (before, name, n) =>
            editTable(editChecks(before, name, { c: `v>${String(n)}` }), name, (table) => ({
              ...table,
              indexes: table.indexes.map((index) => ({ ...index, where: `w!='${String(n)}'` })),
            })),
          model,
        ),
    );
    expectAllSettled(found);
  });
});
