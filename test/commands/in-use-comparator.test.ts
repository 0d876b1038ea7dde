/** What the server will refuse is told too where nothing but a comparator of the configuration found something. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { revision, upgrade } from "../../packages/revise/src";
import { openProject, table } from "./entity-project";

it("what needs the objects of an operation is told where only a comparator found it", async () => {
  const { database, cwd, use } = await openProject("in_use_comparator");
  use([table("user", { name: { type: "varchar", length: 20 } })]);
  writeFileSync(
    join(cwd, "revise.config.cjs"),
    `module.exports = {
      dataSource: () => globalThis[${JSON.stringify(cwd)}](),
      directory: "./revisions",
      comparators: [
        async ({ query }) => {
          const reports = await query("SELECT viewname FROM pg_views WHERE viewname = 'report'");
          return reports.map(() => ["dropColumn", "user", "name"]);
        },
      ],
    };`,
  );
  await revision({ cwd, autogenerate: true, message: "create" });
  await upgrade({ cwd, target: "head" });
  await database.query('CREATE VIEW report AS SELECT max(name) FROM "user"');
  const { comparison } = await revision({ cwd, autogenerate: true, message: "change" });
  expect(comparison?.findings.filter(({ code }) => code === "in-use").map(({ message }) => message)).toEqual([
    "The database refuses to drop the column user.name while view report needs it",
  ]);
  await expect(upgrade({ cwd, target: "head" })).rejects.toThrow(/depend/);
});
