/**
 * On PostgreSQL 14 a column that was computed once hangs on what its expression used: what would take it along, or can't
 * change because of that, is told before a revision is written, and refused when it is run.
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { EntitySchema } from "typeorm";
import { describe, expect, it } from "vitest";
import { revision, upgrade } from "../../packages/revise/src";
import { openProject, table, type Columns } from "./entity-project";

const alarm = (columns: Columns): EntitySchema => table("alarm", columns);

const level = (...values: string[]): Columns => ({ level: { type: "enum", enum: values } });
const other = table("other", {});

/** The column `it`, which is text now and was computed from the enum once. */
const stale = `ALTER TABLE alarm ADD it text GENERATED ALWAYS AS (CASE level WHEN 'low' THEN 'x' END) STORED;
  ALTER TABLE alarm ALTER it DROP EXPRESSION`;
const plain = { it: { type: "text", nullable: true } };
const computed = {
  ...plain,
  it: { ...plain.it, asExpression: "CASE level WHEN 'low' THEN 'x' END", generatedType: "STORED" },
};
const word = (column: Columns): EntitySchema[] => [alarm({ ...level("low", "high"), ...column })];

const takesColumns = Number(process.env["REVISE_TEST_SERVER_MAJOR"]) < 15;

describe.runIf(takesColumns)("what a column hangs on that was computed once", () => {
  const reversed = level("high", "low");
  it.each<[string, string, EntitySchema[], EntitySchema[], string, string]>([
    [
      "an enum that is made anew",
      stale,
      word({}),
      [alarm({ ...reversed, ...plain })],
      "former expression of column it on alarm",
      "anew",
    ],
    [
      "an enum that goes",
      stale,
      word({}),
      [alarm({ level: { type: "text" }, ...plain })],
      "former expression",
      "drop the enum",
    ],
    [
      "another type of its own",
      stale,
      word({}),
      word({ it: { type: "varchar", length: 9, nullable: true } }),
      "former",
      "alarm.it",
    ],
    [
      "an enum that is made anew when it ceases to be computed",
      "",
      word(computed),
      [alarm({ ...reversed, ...plain })],
      "the expression of column it on alarm",
      "anew",
    ],
  ])("is told beside %s", async (_, besides, from, to, holder, change) => {
    const { database, cwd, use } = await openProject("former_expression");
    use(from);
    await revision({ cwd, autogenerate: true, message: "create" });
    await upgrade({ cwd, target: "head" });
    await database.query(`INSERT INTO alarm (id, level) VALUES (1, 'low'); ${besides}`);
    use(to);
    const { comparison, path } = await revision({ cwd, autogenerate: true, message: "change" });
    const found = comparison?.findings.filter(({ code: finding }) => finding === "in-use") ?? [];
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain(holder);
    expect(found[0]?.message).toContain(change);
    expect(found[0]?.hint).toContain("Put a new column in the place of alarm.it before this line");
    expect(readFileSync(path ?? "", "utf8")).toContain(holder);
    await expect(upgrade({ cwd, target: "head" })).rejects.toMatchObject({
      message: expect.stringMatching(
        /the server would drop alarm\.it along|unexpected dependency/,
      ) as unknown,
      hint: expect.stringContaining("Put a new column in the place of ") as unknown,
    });
    expect(await database.query("SELECT it FROM alarm")).toEqual([{ it: "x" }]);
  });

  it("is told where it goes too late", async () => {
    const { database, cwd, use } = await openProject("former_expression");
    use(word({}));
    await revision({ cwd, autogenerate: true, message: "create" });
    await upgrade({ cwd, target: "head" });
    await database.query(stale);
    use([alarm(reversed)]);
    const { comparison, path } = await revision({ cwd, autogenerate: true, message: "change" });
    const found = comparison?.findings.filter(({ code: finding }) => finding === "in-use") ?? [];
    expect(found).toMatchObject([{ hint: expect.stringMatching(/^Drop it before this line/) as unknown }]);
    await expect(upgrade({ cwd, target: "head" })).rejects.toThrow("the server would drop alarm.it along");

    const drop = '  await op.dropColumn("alarm", "it");\n';
    const [before = "", after = ""] = readFileSync(path ?? "", "utf8").split(drop);
    writeFileSync(path ?? "", (before + after).replace("<void> {\n", `<void> {\n${drop}`));
    await upgrade({ cwd, target: "head" });
  });

  it.each<[string, string, EntitySchema[], EntitySchema[]]>([
    ["it stays", stale, word({}), word({})],
    ["its table goes", stale, word({}), [other]],
    ["it goes, and the enum", stale, word({}), [alarm({ level: { type: "text" } })]],
    ["it goes while it is computed, and the enum", "", word(computed), [alarm({ level: { type: "text" } })]],
    ["it goes while it is computed, and the enum is made anew", "", word(computed), [alarm(reversed)]],
    ["it stays computed", "", word(computed), [alarm({ ...level("low"), ...computed })]],
    ["only the expression goes", "", word(computed), word(plain)],
  ])("is not told where %s", async (_, besides, from, to) => {
    const { database, cwd, use } = await openProject("former_expression");
    use(from);
    await revision({ cwd, autogenerate: true, message: "create" });
    await upgrade({ cwd, target: "head" });
    await database.query(besides);
    use(to);
    const { comparison } = await revision({ cwd, autogenerate: true, message: "change" });
    expect(comparison?.findings.filter(({ code: finding }) => finding === "in-use")).toEqual([]);
    await upgrade({ cwd, target: "head" });
  });
});
