/** Generated files compile under `strict` and pass the usual lint rules, whatever the operations hold. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ESLint } from "eslint";
import fc from "fast-check";
import ts from "typescript";
import tseslint from "typescript-eslint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultStyle } from "../../packages/revise/src/render/layout-style";
import { renderRevisionFile } from "../../packages/revise/src/render/revision-file";
import { operation } from "../operations/arbitrary";

const root = resolve(__dirname, "../..");
let folder = "";

beforeAll(() => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  folder = mkdtempSync(join(root, ".cache/render-"));
  for (let seed = 1; seed <= 20; seed++) {
    const upgrade = fc.sample(operation, { numRuns: 15, seed });
    const text = renderRevisionFile(
      {
        revision: "27c6a30d7c24",
        downRevision: ["a", "b"],
        branchLabels: null,
        dependsOn: null,
        message: "anything",
        createDate: "2026-11-20T12:36:45.003Z",
        upgrade,
        downgrade: [],
      },
      defaultStyle,
    );
    writeFileSync(join(folder, `revision_${String(seed)}.ts`), text);
  }
  const compilerOptions = {
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    target: "es2023",
    // What the sources need that stand in for the package.
    lib: ["es2023", "es2024.string"],
    module: "commonjs",
    moduleResolution: "bundler",
    types: ["node"],
    skipLibCheck: true,
    paths: { "typeorm-revise": [join(root, "packages/revise/src/operations/builder.ts")] },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("renderRevisionFile", () => {
  it("writes what compiles under strict", () => {
    const config = join(folder, "tsconfig.json");
    const parsed = ts.getParsedCommandLineOfConfigFile(
      config,
      {},
      { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
    );
    const program = ts.createProgram(parsed?.fileNames ?? [], parsed?.options ?? {});
    const diagnostics = ts.getPreEmitDiagnostics(program);
    expect(parsed?.fileNames).toHaveLength(20);
    expect(
      diagnostics.map(
        ({ messageText, file }) =>
          `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
      ),
    ).toEqual([]);
  });

  it("writes what the recommended rules accept, with types and without", async () => {
    const eslint = new ESLint({
      cwd: folder,
      overrideConfigFile: true,
      overrideConfig: [
        {
          files: ["**/*.ts"],
          languageOptions: {
            parser: tseslint.parser,
            parserOptions: { project: "./tsconfig.json", tsconfigRootDir: folder },
          },
        },
        ...(tseslint.configs.recommendedTypeChecked as []),
        ...(tseslint.configs.stylistic as []),
      ],
    });
    const results = await eslint.lintFiles(["*.ts"]);
    const found = results.flatMap(({ messages, source }) =>
      messages.map(
        ({ ruleId, message, line }) => `${String(ruleId)}: ${message} ${source?.split("\n")[line - 1] ?? ""}`,
      ),
    );
    expect(found).toEqual([]);
  });
});
