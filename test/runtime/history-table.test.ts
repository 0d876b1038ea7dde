/** The table of what was done, by the real command. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createProject, type Project } from "../cli/project";

let database: TestDatabase;
let shop: Project;
beforeAll(async () => {
  database = await createDatabase("history");
  shop = createProject({ from: "demo", databaseUrl: database.url });
  shop.write(
    "revise.config.ts",
    `import { defineConfig } from "typeorm-revise";
export default defineConfig({ dataSource: "./src/data-source.ts", directory: "./revisions", historyTable: true });
`,
  );
});
afterAll(async () => {
  shop.remove();
  await database.drop();
});

it("keeps a row for each step, shows them, and finds applied files that were edited", async () => {
  const id = "a10000000000";
  await shop.revise("--autogenerate", "-m", "create shop", "--rev-id", id);
  for (const target of ["head", "base", "head"]) {
    const { code, stderr } = await shop.revise(target === "base" ? "downgrade" : "upgrade", target);
    expect(code, stderr).toBe(0);
  }
  const rows = await database.query(
    "SELECT version_num, direction, role, file_hash <> '' AS hashed, milliseconds >= 0 AS timed FROM revise_version_history ORDER BY id",
  );
  const row = { version_num: id, role: "postgres", hashed: true, timed: true };
  expect(rows).toEqual(["upgrade", "downgrade", "upgrade"].map((direction) => ({ ...row, direction })));

  const lines = (await shop.revise("history", "-i")).stdout.trim().split("\n");
  expect(lines).toHaveLength(4);
  expect(lines[3]).toMatch(
    /^ {4}upgrade 20\d\d-\S+Z, \d+ ms, by \S+@\S+ as postgres \(revise \d+\.\d+\.\d+\S*\)$/,
  );
  expect((await shop.revise("history")).stdout.trim().split("\n")).toHaveLength(1);

  expect(await shop.revise("check")).toMatchObject({ code: 0 });
  const clean = await shop.revise("current", "-v");
  expect(clean.stderr).not.toContain("was changed");
  const file = `revisions/versions/${id}_create_shop.ts`;
  shop.write(file, `${shop.read(file)}// edited\n`);
  for (const command of [["check"], ["current", "-v"]]) {
    expect((await shop.revise(...command)).stderr).toMatch(
      /create_shop\.ts was changed after it had been applied/,
    );
  }

  const script = await shop.revise("upgrade", "head", "--sql");
  expect(script.stdout).toContain('CREATE TABLE IF NOT EXISTS "revise_version_history"');
  expect(script.stdout).toContain('INSERT INTO "revise_version_history"');
});
