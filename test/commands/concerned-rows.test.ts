/** How many rows each finding is about: a table with rows, entities that want too much of it, and the report read. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { DataSource, type EntitySchema } from "typeorm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { check, revision, upgrade } from "../../packages/revise/src";
import { table } from "./entity-project";

const before = [
  table("team", {}),
  table("user", {
    name: { type: "text" },
    mail: { type: "text" },
    nick: { type: "text", nullable: true },
    kind: { type: "varchar" },
    team: { type: "int", nullable: true },
    score: { type: "bigint" },
    price: { type: "numeric" },
    seen: { type: "timestamp" },
    age: { type: "int" },
    born: { type: "int" },
    tag: { type: "text", generatedType: "STORED", asExpression: "upper(mail)" },
  }),
];

const unique = (name: string, columns: string[], more: object = {}): object => ({
  name,
  columns,
  unique: true,
  ...more,
});

const after = [
  table("team", {}),
  table(
    "user",
    {
      name: { type: "varchar", length: 5 },
      mail: { type: "text", unique: true },
      nick: { type: "text" },
      kind: { type: "enum", enum: ["a", "b"] },
      team: { type: "int", nullable: true },
      score: { type: "int" },
      price: { type: "numeric", precision: 5, scale: 2 },
      seen: { type: "timestamp", precision: 0 },
      age: { type: "int" },
      year: { type: "int" },
      country: { type: "text" },
      tag: { type: "text", generatedType: "STORED", asExpression: "lower(mail)" },
    },
    {
      checks: [
        { name: "grown", expression: '"age" >= 18' },
        { name: "later", expression: "\"country\" <> ''" },
      ],
      exclusions: [
        { name: "apart", expression: 'USING gist (int4range("age", "age" + 1) WITH &&)' },
        { name: "alone", expression: 'USING gist (int4range("id", "id" + 1) WITH &&)' },
      ],
      indices: [unique("one_of_age", ["age"], { where: '"age" > 20' })],
      foreignKeys: [
        { name: "in_team", target: "team", columnNames: ["team"], referencedColumnNames: ["id"] },
      ],
    },
  ),
];

let database: TestDatabase;
let cwd: string;
const source = (entities: EntitySchema[]): void => {
  const sources = globalThis as unknown as Record<string, () => DataSource>;
  sources[cwd] = () => new DataSource({ type: "postgres", url: database.url, entities });
};

beforeAll(async () => {
  database = await createDatabase("concerned");
  cwd = mkdtempSync(join(tmpdir(), "revise-concerned-"));
  writeFileSync(
    join(cwd, "revise.config.cjs"),
    `module.exports = { dataSource: () => globalThis[${JSON.stringify(cwd)}](), directory: "./revisions" };`,
  );
  source(before);
  await revision({ cwd, autogenerate: true, message: "create" });
  await upgrade({ cwd, target: "head" });
  await database.query(`INSERT INTO team VALUES (1); INSERT INTO "user" VALUES
    (1, 'Ada', 'a@x', NULL, 'a', 1, 1, 1, '2020-01-01', 17, 1),
    (2, 'Grace Hopper', 'b@x', 'g', 'b', 2, 3000000000, 1.005, '2020-01-01 10:00:00.5', 30, 2),
    (3, 'Barbara', 'b@x', NULL, 'c', NULL, 5, 1000, '2020-01-01', 30, 3),
    (4, 'Mary', 'b@x', 'm', '', 3, 5, 1, '2020-01-01', 40, 4)`);
  source(after);
});
afterAll(async () => {
  rmSync(cwd, { recursive: true, force: true });
  await database.drop();
});

describe("the rows that a finding is about", () => {
  it("are those that break what the entities want", async () => {
    const { comparison } = await check({ cwd });
    const numbers = comparison.findings
      .filter(({ code }) => code !== "rewrites-table" && code !== "blocks-writes")
      .map(({ code, message, rows }) => [
        code,
        /[\w.]*(?=[ ,]| is)/.exec(
          message.replace(/^(?:Adding|Changing(?: the expression of)?|Setting|Column) /, ""),
        )?.[0],
        rows?.rows,
      ]);
    expect(numbers.sort()).toEqual(
      [
        ["narrows-type", "user.name", 2],
        ["narrows-type", "user.kind", 2],
        ["narrows-type", "user.score", 1],
        ["narrows-type", "user.price", 2],
        ["narrows-type", "user.seen", 1],
        ["unique-on-existing", "UQ_7395ecde6cda2e7fe90253ec59f", 3],
        ["unique-on-existing", "one_of_age", 2],
        ["not-null-on-existing", "user.nick", 2],
        ["not-null-on-existing", "user.tag", undefined],
        ["not-null-without-default", "user.year", 4],
        ["not-null-without-default", "user.country", 4],
        ["foreign-key-on-existing", "in_team", 2],
        ["check-on-existing", "grown", 1],
        ["check-on-existing", "later", undefined],
        ["check-on-existing", "apart", 2],
        ["check-on-existing", "alone", 0],
        ["drops-data", "user.born", 4],
        ["may-be-rename", "user.born", undefined],
      ].sort(),
    );
  });
});
