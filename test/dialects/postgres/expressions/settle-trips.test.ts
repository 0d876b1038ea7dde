import { expect, it } from "vitest";
import { settle } from "../../../../packages/revise/src/dialects/postgres/expressions/settle";
import { introspect } from "../../../../packages/revise/src/dialects/postgres/introspect/introspect";
import type { SchemaModel } from "../../../../packages/revise/src/model/schema-model";
import type { Table } from "../../../../packages/revise/src/model/table";
import { defaultScope, withDatabase } from "../introspect/fixture";
import { expression } from "./settle-fixture";

const table = (n: number): string => `
  CREATE TABLE t${String(n)} (
    id int, kind varchar(9) DEFAULT lower('A'), amount numeric DEFAULT 1 + 2, seen timestamptz DEFAULT now() + '1 day',
    CONSTRAINT a${String(n)} CHECK (amount > 0), CONSTRAINT b${String(n)} CHECK (kind IN ('a', 'b')),
    CONSTRAINT c${String(n)} CHECK (length(kind) < 5));
  CREATE INDEX i${String(n)} ON t${String(n)} (id) WHERE amount > 5;
  CREATE INDEX j${String(n)} ON t${String(n)} (id) WHERE kind IN ('a', 'b')`;

const spellings: Readonly<Record<string, string>> = {
  a: "amount > 0",
  b: "kind IN ('a', 'b')",
  c: "length(kind) < 5",
  i: "amount > 5",
  j: "kind IN ('a', 'b')",
  kind: "lower('A')",
  amount: "1 + 2",
  seen: "now() + '1 day'",
};

/** As an entity writes it. */
function written(found: Table): Table {
  const text = (name: string): string => spellings[name.replace(/\d+$/, "")] ?? "";
  return {
    ...found,
    columns: found.columns.map((column) =>
      column.default === null ? column : { ...column, default: expression(text(column.name)) },
    ),
    constraints: found.constraints.map((one) =>
      one.kind === "check" ? { ...one, expression: text(one.name) } : one,
    ),
    indexes: found.indexes.map((index) => ({ ...index, where: text(index.name) })),
  };
}

/** Round trips and statements of settling `count` tables. */
function traffic(
  count: number,
  write: (found: Table) => Table,
): Promise<{ trips: number; statements: number }> {
  const sql = Array.from({ length: count }, (_, n) => table(n)).join(";");
  return withDatabase(sql, async (connection) => {
    const { model } = await introspect(connection, defaultScope);
    const before = connection.roundTrips();
    let statements = 0;
    const listening = {
      ...connection,
      batch: (batch: readonly string[]) => {
        statements += batch.length;
        return connection.batch(batch);
      },
    };
    const desired: SchemaModel = { ...model, tables: model.tables.map(write) };
    const settlement = await settle(listening, model, desired);
    expect(settlement.desired).toEqual(model);
    expect(settlement.unsettled).toEqual([]);
    return { trips: connection.roundTrips() - before, statements };
  });
}

it("takes no round trip where all texts are equal", async () => {
  expect(await traffic(3, (found) => found)).toEqual({ trips: 0, statements: 0 });
});

it("takes as many round trips and statements for forty tables as for two", async () => {
  const [few, many] = [await traffic(2, written), await traffic(40, written)];
  expect(many).toEqual(few);
  expect(many.trips).toBeLessThanOrEqual(2);
});
