import { compileEntities, listScenarios, proofs, readScenario, scenarioRoot } from "@revise/testkit";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deliberateDifferences } from "../deliberate-differences";

const names = listScenarios();

describe("fixtures/scenarios", () => {
  it("has entities that compile", () => {
    expect(compileEntities()).toBe("");
  });

  it("has golden revisions that compile under strict", () => {
    const compiler = createRequire(__filename).resolve("typescript/bin/tsc");
    const project = join(scenarioRoot, "tsconfig.goldens.json");
    const { stdout } = spawnSync(process.execPath, [compiler, "-p", project], { encoding: "utf8" });
    expect(stdout).toBe("");
  });

  it("has a golden report in every folder", () => {
    expect(names.filter((name) => readScenario(name).golden.report === null)).toEqual([]);
  });

  it("leaves out known proofs alone", () => {
    const skipped = names.flatMap((name) => Object.keys(readScenario(name).options.skip ?? {}));
    expect(proofs).toEqual(expect.arrayContaining(skipped));
  });

  it("has a test file for every noun", () => {
    const nouns = new Set(names.map((name) => name.split("/")[0] ?? ""));
    expect([...nouns].filter((noun) => !existsSync(join(__dirname, `${noun}.test.ts`)))).toEqual([]);
  });

  it("has every scenario that a deliberate difference names", () => {
    const named = deliberateDifferences.flatMap(({ scenarios }) => Object.keys(scenarios));
    expect(named.filter((name) => !existsSync(join(scenarioRoot, name)))).toEqual([]);
  });
});
