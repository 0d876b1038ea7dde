/** Names, messages and the server's words come from elsewhere: none of them drives the terminal that shows them. */
import { spawnSync } from "node:child_process";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, reviseCommand, type Project } from "../cli/project";

/** Clears the screen, rings, hides what follows, goes back to the start of the line, and turns the direction. */
const attack = "\u001b[2J\u0007\u001b[8m\rok\u009b2K\u202ecba";
const shown = "\\u001b[2J\\u0007\\u001b[8m\\u000dok\\u009b2K\\u202ecba";
const name = `two\nlines ${attack}`;
const shownName = `two\\nlines ${shown}`;

let database: TestDatabase;
let project: Project;

beforeAll(async () => {
  database = await createDatabase("terminal");
  project = createProject({ databaseUrl: database.url });
  project.write("package.json", '{ "type": "commonjs" }');
  project.write(
    "data-source.js",
    `const { DataSource, EntitySchema } = require("typeorm");
const Post = new EntitySchema({ name: "post", tableName: ${JSON.stringify(name)}, columns: { id: { type: Number, primary: true } } });
exports.dataSource = new DataSource({ type: "postgres", url: process.env.DATABASE_URL, entities: [Post] });\n`,
  );
  project.write(
    "revise.config.js",
    `module.exports = { dataSource: "./data-source.js", directory: "./revisions" };\n`,
  );
  project.write(
    "revisions/versions/a1.js",
    `/** ${attack} */
exports.revision = "a1";
exports.downRevision = null;
exports.upgrade = async (op) => {
  await op.execute('CREATE TABLE "t" (id integer)');
};
exports.downgrade = async () => {};\n`,
  );
  const raise = `DO $$ BEGIN RAISE EXCEPTION '%', ${literal(attack)} USING DETAIL = ${literal(attack)}, HINT = ${literal(attack)}; END $$`;
  project.write(
    "revisions/versions/b2.js",
    `/** ${attack} */
exports.revision = "b2";
exports.downRevision = "a1";
exports.upgrade = (op) => op.execute(${JSON.stringify(raise)});
exports.downgrade = async () => {};\n`,
  );
});
afterAll(async () => {
  project.remove();
  await database.drop();
});

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What is no line, no tab and no colour of ours. */
function driving(text: string): string[] {
  const plain = text.replaceAll("\r\n", "\n").replace(/\u001b\[(?:1|2|22|31|32|33|36|39)m/g, "");
  return plain.match(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu) ?? [];
}

/** With a terminal for stdout and stderr. */
function onTerminal(...args: string[]): string {
  const words = [process.execPath, reviseCommand, ...args].map((word) => `'${word}'`).join(" ");
  const { stdout } = spawnSync("script", ["-qec", words, "/dev/null"], {
    cwd: project.directory,
    env: { ...process.env, DATABASE_URL: database.url, NO_COLOR: undefined, NODE_OPTIONS: "" },
    encoding: "utf8",
    input: "",
  });
  return stdout;
}
const hasScript = spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;

/** A database at the head, with a table that is not the entity's. */
async function createDifference(): Promise<void> {
  await database.query(
    `DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE "${name}2" (id integer)`,
  );
  await project.revise("stamp", "head");
}

describe("hostile text", () => {
  it("is spelt out on stderr, which is read by people even where it is a file", async () => {
    await database.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    const { code, stderr } = await project.revise("upgrade", "head", "--raiseerr");
    expect(code).toBe(3);
    expect(driving(stderr)).toEqual([]);
    expect(stderr).toContain(`Running upgrade  -> a1, ${shown}`);
    for (const label of ["failed in upgrade", "Detail", "Hint of the server"])
      expect(stderr).toContain(`${label}: ${shown}`);
  });

  it("is left as it is in results that go into a pipe", async () => {
    const { stdout } = await project.revise("upgrade", "head", "--sql");
    expect(stdout).toContain(attack);
    expect((await project.revise("history")).stdout).toContain(attack);
    const json = await project.revise("history", "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({ revisions: [{ message: attack }, { message: attack }] });
  });

  it("makes no line of its own in what is told of changes", async () => {
    await createDifference();
    const { code, stdout, stderr } = await project.revise("check");
    expect(code).toBe(1);
    expect(stdout.trimEnd().split("\n")).toEqual([
      "Detected 1 change:",
      `  + Create table ${shownName} with 1 column`,
      "",
      expect.stringMatching(/^CAREFUL: Table two\\nlines .* may have been renamed/),
      expect.stringMatching(/^ {2}If it was renamed, .* --rename 'two\\nlines/),
    ]);
    expect(stderr).toContain(`table: ${shownName}2`);
  });

  it
    .skipIf(!hasScript)
    .each([["history"], ["show", "head"], ["check"], ["diff"], ["upgrade", "head", "--sql"]])(
    "is spelt out on a terminal by %s",
    async (...args) => {
      await createDifference();
      const text = onTerminal(...args);
      expect(driving(text)).toEqual([]);
      expect(text).toContain("\\u001b[2J\\u0007");
    },
  );
});
