import { expect, it } from "vitest";
import type { Operations } from "../../packages/revise/src/operations/builder";
import { planUpgrade } from "../../packages/revise/src/revisions/plan";
import { draw } from "../revisions/draw";
import { useDatabase } from "../dialects/postgres/fixture";
import { script, upgrade } from "./run";
import { runScript } from "./run-script";

const database = useDatabase("offline_values");

/** Column by column, every kind of value that JavaScript has and PostgreSQL takes. */
const columns: Readonly<Record<string, readonly [type: string, ...values: unknown[]]>> = {
  moment: ["timestamptz", new Date("2026-11-21T10:11:12.345Z"), new Date(-1e12), null],
  local: ["timestamp", new Date("2026-07-01T23:59:59.001Z"), null],
  bytes: ["bytea", Buffer.from([0, 1, 39, 92, 255]), Buffer.alloc(0), new Uint8Array([7])],
  big: ["bigint", 9007199254740993n, -1n, 0],
  exact: ["numeric", "12345678901234567890.123456789", 1e21, 0.1],
  float: ["double precision", NaN, Infinity, -Infinity, -0, 1.5e-7],
  flag: ["boolean", true, false, null],
  word: [
    "text",
    "it's; -- no comment /* nor this */",
    "C:\\new\\table",
    '"quoted" $1 $$ $tag$ ${x} :name ?',
    "größe 表 😀 \u202e\u2028 tab\t line\r\n end",
    "",
  ],
  words: ["text[]", ["a", 'b"c', "d\\e", "{f,g}", "NULL", "", null], [], null],
  grid: [
    "integer[]",
    [
      [1, 2],
      [3, 4],
    ],
    [null],
  ],
  moments: ["timestamptz[]", [new Date("2026-01-01T00:00:00Z"), null]],
  chunks: ["bytea[]", [Buffer.from("a'\\"), Buffer.from([255])]],
  document: ["jsonb", { a: [1, null, "it's \\ \" \u2028"], "b'": { c: true } }, '"text"', "null", null],
};

const graph = draw("a1:");

const up = async (op: Operations): Promise<void> => {
  for (const [column, [type, ...values]] of Object.entries(columns)) {
    const table = `of_${column}`;
    await op.execute(`CREATE TABLE ${table} (id serial, ${column} ${type})`);
    await op.bulkInsert(
      table,
      values.map((value) => ({ [column]: value })),
    );
    for (const value of values) await op.execute(`INSERT INTO ${table} (${column}) VALUES ($1)`, [value]);
    await op.bulkInsert(table, [{ [column]: undefined }]);
  }
};

async function rows(): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {};
  for (const column of Object.keys(columns)) {
    found[column] = await database().query(
      `SELECT id, ${column}::text AS text FROM of_${column} ORDER BY id`,
    );
  }
  return found;
}

it("writes every kind of value as the literal that means the same", async () => {
  await upgrade({ database: database(), graph, bodies: { a1: { up } } }, "a1");
  const online = await rows();
  expect(Object.values(online).flat().length).toBeGreaterThan(80);
  await database().query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  await runScript(database(), await script({ bodies: { a1: { up } } }, planUpgrade(graph, [], "a1")));
  expect(await rows()).toEqual(online);
});
