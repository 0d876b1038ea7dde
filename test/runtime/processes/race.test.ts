/**
 * Sixteen processes that run `upgrade head` at once: each revision runs exactly once, and all of them succeed. Two rounds
 * here, fifty by `npm run test:processes`.
 */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject } from "../../cli/project";
import { startChild, type Child } from "./start-child";
import { createScriptProject, idOf, type ScriptProject } from "./project";

const rounds = Number(process.env["REVISE_RACE_ROUNDS"] ?? "2");
const racers = 16;
const revisions = 5;

let database: TestDatabase;
let project: ScriptProject;
beforeAll(async () => {
  database = await createDatabase("race");
  const line = Array.from({ length: revisions }, (_, index) => ({
    up: `await op.execute("CREATE TABLE t${String(index)} (id integer)");
      await op.execute("INSERT INTO runs VALUES ($1)", ["${idOf(index)}"]);
      ${index === 2 ? 'await op.execute("CREATE INDEX CONCURRENTLY t2_id ON t2 (id)");' : ""}`,
    down: "",
  }));
  project = createScriptProject(line);
});
afterAll(async () => {
  project.remove();
  await database.drop();
});

async function clean(): Promise<void> {
  await database.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE runs (id text)");
}

async function expectOnce(): Promise<void> {
  const ids = Array.from({ length: revisions }, (_, index) => ({ id: idOf(index) }));
  expect(await database.query("SELECT id FROM runs ORDER BY id")).toEqual(ids);
  expect(await database.query("SELECT version_num AS id FROM revise_version")).toEqual(ids.slice(-1));
}

describe("sixteen processes at once", () => {
  it(
    `run every revision once, and all succeed (${String(rounds)} rounds)`,
    async () => {
      const children: Child[] = [];
      for (let started = 0; started < racers; started += 4) {
        const four = Array.from({ length: 4 }, () => startChild({ DATABASE_URL: database.url }));
        children.push(...(await Promise.all(four)));
      }
      for (let round = 1; round <= rounds; round += 1) {
        await clean();
        const options = { cwd: project.directory, target: "head" };
        const outcomes = await Promise.all(children.map((child) => child.run("upgrade", options)));
        expect(outcomes.filter((one) => one?.failed !== null)).toEqual([]);
        expect(outcomes.flatMap((one) => one?.steps ?? []).sort()).toEqual(
          Array.from({ length: revisions }, (_, index) => idOf(index)),
        );
        await expectOnce();
      }
      for (const child of children) child.kill();
    },
    60_000 + rounds * 30_000,
  );

  it("do so as commands too, and all exit 0", async () => {
    await clean();
    const cli = createProject({ databaseUrl: database.url });
    const run = (): ReturnType<typeof cli.revise> =>
      cli.revise("upgrade", "head", "-c", `${project.directory}/revise.config.js`);
    const outcomes = await Promise.all(Array.from({ length: racers }, run));
    cli.remove();
    expect(outcomes.filter(({ code }) => code !== 0)).toEqual([]);
    expect(outcomes.filter(({ stderr }) => stderr.includes("Done: 5 revisions"))).toHaveLength(1);
    await expectOnce();
  }, 240_000);
});
