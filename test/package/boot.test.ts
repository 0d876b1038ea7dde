/** Applications that bring their database up to date when they start: a plain one, and one of NestJS. */
import { join } from "node:path";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installProject, type Installation } from "./installation";
import { InstalledProject } from "./installed-project";
import { repository } from "./tarball";

let installation: Installation | undefined;
let project: InstalledProject;
let database: TestDatabase;

beforeAll(async () => {
  installation = installProject("nest-boot", join(repository, "fixtures/projects/nest-boot"));
  database = await createDatabase("boot");
  project = new InstalledProject(installation.directory, { DATABASE_URL: database.url });
  const init = await project.revise("init", "-t", "nestjs");
  expect(init.code, init.stderr).toBe(0);
  const made = await project.revise("--autogenerate", "-m", "create city");
  expect(made.code, made.stderr).toBe(0);
  const built = await project.node("node_modules/typescript/bin/tsc");
  expect(built.code, built.stdout).toBe(0);
});
afterAll(async () => {
  await database.drop();
  installation?.release();
});

const rows = (): Promise<unknown[]> => database.query("SELECT version_num FROM revise_version");

describe("an application of NestJS with the module of `init -t nestjs`", () => {
  it("upgrades at boot, several instances at once", async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => project.node("dist/main.js")));
    for (const { code, stdout, stderr } of outcomes) {
      expect(code, stderr).toBe(0);
      expect(stdout).toMatch(/^[123]\n$/);
      expect(stderr).toBe("");
    }
    expect(await rows()).toHaveLength(1);
    expect(await database.query("SELECT count(*)::int AS n FROM city")).toEqual([{ n: 3 }]);
  });
});

describe("an application of its own making", () => {
  it("upgrades before it serves, on its own DataSource, and ends by itself", async () => {
    project.write(
      "boot.cjs",
      `const { upgrade, isReviseError } = require("typeorm-revise");
const { AppDataSource } = require("./dist/data-source.js");
async function boot() {
  await AppDataSource.initialize();
  const config = { directory: __dirname + "/revisions" };
  const { steps } = await upgrade({ target: "head", dataSource: AppDataSource, config });
  const code = await upgrade({ target: "gone", dataSource: AppDataSource, config }).catch((error) => isReviseError(error) && error.code);
  console.log(JSON.stringify({ steps: steps.length, cities: await AppDataSource.getRepository("City").count(), code }));
  await AppDataSource.destroy();
}
boot();
`,
    );
    await database.query("DROP TABLE city, revise_version");
    const first = await project.node("boot.cjs");
    expect(first.stderr).toBe("");
    expect(JSON.parse(first.stdout)).toEqual({ steps: 1, cities: 0, code: "unknown-revision" });
    const again = await project.node("boot.cjs");
    expect(JSON.parse(again.stdout)).toMatchObject({ steps: 0 });
    expect([first.code, again.code]).toEqual([0, 0]);
  });
});
