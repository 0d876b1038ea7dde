/**
 * Columns that leave an enum, come to it, or compute from a column of it, in the revision that changes its values. A
 * database for each kind of column, with a table for each kind that it becomes. Judged by the catalogs, by an empty second
 * comparison and by the rows of the column that keeps the enum.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { describeCatalog, type TestDatabase } from "@revise/testkit";
import type { EntitySchema } from "typeorm";
import { describe, expect, it } from "vitest";
import { check, downgrade, revision, upgrade } from "../../packages/revise/src";
import { openProject, table } from "./entity-project";

/** The values of the two enums, and the name that the value `b` has. */
interface State {
  readonly values: readonly string[];
  readonly others: readonly string[];
  readonly b: string;
}

const before: State = { values: ["a", "b", "c"], others: ["b", "a"], b: "b" };

/** The column `k` beside the column `s`, which stays as it is. */
const kinds: Readonly<Record<string, (state: State) => object>> = {
  same: ({ values }) => ({ type: "enum", enum: values, enumName: "state" }),
  same_default: ({ values, b }) => ({ type: "enum", enum: values, enumName: "state", default: b }),
  other: ({ others }) => ({ type: "enum", enum: others, enumName: "second" }),
  word: () => ({ type: "text" }),
  computed_boolean: ({ b }) => computed({ type: "boolean" }, `s = '${b}'`),
  computed_word: ({ b }) => computed({ type: "text" }, `CASE s WHEN '${b}' THEN 'a' END`),
  computed_same: ({ values, b }) =>
    computed({ type: "enum", enum: values, enumName: "state" }, `CASE WHEN s = '${b}' THEN s ELSE 'a' END`),
  computed_other: ({ others, b }) =>
    computed(
      { type: "enum", enum: others, enumName: "second" },
      `CASE s WHEN '${b}' THEN '${b}'::second ELSE 'a' END`,
    ),
};

function computed(column: object, asExpression: string): object {
  return { ...column, asExpression, generatedType: "STORED" };
}

/** A table for every kind, named after it; with `as`, all of them with that kind. */
function entities(state: State, as?: string): EntitySchema[] {
  const both = { state: state.values, second: state.others };
  return [
    ...Object.keys(kinds).map((name) =>
      table(name, {
        s: { type: "enum", enum: state.values, enumName: "state", nullable: true },
        k: { ...kinds[as ?? name]?.(state), nullable: true },
      }),
    ),
    ...Object.entries(both).map(([name, values]) =>
      table(`user_of_${name}`, { k: { type: "enum", enum: values, enumName: name } }),
    ),
  ];
}

const both = ["state.b:beta", "second.b:beta"];

/** What changes · both enums afterwards · what is renamed. */
const changes: readonly [string, State, readonly string[]][] = [
  ["loses a value", { ...before, values: ["b", "a"] }, []],
  ["gets a value", { ...before, values: ["a", "new", "b", "c"] }, []],
  [
    "gets one and loses one, like the other one",
    { values: ["new", "b", "a"], others: ["a", "b"], b: "b" },
    [],
  ],
  ["gets one, like the other one", { values: ["a", "b", "c", "d"], others: ["b", "y", "a"], b: "b" }, []],
  ["loses one, and one is renamed", { values: ["beta", "a"], others: ["beta", "a"], b: "beta" }, both],
  [
    "gets one, and one is renamed",
    { values: ["new", "a", "beta", "c"], others: ["beta", "a"], b: "beta" },
    both,
  ],
];

/** No value becomes another one, where the file asks for a cast. */
function fillIn(path: string): void {
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replaceAll(/\/\* FILL IN \*\/ "k"::text::("?\w+"?)/g, "NULL::$1"));
}

async function rowsOf(database: TestDatabase): Promise<readonly string[]> {
  const all = Object.keys(kinds)
    .map((name) => `SELECT '${name} ' || id || ' ' || coalesce(s::text, '') AS row FROM ${name}`)
    .join(" UNION ALL ");
  return (await database.query<{ row: string }>(all)).map(({ row }) => row).toSorted();
}

/**
 * On PostgreSQL 14 a column hangs on the types of an expression that it had: it can't change any more, and would go with
 * them. Whether that has stopped the run, which leaves every column as it was then. A new value is committed before that, with
 * a note of it.
 */
async function stops(database: TestDatabase, run: () => Promise<unknown>): Promise<boolean> {
  const state = async (): Promise<readonly string[]> =>
    [...(await describeCatalog(database.url)).split("\n"), ...(await rowsOf(database))]
      .filter((line) => !/^enum |revise_version_progress/.test(line))
      .map((line) => line.replaceAll("beta", "b"));
  const kept = await state();
  try {
    await run();
    return false;
  } catch (error) {
    if (Number(process.env["REVISE_TEST_SERVER_MAJOR"]) >= 15) throw error;
    expect(String(error)).toMatch(
      /the server would drop \w+\.k.* along with it|found unexpected dependency for column/,
    );
    expect(await state()).toEqual(kept);
    return true;
  }
}

describe.each(changes)("a column beside an enum that %s", (_, state, renames) => {
  it.each(Object.keys(kinds))(
    "becomes of any kind from %s",
    async (from) => {
      const { database, cwd, use } = await openProject("enum_column_sweep");
      use(entities(before, from));
      await revision({ cwd, autogenerate: true, message: "create" });
      await upgrade({ cwd, target: "head" });
      for (const name of Object.keys(kinds)) {
        await database.query(`INSERT INTO ${name} (id, s) VALUES (1, 'a'), (2, 'b'), (3, NULL)`);
      }
      const [catalog, held] = [await describeCatalog(database.url), await rowsOf(database)];

      use(entities(state));
      const { path, comparison } = await revision({
        cwd,
        autogenerate: true,
        message: "change",
        renames: [...renames],
      });
      if (path === null) return;
      fillIn(path);
      const told = comparison?.findings.some(({ code }) => code === "in-use");
      expect(await stops(database, () => upgrade({ cwd, target: "head" }))).toBe(told);
      if (told === true) return;
      expect((await check({ cwd })).comparison.changes).toEqual([]);
      expect((await rowsOf(database)).map((row) => row.replace(/beta$/, "b"))).toEqual(held);
      if (await stops(database, () => downgrade({ cwd, target: "-1" }))) return;
      expect(await describeCatalog(database.url)).toBe(catalog);
      expect(await rowsOf(database)).toEqual(held);
    },
    120_000,
  );
});
