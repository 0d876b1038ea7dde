/** What is in the tarball, and how it is imported. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { install, type Installation } from "./installation";
import { InstalledProject } from "./installed-project";
import { packageDirectory, repository, tarball } from "./tarball";

describe("the tarball", () => {
  const files = (): string[] =>
    execFileSync("tar", ["-tzf", tarball()], { encoding: "utf8" })
      .trim()
      .split(/\r?\n/)
      .map((path) => path.replace(/^package\//, ""));

  it("holds the command, the build, the documents, and nothing else", () => {
    const roots = new Set(files().map((path) => path.split("/")[0] ?? ""));
    expect([...roots].sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "bin",
      "dist",
      "docs",
      "package.json",
    ]);
    expect(files().filter((path) => path.startsWith("bin/"))).toEqual(["bin/revise.js"]);
    expect(files().filter((path) => path.startsWith("docs/") && !path.endsWith(".md"))).toEqual([]);
  });

  it("holds of the build a module and its types for each source, and no other", () => {
    const built = files().filter((path) => path.startsWith("dist/"));
    const strange = built.filter((path) => {
      const source = path.replace(/^dist\//, "src/").replace(/(\.d)?\.[jt]s$/, ".ts");
      return !/\.(js|d\.ts)$/.test(path) || !existsSync(join(packageDirectory, source));
    });
    expect(strange).toEqual([]);
    expect(built).toContain("dist/index.js");
    expect(built).toContain("dist/index.d.ts");
  });

  it("stays small", () => {
    const bytes = execFileSync("tar", ["-xzOf", tarball()], { maxBuffer: 1e9 }).length;
    expect(bytes).toBeLessThan(3_000_000);
  });
});

/** As a user writes it: a configuration and a revision. */
const consumer = `
import { defineConfig, ReviseError, upgrade, type Operations } from "typeorm-revise";

export const config = defineConfig(({ x, environment, command }) => ({
  dataSource: x["module"] ?? "./data-source.js",
  directory: environment === null ? "./revisions" : \`./\${environment ?? command}\`,
}));

export async function up(op: Operations): Promise<void> {
  await op.addColumn("user", { name: "email", type: "varchar(255)", nullable: true, default: () => "now()" });
  await op.alterColumn("user", "name", { type: "text", nullable: false });
  await op.execute("UPDATE \\"user\\" SET email = $1", ["nobody"]);
  const rows: unknown = await op.queryRunner.query("SELECT 1");
  await op.manager.query(String(rows));
}

export async function run(): Promise<boolean> {
  try {
    await upgrade({ target: "head" });
    return true;
  } catch (error) {
    return error instanceof ReviseError && error.code === "usage";
  }
}
`;

interface Resolution {
  readonly module: string;
  readonly moduleResolution: string;
  readonly type: "commonjs" | "module";
}

const resolutions: readonly Resolution[] = [
  { module: "commonjs", moduleResolution: "node10", type: "commonjs" },
  { module: "node16", moduleResolution: "node16", type: "commonjs" },
  { module: "nodenext", moduleResolution: "nodenext", type: "module" },
  { module: "esnext", moduleResolution: "bundler", type: "module" },
];

describe("the installed package", () => {
  let installation: Installation | undefined;
  let project: InstalledProject;

  beforeAll(() => {
    const dependencies = { pg: "8.23.1", typeorm: "1.1.1", "@types/node": "20.19.9" };
    installation = install("consumer", {
      write: (directory) => {
        const manifest = { name: "consumer", version: "0.0.0", private: true, dependencies };
        writeFileSync(join(directory, "package.json"), JSON.stringify(manifest));
      },
    });
    project = new InstalledProject(installation.directory, {});
  });
  afterAll(() => {
    installation?.release();
  });

  it.each(resolutions)("has types under module $module of a $type package", async (resolution) => {
    const folder = `types-${resolution.module}-${resolution.type}`;
    project.write(`${folder}/package.json`, JSON.stringify({ type: resolution.type }));
    project.write(`${folder}/consumer.ts`, consumer);
    project.write(
      `${folder}/tsconfig.json`,
      JSON.stringify({ compilerOptions: compilerOptions(resolution) }),
    );
    const tsc = join(repository, "node_modules/typescript/bin/tsc");
    const { code, stdout } = await project.node(tsc, ["-p", folder]);
    expect(stdout).toBe("");
    expect(code).toBe(0);
  });

  it("is one instance with the same names by require and by import", async () => {
    const names = `["defineConfig", "ReviseError", "check", "upgrade", "downgrade", "revision", "history", "init"]`;
    project.write(
      "one-instance.mjs",
      `import { createRequire } from "node:module";
       import * as imported from "typeorm-revise";
       import { defineConfig, ReviseError } from "typeorm-revise";
       const required = createRequire(import.meta.url)("typeorm-revise");
       console.log(JSON.stringify({
         missing: ${names}.filter((name) => typeof required[name] !== "function" || imported[name] !== required[name]),
         same: defineConfig === required.defineConfig && ReviseError === required.ReviseError,
         more: Object.keys(required).filter((name) => !(name in imported)),
       }));`,
    );
    const { stdout, stderr } = await project.node("one-instance.mjs");
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ missing: [], same: true, more: [] });
  });

  it("lets nothing be imported but its index", async () => {
    project.write("deep.cjs", `require("typeorm-revise/dist/errors.js");`);
    const { code, stderr } = await project.node("deep.cjs");
    expect(code).toBe(1);
    expect(stderr).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });

  it("runs by a link to it, as under global installations", async () => {
    mkdirSync(join(project.directory, "elsewhere"), { recursive: true });
    const link = join(project.directory, "elsewhere/revise.js");
    symlinkSync(join(project.directory, "node_modules/typeorm-revise/bin/revise.js"), link);
    const { code, stdout } = await project.node(link, ["--version"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\d+\.\d+\.\d+/);
  });
});

function compilerOptions({ module, moduleResolution }: Resolution): object {
  return {
    module,
    moduleResolution,
    target: "es2022",
    types: ["node"],
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
    // Still what many projects have; TypeScript 6 says that it is old.
    ...(moduleResolution === "node10" ? { ignoreDeprecations: "6.0" } : {}),
  };
}
