/**
 * A value that is added to an enum is taken away again by a rebuild, and a column that is dropped comes again with its default
 * in every row: both meet more than the way there did. What the server will refuse in the downgrade alone is told before, and
 * what has gone by then is not.
 */
import type { EntitySchema } from "typeorm";
import { describe, expect, it } from "vitest";
import { downgrade, revision, upgrade } from "../../packages/revise/src";
import { openCreated, table } from "./entity-project";

const alarm = (column: string, ...values: string[]): EntitySchema =>
  table("alarm", { [column]: { type: "enum", enum: values } });
const user = table("user", { name: { type: "varchar" } });

const before = [user, alarm("level", "low", "high")];
const crew = (columns: Parameters<typeof table>[1]): EntitySchema => table("crew", columns);
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
  return lead(besides, [before, after[state]], renames[state]);
}

async function lead(
  besides: string,
  [from, to]: readonly [EntitySchema[], EntitySchema[]],
  renames: string[] = [],
): Promise<{ cwd: string; told: readonly string[] }> {
  const { cwd, use } = await openCreated("in_use_down", from, besides);
  use(to);
  const { comparison } = await revision({
    cwd,
    autogenerate: true,
    message: "change",
    renames,
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

  it.each<[string, Parameters<typeof table>[1], readonly string[]]>([
    ["with a default", { rank: { type: "varchar", default: "new" } }, ["public.roster.held"]],
    [
      "with a generation",
      { rank: { type: "int", asExpression: "id + 1", generatedType: "STORED" } },
      ["public.roster.held"],
    ],
    ["without a value", { rank: { type: "varchar", nullable: true } }, []],
  ])(
    "because of a column of rows, with a column %s that is dropped, is told before",
    async (_, columns, holders) => {
      const { cwd, told } = await lead("CREATE TABLE roster (held crew)", [[crew(columns)], [crew({})]]);
      expect(told).toEqual(
        holders.map(
          (holder) =>
            `The database refuses to add the column crew.rank with a value in the downgrade while table column ${holder} needs it`,
        ),
      );
      const back = downgrade({ cwd, target: "-1" });
      if (holders.length === 0) await back;
      else await expect(back).rejects.toThrow(/uses its row type/);
    },
  );
});
