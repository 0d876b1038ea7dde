/** What is missing in a project, or there twice: one clear paragraph, and nothing done. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { install, type Installation } from "./installation";
import { InstalledProject, type Outcome } from "./installed-project";
import { repository } from "./tarball";

const fixtures = join(repository, "fixtures/projects");
const open: Installation[] = [];
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase("bad_installs");
});
afterAll(async () => {
  for (const installation of open) installation.release();
  await database.drop();
});

type Files = Readonly<Record<string, string | object>>;

/** Without the peer dependencies that npm would put in by itself. */
function installWith(
  name: string,
  fixture: string,
  dependencies: Readonly<Record<string, string>>,
): InstalledProject {
  const manifest = { name, version: "0.0.0", private: true, dependencies };
  return installFiles(name, { "package.json": manifest }, [fixture, "."], ["--legacy-peer-deps"]);
}

function installFiles(
  name: string,
  files: Files,
  [fixture, folder]: readonly [string, string],
  options: readonly string[],
): InstalledProject {
  const installation = install(name, {
    options,
    write: (directory) => {
      cpSync(join(fixtures, fixture), join(directory, folder), { recursive: true });
      for (const [file, content] of Object.entries(files)) {
        mkdirSync(dirname(join(directory, file)), { recursive: true });
        const text = typeof content === "string" ? content : JSON.stringify(content);
        writeFileSync(join(directory, file), text);
      }
    },
  });
  open.push(installation);
  return new InstalledProject(installation.directory, { DATABASE_URL: database.url });
}

function expectParagraph(outcome: Outcome, ...words: string[]): void {
  expect(outcome, outcome.stderr).toMatchObject({ code: 3, stdout: "" });
  for (const word of words) expect(outcome.stderr).toContain(word);
  expect(outcome.stderr).not.toMatch(/^\s+at /m);
  expect(outcome.stderr.trim().split("\n").length, outcome.stderr).toBeLessThanOrEqual(3);
}

describe("revise in a project", () => {
  it("without TypeORM says that it is missing, and still knows its revisions", async () => {
    const project = installWith("without-typeorm", "javascript-cjs", {});
    expect((await project.revise("init")).code).toBe(0);
    for (const args of [["check"], ["--autogenerate", "-m", "x"], ["upgrade", "head"]]) {
      expectParagraph(await project.revise(...args), "src/data-source.js", "'typeorm'", "Install typeorm");
    }
    expect(await project.revise("history")).toMatchObject({ code: 0, stdout: "" });
  });

  it("without pg says what to install", async () => {
    const project = installWith("without-pg", "javascript-cjs", {
      typeorm: "1.1.1",
      "reflect-metadata": "0.2.2",
    });
    const outcome = await project.revise("check");
    expectParagraph(outcome, "Postgres package has not been found", "Run `npm install pg`");
    expect(outcome.stderr).not.toContain("Correct the file");
  });

  it("in TypeScript without TypeScript says so", async () => {
    const project = installWith("without-typescript", "cjs-typeorm-0.3", {
      pg: "8.23.1",
      "reflect-metadata": "0.2.2",
      typeorm: "0.3.31",
    });
    expectParagraph(
      await project.revise("check"),
      "src/data-source.ts is TypeScript",
      "npm install --save-dev typescript",
    );
    // The configuration and the revisions are TypeScript too, and need none.
    expect((await project.revise("revision", "-m", "by hand")).code).toBe(0);
    expect(project.revisions()).toHaveLength(1);
  });
});

const workspace: Files = {
  "package.json": {
    name: "two-copies",
    version: "0.0.0",
    private: true,
    workspaces: ["packages/*"],
    dependencies: { pg: "8.23.1", "reflect-metadata": "0.2.2", typeorm: "1.1.1" },
  },
  "packages/api/package.json": {
    name: "@two/api",
    version: "0.0.0",
    private: true,
    dependencies: { "@two/entities": "0.0.0", typeorm: "0.3.31" },
  },
  "packages/entities/package.json": {
    name: "@two/entities",
    version: "0.0.0",
    private: true,
    main: "./index.js",
    dependencies: { typeorm: "1.1.1" },
  },
  "packages/entities/index.js": `
    const { Column, Entity, PrimaryColumn } = require("typeorm");
    class Shared {}
    PrimaryColumn("int")(Shared.prototype, "id");
    Entity()(Shared);
    exports.Shared = Shared;
  `,
};

describe("revise in a workspace with two versions of TypeORM", () => {
  let root: InstalledProject;
  let api: InstalledProject;

  beforeAll(() => {
    root = installFiles("two-copies", workspace, ["javascript-cjs", "packages/api"], ["--no-save"]);
    api = new InstalledProject(join(root.directory, "packages/api"), { DATABASE_URL: database.url });
  });

  const run = (...args: string[]): Promise<Outcome> =>
    api.node(join(root.directory, "node_modules/typeorm-revise/bin/revise.js"), args, {
      NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, "report-loads.cjs"))}`,
    });

  it("uses the one of the package that has the DataSource, and no other", async () => {
    expect(root.has("node_modules/typeorm/package.json")).toBe(true);
    expect(api.has("node_modules/typeorm/package.json")).toBe(true);
    const { code, stdout, stderr } = await run("check");
    expect(code, stderr).toBe(1);
    expect(stdout).toContain("+ Create table note");
    const loaded = new Set(stderr.match(/[^/ ]+\/node_modules\/typeorm\//g));
    expect([...loaded]).toEqual(["api/node_modules/typeorm/"]);
  });

  it("names both where entities are of the one and the DataSource of the other", async () => {
    const source = api.read("src/data-source.js");
    api.write(
      "src/data-source.js",
      `const { Shared } = require("@two/entities");\n${source.replace("entities: [", "entities: [Shared, ")}`,
    );
    const { code, stdout, stderr } = await run("check");
    expectParagraph(
      { code, stdout, stderr: stderr.replace(/^\[loads .*\n/gm, "") },
      "different versions of TypeORM",
      `1.1.1 in ${join(root.directory, "node_modules/typeorm")}`,
      `0.3.31 in ${join(api.directory, "node_modules/typeorm")}`,
      "npm ls typeorm",
    );
  });
});
