import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Configuration } from "../../packages/revise/src/config/config";
import { loadConfiguration } from "../../packages/revise/src/config/load-config";

describe("loadConfiguration", () => {
  let cwd: string;
  beforeEach(() => {
    cwd = realpathSync(mkdtempSync(join(tmpdir(), "revise-config-")));
    writeFileSync(join(cwd, "data-source.ts"), "");
  });
  afterEach(() => {
    rmSync(cwd, { recursive: true, force: true });
  });

  const load = (
    text: string,
    request: { environment?: string; name?: string; x?: Record<string, string> } = {},
  ): Promise<Configuration> => {
    writeFileSync(join(cwd, request.name ?? "revise.config.ts"), text);
    return loadConfiguration({ cwd, x: request.x ?? {}, environment: request.environment, command: "check" });
  };
  const problem = async (text: string, environment?: string): Promise<{ code: string; text: string }> => {
    try {
      await load(text, environment === undefined ? {} : { environment });
    } catch (error) {
      const { code, message, hint } = error as { code: string; message: string; hint: string };
      return { code, text: `${message.replaceAll(cwd, ".")} ${hint.replaceAll(cwd, ".")}` };
    }
    throw new Error("It was accepted.");
  };

  it("fills in every default and resolves paths from the file", async () => {
    expect(await load(`export default { dataSource: "./data-source" };`)).toEqual({
      file: join(cwd, "revise.config.ts"),
      environment: null,
      environments: [],
      dataSource: join(cwd, "data-source.ts"),
      directory: join(cwd, "revisions"),
      versionLocations: [join(cwd, "revisions/versions")],
      recursiveVersionLocations: false,
      fileTemplate: "%(rev)s_%(slug)s",
      timezone: null,
      truncateSlugLength: 40,
      template: null,
      decisions: null,
      writeHooks: [],
      versionTable: "revise_version",
      versionTableSchema: null,
      schema: null,
      transaction: "per-revision",
      compareType: true,
      compareServerDefault: true,
      includeSchemas: false,
      includeName: null,
      includeObject: null,
      operations: {},
      comparators: [],
      renderItem: null,
      processRevisionDirectives: null,
      onVersionApply: [],
      unmanaged: "keep",
      historyTable: null,
      lockTimeout: null,
      lockRetry: { timeout: 1000, attempts: 30, delay: 500, maxDelay: 10_000 },
      statementTimeout: null,
      loader: "auto",
      ownsProcess: false,
    });
  });

  it("finds the DataSource as an import does: by another ending, without one, or as the index of a directory", async () => {
    mkdirSync(join(cwd, "database"));
    writeFileSync(join(cwd, "database/index.ts"), "");
    for (const [written, found] of [
      ["./data-source", "data-source.ts"],
      ["./data-source.js", "data-source.ts"],
      ["./database", "database/index.ts"],
    ] as const)
      expect(await load(`export default { dataSource: "${written}" };`)).toMatchObject({
        dataSource: join(cwd, found),
      });
  });

  it("calls a function with what the command line says", async () => {
    const text = `export default async ({ x, environment, command }: any) =>
      ({ dataSource: "./data-source.ts", versionTable: [x.tenant, environment, command].join("_") });`;
    const { versionTable } = await load(text, { x: { tenant: "acme" }, environment: "test" });
    expect(versionTable).toBe("acme_test_check");
  });

  it("puts the options of an environment over the others", async () => {
    const text = `export default { directory: "./all", versionTable: "v", environments: {
      one: { dataSource: "./data-source.ts", versionTable: undefined }, two: { dataSource: "./gone.ts" } } };`;
    const { directory, versionTable, environments } = await load(text, { environment: "one" });
    expect({ directory, versionTable, environments }).toEqual({
      directory: join(cwd, "all"),
      versionTable: "v",
      environments: ["one", "two"],
    });
  });

  it.each([
    [
      "revise.config.mts",
      `const later = await Promise.resolve("./data-source.ts"); export default { dataSource: later };`,
    ],
    ["revise.config.cts", `module.exports = { dataSource: "./data-source.ts" as string };`],
    ["revise.config.cjs", `module.exports = { dataSource: "./data-source.ts" };`],
    ["revise.config.mjs", `export default { dataSource: "./data-source.ts" };`],
  ])("reads %s", async (name, text) => {
    const { dataSource } = await load(text, { name });
    expect(dataSource).toBe(join(cwd, "data-source.ts"));
  });

  it("reads the other TypeScript files that it imports", async () => {
    writeFileSync(join(cwd, "place.ts"), `export enum Place { Here = "./here" }`);
    const { directory } = await load(
      `import { Place } from "./place.js"; export default { dataSource: "./data-source.ts", directory: Place.Here };`,
    );
    expect(directory).toBe(join(cwd, "here"));
  });

  it.each([
    [`{ datasource: "./data-source.ts" }`, /Unknown option "datasource" in .*\. Did you mean "dataSource"\?/],
    [`{ dataSource: 5 }`, /Option "dataSource" in .* must be the path of a module, .* not 5\./],
    [
      `{ dataSource: "./gone.ts" }`,
      /Option "dataSource" in .* names a file that does not exist: \.\/gone\.ts/,
    ],
    [`{ directory: "./revisions" }`, /Option "dataSource" is missing/],
    [
      `{ dataSource: "./data-source.ts", transaction: "each" }`,
      /"per-revision", "all" or "none", not "each"/,
    ],
    [
      `{ dataSource: "./data-source.ts", lockRetry: { tries: 5 } }`,
      /Option "lockRetry" in .* must be true, false or \{ timeout, attempts, delay, maxDelay \}/,
    ],
    [
      `{ dataSource: "./data-source.ts", lockTimeout: "5s" }`,
      /whole number of milliseconds or null, not "5s"/,
    ],
    [
      `{ dataSource: "./data-source", writeHooks: ["npx eslint", { run: "s3cret" }, 5] }`,
      /and \{ command, options, cwd, name \}, not \["npx eslint", \{ run \}, 5\]/,
    ],
    [`{ dataSource: "./data-source.ts", timezone: "Mars/Phobos" }`, /unknown time zone "Mars\/Phobos"/],
    [`{ dataSource: "./data-source.ts", fileTemplate: "%(revision)s" }`, /unknown token "%\(revision\)s"/],
    [`{ environments: { prod: { dataSorce: "" } } }`, /Unknown option "environments\.prod\.dataSorce"/],
    [
      `{ environments: { prod: { dataSource: "./data-source.ts" } } }`,
      /Choose an environment with -n: prod\./,
    ],
    [`[]`, /does not export a configuration/],
  ])("rejects %s", async (text, words) => {
    const { code, text: said } = await problem(`export default ${text};`);
    expect(code).toBe("config-invalid");
    expect(said).toMatch(words);
    expect(said).toContain("revise.config.ts");
  });

  it("suggests an environment", async () => {
    const { text } = await problem(`export default { environments: { prod: {} } };`, "prd");
    expect(text).toMatch(/There is no environment "prd" in .* Did you mean "prod"\?/);
  });

  it("says where a configuration does not compile, throws, or exports nothing", async () => {
    expect(await problem(`const a = 1;\nexport default { dataSource "x" };`)).toMatchObject({
      code: "config-load-failed",
      text: expect.stringContaining("./revise.config.ts:2:29 does not compile") as string,
    });
    expect(await problem(`export const a = 1;`)).toMatchObject({
      code: "config-invalid",
      text: expect.stringContaining("./revise.config.ts has no default export") as string,
    });
    const thrown = await problem(
      `\nconst a = undefined as unknown as string;\nexport default { dataSource: a.trim() };`,
    );
    expect(thrown.code).toBe("config-load-failed");
    expect(thrown.text).toContain("Could not load ./revise.config.ts:3:");
  });

  it("says where it looked", async () => {
    await expect(loadConfiguration({ cwd, x: {}, command: "heads" })).rejects.toMatchObject({
      code: "config-not-found",
    });
    const named = loadConfiguration({ cwd, config: "other.ts", x: {}, command: "heads" });
    await expect(named).rejects.toThrow(`-c names a file that does not exist: ${join(cwd, "other.ts")}`);
  });
});
