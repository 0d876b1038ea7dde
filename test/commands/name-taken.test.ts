/**
 * What the server will refuse because something else has the name is told before: each case is a revision whose report
 * names both, and that the server does refuse; or one that says nothing, and runs.
 */
import type { EntitySchema } from "typeorm";
import { describe, expect, it } from "vitest";
import { check, revision, upgrade, type ComparisonReport } from "../../packages/revise/src";
import { entity, openCreated, type Columns } from "./entity-project";

const id = { id: { type: "int", primary: true, primaryKeyConstraintName: "post_key" } };

const post = (more: object = {}, columns: Columns = {}): EntitySchema =>
  entity("post", { ...id, title: { type: "varchar" }, ...columns }, more);
const of = (name: string): EntitySchema => entity(name, { id: { type: "int", primary: true } });
const report = entity("report", { one: { type: "int" } }, { type: "view", expression: "SELECT 1 AS one" });

const before = [post()];
const after = {
  table: [post(), of("report")],
  view: [post(), report],
  index: [post({ indices: [{ name: "report", columns: ["title"] }] })],
  unique: [post({ uniques: [{ name: "report", columns: ["title"] }] })],
  enum: [post({}, { kind: { type: "enum", enum: ["a"], enumName: "report" } })],
  key: [
    entity("post", {
      ...{ id: { type: "int", primary: true, primaryKeyConstraintName: "report" } },
      title: { type: "varchar" },
    }),
  ],
  serial: [post(), entity("line", { id: { type: "int", primary: true, generated: "increment" } })],
  check: [post({ checks: [{ name: "report", expression: "id > 0" }] })],
  array: [post(), of("_eport")],
  renamed: [entity("report", { ...id, title: { type: "varchar" } })],
};

const taken = (findings: ComparisonReport["findings"] = []): ComparisonReport["findings"] =>
  findings.filter(({ code }) => code === "name-taken");

async function found(
  besides: string,
  entities: EntitySchema[],
  renames: string[] = [],
): Promise<{ cwd: string; messages: readonly string[] }> {
  const { cwd, use } = await openCreated("name_taken", before, besides);
  use(entities);
  const looked = renames.length > 0 ? null : await check({ cwd });
  const { comparison } = await revision({ cwd, autogenerate: true, message: "change", renames });
  if (looked !== null) expect(taken(looked.comparison.findings)).toEqual(taken(comparison?.findings));
  return { cwd, messages: taken(comparison?.findings).map(({ message }) => message) };
}

const audit = "CREATE TABLE audit (at int, n serial)";

/** What is there · where the entities go · what the report says. */
const told: readonly [string, keyof typeof after, string][] = [
  ["CREATE TABLE report ()", "view", "create view report while the table report has"],
  [`${audit}; CREATE INDEX report ON audit (at)`, "table", "while the index report on audit has"],
  [`${audit}; CREATE INDEX report ON audit (at)`, "index", "create index report on post (title) while"],
  [`${audit}; CREATE INDEX report ON audit (at)`, "unique", "while the index report on audit has"],
  [`${audit}; CREATE INDEX report ON audit (at)`, "key", "while the index report on audit has"],
  [`${audit}; ALTER SEQUENCE audit_n_seq RENAME TO report`, "table", "while the sequence report has"],
  ["CREATE SEQUENCE report", "index", "while the sequence report has"],
  ["CREATE VIEW report AS SELECT 1", "unique", "while the view report has"],
  ["CREATE MATERIALIZED VIEW report AS SELECT 1", "index", "while the materialized view report has"],
  ["CREATE TYPE report AS (one int)", "table", "while the composite type report has"],
  ["CREATE TYPE report AS (one int)", "index", "while the composite type report has"],
  ["CREATE DOMAIN report AS int", "table", "while the domain report has"],
  ["CREATE DOMAIN report AS int", "view", "while the domain report has"],
  ["CREATE TYPE report AS RANGE (subtype = int)", "enum", "while the type report has"],
  ["CREATE VIEW report AS SELECT 1", "enum", "create enum report (a) while the view report has"],
  [
    "CREATE TABLE part (at int) PARTITION BY RANGE (at); CREATE TABLE report PARTITION OF part DEFAULT",
    "index",
    "while the table report has",
  ],
  [
    "CREATE TABLE part (at int); CREATE TABLE child () INHERITS (part); CREATE INDEX report ON child (at)",
    "table",
    "while the index report on child has",
  ],
];

describe("a name that something else has", () => {
  it.each(told)("after %s, with %s, is told before: %s", async (besides, state, words) => {
    const { cwd, messages } = await found(besides, after[state]);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(words);
    await expect(upgrade({ cwd, target: "head" })).rejects.toThrow(/already exists/);
  });

  it("is told of a rename", async () => {
    const { cwd, messages } = await found("CREATE DOMAIN report AS int", after.renamed, ["post:report"]);
    expect(messages).toEqual([
      expect.stringContaining("rename table post to report while the domain report"),
    ]);
    await expect(upgrade({ cwd, target: "head" })).rejects.toThrow(/already exists/);
  });
});

describe("a name that is free, or becomes free", () => {
  it.each<[string, keyof typeof after]>([
    ["CREATE DOMAIN report AS int", "index"],
    ["CREATE DOMAIN report AS int", "unique"],
    [`${audit}; CREATE INDEX report ON audit (at)`, "enum"],
    [`${audit}; CREATE INDEX report ON audit (at)`, "check"],
    ["CREATE SEQUENCE report", "enum"],
    ["CREATE SEQUENCE line_id_seq", "serial"],
    ["CREATE TYPE eport AS ENUM ('a')", "array"],
    ["CREATE SCHEMA apart; CREATE TABLE apart.report ()", "view"],
    ["CREATE INDEX report ON post (id)", "table"],
    ["CREATE INDEX report ON post (id)", "index"],
  ])("after %s, with %s, is not told", async (besides, state) => {
    const { cwd, messages } = await found(besides, after[state]);
    expect(messages).toEqual([]);
    await upgrade({ cwd, target: "head" });
  });
});
