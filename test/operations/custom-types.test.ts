import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const root = resolve(__dirname, "../..");

const configuration = `
import { defineConfig } from "typeorm-revise";
declare module "typeorm-revise" {
  interface CustomOperations {
    watch(table: string): Promise<void>;
  }
}
export default defineConfig({
  dataSource: "./data-source.ts",
  operations: {
    watch: {
      expand: (table: string) => [
        ["addColumn", table, { name: "changedAt", type: "timestamptz", nullable: true }],
        "SELECT 1",
        ["createTrigger", table, { name: "touch", timing: "BEFORE", events: ["UPDATE"], function: "touch" }],
      ],
      reverse: (table: string) => [["dropColumn", table, "changedAt"]],
    },
  },
  comparators: [
    async ({ query, dataSource }) => {
      const rows = await query<{ name: string }>("SELECT 1");
      const tables = dataSource.entityMetadatas.map(({ tableName }) => tableName);
      return rows.length > 0 ? [] : tables.map((table) => ["watch", table] as const);
    },
    () => [{ upgrade: ["dropTable", "user"], downgrade: ["CREATE TABLE x ()"] }],
  ],
});
`;

const revision = (call: string): string => `
import type { Operations } from "typeorm-revise";
export async function upgrade(op: Operations): Promise<void> {
  ${call}
}
`;

it("is known to TypeScript in the configuration and in revision files", () => {
  const problems = diagnose({
    "revise.config.ts": configuration,
    "good.ts": revision('await op.watch("user"); await op.dropTable("user");'),
    "bad-argument.ts": revision("await op.watch(1);"),
    "bad-name.ts": revision('await op.wach("user");'),
  });
  expect(problems).toEqual([
    "bad-argument.ts: Argument of type 'number' is not assignable to parameter of type 'string'.",
    "bad-name.ts: Property 'wach' does not exist on type 'Operations'. Did you mean 'watch'?",
  ]);
});

function diagnose(files: Readonly<Record<string, string>>): string[] {
  const directory = join(root, ".cache/custom-types");
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    {
      extends: join(root, "tsconfig.base.json"),
      compilerOptions: {
        noEmit: true,
        paths: { "typeorm-revise": [join(root, "packages/revise/src/index.ts")] },
      },
      files: Object.keys(files).map((name) => join(directory, name)),
    },
    ts.sys,
    directory,
  );
  const program = ts.createProgram(fileNames, options);
  return fileNames.flatMap((file) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(file))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))
      .map((message) => `${file.slice(directory.length + 1)}: ${message}`),
  );
}
