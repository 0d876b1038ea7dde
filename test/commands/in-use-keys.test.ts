/** What rests on a key as such is told where the key goes: the server would refuse it. */
import type { EntitySchema } from "typeorm";
import { describe, expect, it } from "vitest";
import { revision, upgrade } from "../../packages/revise/src";
import { openCreated, table, type Columns } from "./entity-project";

const crew = (columns: Columns, more: object = {}): EntitySchema =>
  table("crew", { name: { type: "varchar" }, ...columns }, more);
const code = { type: "int" };
const unique = [crew({ code: { ...code, unique: true } })];
const indexed = [crew({ code }, { indices: [{ name: "by_code", columns: ["code"], unique: true }] })];
const plain = [crew({ code })];
const wide = [crew({ code: { ...code, unique: true, primary: true } })];

const elsewhere =
  "CREATE SCHEMA apart; CREATE TABLE apart.post (author int CONSTRAINT of_crew REFERENCES crew (code))";
const beside = "CREATE TABLE post (author int CONSTRAINT of_crew REFERENCES crew (code))";
const foreignKey = "table constraint of_crew on apart.post";
const uniqueKey = "the constraint UQ_2081f435dd22e228a8961aa8977 of crew";
const primaryKey = "the constraint PK_cc72b429996b3476dbaac59f1c2 of crew";

async function change(
  besides: string,
  from: EntitySchema[],
  to: EntitySchema[],
): Promise<[string, string[]]> {
  const { cwd, use } = await openCreated("in_use_keys", from, besides);
  use(to);
  const { comparison } = await revision({ cwd, autogenerate: true, message: "change" });
  const found = comparison?.findings.filter((finding) => finding.code === "in-use") ?? [];
  return [cwd, found.map(({ message }) => message)];
}

describe("what rests on a key that goes", () => {
  it.each<[string, EntitySchema[], EntitySchema[], string, string]>([
    [elsewhere, unique, plain, uniqueKey, foreignKey],
    [elsewhere, unique, [crew({})], uniqueKey, foreignKey],
    [elsewhere, indexed, plain, "the index by_code of crew", foreignKey],
    [beside, unique, plain, uniqueKey, "foreign key of_crew on post"],
    [beside, unique, [crew({})], uniqueKey, "foreign key of_crew on post"],
    [beside, indexed, plain, "the index by_code of crew", "foreign key of_crew on post"],
    [beside, unique, [table("guest", {})], "the table crew", "foreign key of_crew on post"],
    [elsewhere, unique, [table("guest", {})], "the table crew", foreignKey],
    ["CREATE VIEW ranks AS SELECT id, name FROM crew GROUP BY id", unique, wide, primaryKey, "view ranks"],
    [
      "CREATE SCHEMA apart; CREATE MATERIALIZED VIEW apart.ranks AS SELECT id, name FROM crew GROUP BY id",
      unique,
      wide,
      primaryKey,
      "materialized view apart.ranks",
    ],
    [
      "CREATE FUNCTION first() RETURNS text BEGIN ATOMIC SELECT name FROM crew GROUP BY id; END",
      unique,
      wide,
      primaryKey,
      "function first()",
    ],
  ])("because of %s, is told before", async (besides, from, to, key, holder) => {
    const [cwd, told] = await change(besides, from, to);
    expect(told).toEqual([`The database refuses to drop ${key} while ${holder} needs it`]);
    await expect(upgrade({ cwd, target: "head" })).rejects.toThrow(/depend on it/);
  });

  it("leaves what it does not rest on", async () => {
    const [cwd, told] = await change(elsewhere, unique, [
      crew({ code: { ...code, unique: true }, rank: code }),
    ]);
    expect(told).toEqual([]);
    const [other, none] = await change(
      "CREATE VIEW ranks AS SELECT name FROM crew GROUP BY name",
      unique,
      wide,
    );
    expect(none).toEqual([]);
    for (const one of [cwd, other]) await upgrade({ cwd: one, target: "head" });
  });
});
