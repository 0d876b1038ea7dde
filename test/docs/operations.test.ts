import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = resolve(__dirname, "../..");

describe("docs/operations.md", () => {
  it("is what the doc comments of op say, and docs/typeorm.md what the scenarios say", () => {
    const script = join(root, "scripts/docs.mjs");
    const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  it("has examples that compile under strict", () => {
    const page = readFileSync(join(root, "docs/operations.md"), "utf8");
    const examples = [...page.matchAll(/^```ts\n((?:await|const) [^]*?)^```$/gm)].map(
      ([, code]) => code ?? "",
    );
    expect(examples.length).toBeGreaterThan(15);
    expect(diagnose(examples)).toEqual([]);
  });
});

function diagnose(examples: readonly string[]): string[] {
  const directory = join(root, ".cache/docs-examples");
  const file = join(directory, "examples.ts");
  const functions = examples.map(
    (code, nth) =>
      `export async function example${String(nth)}(op: Operations): Promise<unknown> {\n${code}return${code.startsWith("const [row]") ? " row" : " null"};\n}\n`,
  );
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, `import type { Operations } from "typeorm-revise";\n${functions.join("")}`);
  const { options } = ts.parseJsonConfigFileContent(
    {
      extends: join(root, "tsconfig.base.json"),
      compilerOptions: {
        noEmit: true,
        paths: { "typeorm-revise": [join(root, "packages/revise/src/index.ts")] },
      },
      files: [file],
    },
    ts.sys,
    directory,
  );
  const program = ts.createProgram([file], options);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
