/** `env.ts`, `--tag`, `-n` and `loader`: how a project says by itself where its revisions run. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createProject, type Project } from "./project";

let databases: readonly [TestDatabase, TestDatabase];
let shop: Project;

beforeAll(async () => {
  databases = await Promise.all([createDatabase("environment"), createDatabase("environment_two")]);
  shop = createProject({ from: "demo", databaseUrl: databases[0].url });
  shop.write(
    "revisions/versions/a1_first.ts",
    `/** first */
export const revision = "a1";
export const downRevision = null;
export const branchLabels = null;
export const dependsOn = null;
export async function upgrade(op) { await op.execute("CREATE TABLE made_by_a1 (id integer)"); }
export async function downgrade(op) { await op.execute("DROP TABLE made_by_a1"); }
`,
  );
});
afterAll(async () => {
  shop.remove();
  await Promise.all(databases.map((database) => database.drop()));
});
afterEach(async () => {
  if (shop.exists("revisions/env.ts")) shop.delete("revisions/env.ts");
  shop.write("revise.config.ts", `export default { dataSource: "./src/data-source.ts" };`);
  for (const database of databases)
    await database.query(
      "DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS other CASCADE",
    );
});

const made = async (database: TestDatabase): Promise<string[]> => {
  const rows = await database.query<{ name: string }>(
    "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'other') ORDER BY 1",
  );
  return rows.map(({ name }) => name);
};

const fullEnv = (): string => `import { DataSource } from "typeorm";
import type { EnvironmentContext } from "typeorm-revise";

export default async function ({ run, tag, x, command, offline, environment }: EnvironmentContext): Promise<void> {
  console.error(JSON.stringify({ tag, x, command, offline, environment }));
  await run();
  const steps = await run({
    dataSource: new DataSource({ type: "postgres", url: ${JSON.stringify(databases[1].url)} }),
    versionTable: "second_version",
  });
  console.error(String(steps.length) + " in the second");
}
`;

describe("env.ts", () => {
  it("runs a command on several databases, and knows how it was called", async () => {
    shop.write("revisions/env.ts", fullEnv());
    const { code, stderr } = await shop.revise("upgrade", "head", "--tag", "night", "-x", "a=b", "-x", "c=");
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(
      '{"tag":"night","x":{"a":"b","c":""},"command":"upgrade","offline":false,"environment":null}',
    );
    expect(stderr).toContain("1 in the second");
    expect(stderr).toContain("Done: 2 revisions");
    expect(await made(databases[0])).toEqual(["public.made_by_a1", "public.revise_version"]);
    expect(await made(databases[1])).toEqual(["public.made_by_a1", "public.second_version"]);
    const script = await shop.revise("upgrade", "head", "--sql");
    expect(script.stdout.match(/CREATE TABLE made_by_a1/g)).toHaveLength(2);
    expect(script.stdout).toContain("second_version");
    expect(await shop.revise("downgrade", "base")).toMatchObject({ code: 0 });
    expect(await made(databases[1])).toEqual(["public.second_version"]);
  });

  it("is refused where it is no function, asks for what a run can't change, fails, or runs nothing", async () => {
    const answer = async (text: string): Promise<{ code: number | null; stderr: string }> => {
      shop.write("revisions/env.ts", text);
      return shop.revise("upgrade", "head");
    };
    const wrong = await answer("export const nothing = 1;");
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("env.ts has no function as its default export");
    const changed = await answer("export default (context) => context.run({ directory: '.' });");
    expect(changed.code).toBe(2);
    expect(changed.stderr).toContain('"run.directory"');
    const failed = await answer("export default () => { throw new Error('not at night'); };");
    expect(failed.code).toBe(3);
    expect(failed.stderr).toContain("env.ts failed: not at night");
    expect((await answer("export default () => undefined;")).stderr).toContain("ran nothing");
    expect(await made(databases[0])).toEqual([]);
  });
});

describe("--tag", () => {
  it("is taken where there is no env.ts to read it, with a warning", async () => {
    for (const [command = "", target = ""] of [
      ["stamp", "head"],
      ["stamp", "base"],
      ["upgrade", "head"],
      ["downgrade", "base"],
    ]) {
      const { code, stderr } = await shop.revise(command, target, "--tag", "night");
      expect(code, stderr).toBe(0);
      expect(stderr).toContain("Warning: --tag night changes nothing: it is for env.ts");
    }
    const script = await shop.revise("upgrade", "head", "--sql", "--tag", "night");
    expect(script.stdout).toBe((await shop.revise("upgrade", "head", "--sql")).stdout);
  });
});

describe("environments", () => {
  it("hold several databases in one file", async () => {
    shop.write(
      "src/second.ts",
      `import { DataSource } from "typeorm";
export const second = new DataSource({ type: "postgres", url: ${JSON.stringify(databases[1].url)} });`,
    );
    shop.write(
      "revise.config.ts",
      `export default { environments: { one: { dataSource: "./src/data-source.ts" }, two: { dataSource: "./src/second.ts", versionTable: "v2" } } };`,
    );
    expect(await shop.revise("upgrade", "head", "-n", "two")).toMatchObject({ code: 0 });
    expect(await made(databases[0])).toEqual([]);
    expect(await made(databases[1])).toEqual(["public.made_by_a1", "public.v2"]);
    expect((await shop.revise("current", "-n", "one")).stdout).toBe("");
    expect((await shop.revise("current", "-n", "two")).stdout).toContain("a1 (head)");
  });
});

describe("loader", () => {
  it("leaves the entities to Node.js alone where it is none", async () => {
    shop.write("revise.config.ts", `export default { dataSource: "./src/data-source.ts", loader: "none" };`);
    const alone = await shop.revise("check");
    expect(alone.code).toBe(3);
    expect(alone.stderr).toContain("src/data-source.ts");
    const registered = await shop.reviseWith({ NODE_OPTIONS: "--require jiti/register" }, "current");
    expect(registered.stderr).not.toContain("data-source.ts");
  });

  it("is named where it did not look for a source that is there", async () => {
    shop.write("src/entry.mjs", 'import "./late.js";\n');
    shop.write("src/late.ts", "export {};\n");
    shop.write("revise.config.ts", `export default { dataSource: "./src/entry.mjs", loader: "none" };`);
    const { code, stderr } = await shop.revise("check");
    expect(stderr).toMatch(/src\/late\.ts is there, but the loader in use did not look for it/);
    expect(code).toBe(3);
  });
});
