/**
 * A value that is added to an enum is taken away again by a rebuild, which meets more than the addition did: what the server
 * will refuse in the downgrade alone is told before, and what has gone by then is not.
 */
import type { EntitySchema } from "typeorm";
import { describe, expect, it } from "vitest";
import { downgrade, revision, upgrade } from "../../packages/revise/src";
import { openCreated, table } from "./entity-project";

const alarm = (column: string, ...values: string[]): EntitySchema =>
  table("alarm", { [column]: { type: "enum", enum: values } });
const user = table("user", { name: { type: "varchar" } });

const before = [user, alarm("level", "low", "high")];
const after = {
  newTop: [user, alarm("level", "low", "high", "top")],
  newTopOnly: [alarm("level", "low", "high", "top")],
  newTopOfGrade: [user, alarm("grade", "low", "high", "top")],
};
const renames: Partial<Record<keyof typeof after, string[]>> = { newTopOfGrade: ["alarm.level:grade"] };

async function change(
  besides: string,
  state: keyof typeof after,
): Promise<{ cwd: string; told: readonly string[] }> {
  const { cwd, use } = await openCreated("in_use_down", before, besides);
  use(after[state]);
  const { comparison } = await revision({
    cwd,
    autogenerate: true,
    message: "change",
    renames: renames[state] ?? [],
  });
  await upgrade({ cwd, target: "head" });
  const found = comparison?.findings.filter(({ code }) => code === "in-use") ?? [];
  return { cwd, told: found.map(({ message }) => message) };
}

const low = "'low'::alarm_level_enum";
const constants = `CREATE TABLE bell (note text DEFAULT ${low}::text CONSTRAINT quiet CHECK (note <> ${low}::text))`;

describe("what the server will refuse in the downgrade alone", () => {
  it.each<[string, keyof typeof after, string, string]>([
    ["CREATE DOMAIN grade AS alarm_level_enum", "newTop", "type public.grade", "alarm_level_enum"],
    ["CREATE DOMAIN grade AS alarm_level_enum", "newTopOfGrade", "type public.grade", "alarm_grade_enum"],
    [
      "CREATE TABLE log (level alarm_level_enum) PARTITION BY LIST (level)",
      "newTop",
      "partition key LIST (level) on log",
      "alarm_level_enum",
    ],
    [
      "CREATE SCHEMA apart; CREATE TABLE apart.log (level alarm_level_enum)",
      "newTop",
      "table column apart.log.level",
      "alarm_level_enum",
    ],
  ])("because of %s, with %s, is told before", async (besides, state, holder, type) => {
    const { cwd, told } = await change(besides, state);
    expect(told).toEqual([
      `The database refuses to make the enum ${type} anew in the downgrade while ${holder} needs it`,
    ]);
    await expect(downgrade({ cwd, target: "-1" })).rejects.toThrow(/cannot (drop|alter)/);
  });

  it.each<[string, keyof typeof after]>([
    ["CREATE TABLE log (id int, level alarm_level_enum DEFAULT 'low') PARTITION BY LIST (id)", "newTop"],
    [`${constants}; CREATE VIEW loud AS SELECT id FROM alarm WHERE level = 'high'`, "newTop"],
    ["CREATE POLICY own ON alarm USING (level <> 'low')", "newTop"],
    [`CREATE INDEX rung ON "user" (id) WHERE ${low} < 'high'::alarm_level_enum`, "newTop"],
    [`CREATE POLICY own ON "user" USING (name <> ${low}::text)`, "newTopOnly"],
  ])("because of %s, with %s, is not told, and goes", async (besides, state) => {
    const { cwd, told } = await change(besides, state);
    expect(told).toEqual([]);
    await downgrade({ cwd, target: "-1" });
  });
});
