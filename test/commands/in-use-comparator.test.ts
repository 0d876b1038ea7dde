/** What is at stake is told too where nothing but a comparator of the configuration found something. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { revision, upgrade } from "../../packages/revise/src";
import { openProject, table } from "./entity-project";

const dropName = '["dropColumn", "user", "name"]';

/** What the comparator gives · whether the view that reads the column is in its way. */
it.each([
  ["a call", dropName, true],
  ["a call with its way back", `{ upgrade: ${dropName}, downgrade: ["SELECT 1"] }`, true],
  ["a call of a word of one's own", '["forget", "name"]', true],
  ["what lets go of the view first", '["forget", "name", "DROP VIEW report"]', false],
])("%s", async (_, difference, isInUse) => {
  const { database, cwd, use } = await openProject("in_use_comparator");
  use([table("user", { name: { type: "varchar", length: 20 } })]);
  writeFileSync(
    join(cwd, "revise.config.cjs"),
    `module.exports = {
      dataSource: () => globalThis[${JSON.stringify(cwd)}](),
      directory: "./revisions",
      operations: {
        forget: {
          expand: (column, ...before) => [...before, ["dropColumn", "user", column]],
          reverse: (column) => [["addColumn", "user", { name: column, type: "varchar(20)", nullable: true }]],
        },
      },
      comparators: [
        async ({ query }) => {
          const reports = await query("SELECT viewname FROM pg_views WHERE viewname = 'report'");
          return reports.map(() => (${difference}));
        },
      ],
    };`,
  );
  await revision({ cwd, autogenerate: true, message: "create" });
  await upgrade({ cwd, target: "head" });
  await database.query('CREATE VIEW report AS SELECT max(name) FROM "user"');
  const { comparison } = await revision({ cwd, autogenerate: true, message: "change" });
  const told = comparison?.findings.filter(({ code }) => code !== "irreversible") ?? [];
  expect(told.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    "drops-data: Column user.name is dropped with all its values; the downgrade brings back the structure, not the data",
    ...(isInUse
      ? ["in-use: The database refuses to drop the column user.name while view report needs it"]
      : []),
  ]);
  const run = upgrade({ cwd, target: "head" });
  await (isInUse ? expect(run).rejects.toThrow(/depend/) : expect(run).resolves.toBeDefined());
});
