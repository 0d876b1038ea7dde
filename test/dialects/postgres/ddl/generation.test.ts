/** Every way from one generation of keys to another: a row that comes after it gets a key that no row has. */
import { describe, expect, it } from "vitest";
import { compile } from "../../../../packages/revise/src/dialects/postgres/ddl/compile";
import type { Column, Generation } from "../../../../packages/revise/src/model/column";
import type { Operation } from "../../../../packages/revise/src/operations/operation";
import { useDatabase, value } from "../fixture";

const database = useDatabase("generation");

const generations: Readonly<Record<string, Generation | null>> = {
  none: null,
  serial: { kind: "serial", sequence: null },
  always: { kind: "identity", always: true, options: {} },
  byDefault: { kind: "identity", always: false, options: {} },
};
const table = { schema: null, name: "t" };

const ways = ["smallint", "integer", "bigint"].flatMap((type) =>
  Object.keys(generations).flatMap((from) =>
    Object.keys(generations).flatMap((to) => (from === to ? [] : [[type, from, to] as const])),
  ),
);

async function run(operation: Operation): Promise<void> {
  for (const { sql } of compile([operation])) await database().query(sql);
}

async function nextKey(): Promise<number> {
  return Number(await value(database(), "INSERT INTO t (b) VALUES (3) RETURNING id"));
}

describe("a change of generation", () => {
  it.each(ways)("of %s from %s to %s goes on after the rows, and back", async (type, from, to) => {
    const [before, after] = [generations[from] ?? null, generations[to] ?? null];
    const column: Column = {
      name: "id",
      type: { name: type, schema: null, args: [], dimensions: 0 },
      nullable: false,
      default: null,
      generation: before,
      collation: null,
      comment: null,
    };
    await database().query("DROP TABLE IF EXISTS t; CREATE TABLE t (b integer)");
    await run({ kind: "addColumn", table, column });
    await database().query("INSERT INTO t (id, b) OVERRIDING SYSTEM VALUE VALUES (41, 1), (7, 2)");

    await run({ kind: "alterColumn", table, column: "id", generation: { from: before, to: after } });
    const sequences = await database().query(
      "SELECT format_type(seqtypid, NULL) AS type FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid",
    );
    expect(sequences).toEqual(after === null ? [] : [{ type }]);
    if (after === null) await database().query("INSERT INTO t (id, b) VALUES (42, 3)");
    else expect(await nextKey()).toBe(42);

    await run({ kind: "alterColumn", table, column: "id", generation: { from: after, to: before } });
    if (before !== null) expect(await nextKey()).toBe(43);
  });
});
