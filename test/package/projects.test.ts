/** The user's day in users' projects: the tarball installed, their own TypeORM and TypeScript, a real server. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createDatabase, describeCatalog, difference, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installProject, type Installation } from "./installation";
import { InstalledProject } from "./installed-project";
import { lint } from "./lint";
import { readJson, repository } from "./tarball";

const fixtures = join(repository, "fixtures/projects");

/** One of each TypeORM, TypeScript and module format; `REVISE_TEST_ALL_PROJECTS=1` takes all. */
const representative = [
  "cjs-nest",
  "cjs-typeorm-0.3",
  "entity-schema",
  "esm",
  "esm-typeorm-0.3",
  "typescript-7",
];

const projects =
  process.env["REVISE_TEST_ALL_PROJECTS"] === "1"
    ? readdirSync(fixtures).filter((name) => existsSync(join(fixtures, name, "expected-metadata.json")))
    : representative;

interface Synchronized {
  readonly version: string;
  readonly copies: number;
  readonly tables: unknown;
}

// Each test goes on where the one before it ended.
describe.each(projects)("revise in %s", (name) => {
  const folder = join(fixtures, name);
  let installation: Installation | undefined;
  let project: InstalledProject;
  let database: TestDatabase;
  let empty: string;

  beforeAll(async () => {
    installation = installProject(name, folder);
    database = await createDatabase(name);
    project = new InstalledProject(installation.directory, { DATABASE_URL: database.url });
    empty = await describeCatalog(database.url);
  });

  afterAll(async () => {
    await database.drop();
    installation?.release();
  });

  const autogenerate = async (message: string): Promise<string> => {
    const known = new Set(project.revisions());
    const { code, stdout, stderr } = await project.revise("--autogenerate", "-m", message);
    expect(code, stdout + stderr).toBe(0);
    const made = project.revisions().filter((file) => !known.has(file));
    expect(made, stdout).toHaveLength(1);
    return `revisions/versions/${made[0] ?? ""}`;
  };

  const succeed = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await project.revise(...args);
    expect(code, stdout + stderr).toBe(0);
    return stdout;
  };

  /** Builds the schema by TypeORM on a database of its own, and compares. */
  const compareWithTypeorm = async (): Promise<Synchronized> => {
    const other = await createDatabase(`${name}_typeorm`);
    try {
      const run = await project.node(join(__dirname, "synchronize.cjs"), [], { DATABASE_URL: other.url });
      expect(run.code, run.stderr).toBe(0);
      expect(difference(await describeCatalog(other.url), await describeCatalog(database.url))).toBe("");
      return JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "") as Synchronized;
    } finally {
      await other.drop();
    }
  };

  it("starts with init, which finds the DataSource", async () => {
    // A configuration that says more than the path of the DataSource stays, and init keeps it.
    const kept = project.has("revise.config.cjs");
    if (!kept) await removeConfiguration(project);
    const { code, stdout, stderr } = await project.revise("init");
    expect(code, stderr).toBe(0);
    const directory = ["revisions/README.md", "revisions/versions/.gitkeep"];
    const expected = kept ? directory : ["revise.config.ts", ...directory];
    expect(stdout.trim().split("\n")).toEqual(expected);
  });

  it("builds by the first revision what TypeORM builds of the same entities", async () => {
    await autogenerate("initial");
    await succeed("upgrade", "head");
    const typeorm = await compareWithTypeorm();
    expect(typeorm.tables).toEqual(readJson(join(folder, "expected-metadata.json")));
    expect(typeorm.version).toBe(asked(folder, "typeorm"));
    expect(typeorm.copies).toBe(1);
  });

  it("finds nothing to do then", async () => {
    expect(await succeed("check")).toMatch(/^No changes/);
    expect(await succeed("--autogenerate", "-m", "nothing")).toMatch(/^No changes/);
    expect(project.revisions()).toHaveLength(1);
  });

  it("alters the database when the entities change", async () => {
    project.copy(join(folder, "next"));
    const text = project.read(await autogenerate("next"));
    expect(text.slice(0, text.indexOf("function downgrade"))).not.toMatch(/op\.drop(?:Table|Column)/);
    await succeed("upgrade", "head");
    await compareWithTypeorm();
    expect(await succeed("check")).toMatch(/^No changes/);
  });

  it("writes an empty revision that runs", async () => {
    await succeed("revision", "-m", "by hand");
    expect(project.revisions()).toHaveLength(3);
    await succeed("upgrade", "head");
  });

  it("writes files that the project's compiler and a linter accept", async () => {
    const files = project.revisions().map((file) => `revisions/versions/${file}`);
    const configuration = project.has("revise.config.ts") ? ["revise.config.ts"] : [];
    expect(await lint(project.directory, [...files, ...configuration])).toEqual([]);
    if (asked(folder, "typescript") === null) return;
    project.write("tsconfig.revisions.json", JSON.stringify(compilerOptions(files.concat(configuration))));
    const { code, stdout } = await project.node("node_modules/typescript/bin/tsc", [
      "-p",
      "tsconfig.revisions.json",
    ]);
    expect(stdout).toBe("");
    expect(code).toBe(0);
  });

  it("goes back to an empty database", async () => {
    await succeed("downgrade", "base");
    expect(difference(empty, await describeCatalog(database.url))).toBe("");
  });
});

async function removeConfiguration(project: InstalledProject): Promise<void> {
  const { rm } = await import("node:fs/promises");
  for (const ending of ["ts", "js"])
    await rm(join(project.directory, `revise.config.${ending}`), { force: true });
}

/** The version of a package that the fixture asks for. */
function asked(folder: string, name: string): string | null {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  ) as Record<string, Record<string, string> | undefined>;
  return dependencies?.[name] ?? devDependencies?.[name] ?? null;
}

/** The project's own settings, and `strict` where they are not. */
function compilerOptions(files: readonly string[]): object {
  return {
    extends: "./tsconfig.json",
    compilerOptions: { noEmit: true, strict: true, rootDir: ".", composite: false, incremental: false },
    files,
    include: [],
    references: [],
  };
}
