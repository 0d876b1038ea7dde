/**
 * The user's day under Yarn's Plug'n'Play, where no package is a directory: a workspace whose entities lie in a package
 * that has not been compiled. Yarn itself comes from the registry, so this runs with `REVISE_TEST_ALL_PROJECTS=1` alone.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createDatabase, describeCatalog, difference, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InstalledProject, type Outcome } from "./installed-project";
import { npm, repository, tarball, workshop } from "./tarball";

const libraries = { pg: "8.23.1", "reflect-metadata": "0.2.2", typeorm: "1.1.1" };
const tools = { "@types/node": "20.19.9", typescript: "5.9.3" };
const directory = join(workshop, "plug-and-play");
const yarn = join(workshop, "yarn/node_modules/@yarnpkg/cli-dist/bin/yarn.js");

describe.runIf(process.env["REVISE_TEST_ALL_PROJECTS"] === "1")("revise under Plug'n'Play", () => {
  let database: TestDatabase;
  let api: InstalledProject;

  beforeAll(async () => {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    cpSync(join(repository, "fixtures/projects/monorepo"), directory, { recursive: true });
    rmSync(join(directory, "revise.config.ts"));
    const write = (file: string, content: string | object): void => {
      writeFileSync(join(directory, file), typeof content === "string" ? content : JSON.stringify(content));
    };
    write("yarn.lock", "");
    write(".yarnrc.yml", "nodeLinker: pnp\nenableTelemetry: false\nenableImmutableInstalls: false\n");
    write("package.json", { name: "workspace", private: true, workspaces: ["packages/*"] });
    write("packages/entities/package.json", {
      name: "@fixture/entities",
      main: "./dist/index.js",
      types: "./dist/index.d.ts",
      dependencies: libraries,
      devDependencies: tools,
    });
    write("packages/api/package.json", {
      name: "@fixture/api",
      dependencies: { ...libraries, "@fixture/entities": "workspace:*" },
      devDependencies: { ...tools, "typeorm-revise": `file:${tarball()}` },
    });
    if (!existsSync(yarn)) {
      mkdirSync(join(workshop, "yarn"), { recursive: true });
      npm(join(workshop, "yarn"), "install", "--prefix", ".", "--no-audit", "@yarnpkg/cli-dist@4");
    }
    execFileSync(process.execPath, [yarn, "install"], { cwd: directory });
    database = await createDatabase("plug_and_play");
    api = new InstalledProject(join(directory, "packages/api"), { DATABASE_URL: database.url });
  });

  afterAll(async () => {
    await database.drop();
  });

  const revise = (...args: string[]): Promise<Outcome> => api.node(yarn, ["revise", ...args]);
  const succeed = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await revise(...args);
    expect(code, stdout + stderr).toBe(0);
    return stdout;
  };

  it("goes from init to the database and back", async () => {
    const empty = await describeCatalog(database.url);
    await succeed("init");
    const report = await succeed("--autogenerate", "-m", "initial");
    // Its type is an enumeration of the other package.
    expect(report).toContain("Create table invoice with 3 columns");
    await succeed("upgrade", "head");
    expect(await succeed("check")).toMatch(/^No changes/);
    await succeed("downgrade", "base");
    expect(difference(empty, await describeCatalog(database.url))).toBe("");
  });

  it("names the compiler that can't read the table", async () => {
    const manifest = api.read("package.json");
    api.write("package.json", manifest.replace('"5.9.3"', '"7.0.2"'));
    execFileSync(process.execPath, [yarn, "install"], { cwd: directory });
    const { code, stderr } = await revise("check");
    expect(code).toBe(3);
    expect(stderr).toContain("TypeScript 7.0.2 does not find packages under Yarn's Plug'n'Play.");
    api.write("package.json", manifest);
    execFileSync(process.execPath, [yarn, "install"], { cwd: directory });
  });

  it("tells what the table lacks in a sentence, and never blames the table", async () => {
    api.write("src/data-source.ts", 'import "no-such-package";\n');
    const { code, stderr } = await revise("check");
    expect(code).toBe(3);
    expect(stderr).toContain("packages/api/src/data-source.ts");
    expect(stderr).toContain("Cannot find 'no-such-package'.");
    expect(stderr).not.toContain(".pnp.cjs");
  });
});
