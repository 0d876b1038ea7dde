import { runInNewContext } from "node:vm";
import fc, { type Arbitrary } from "fast-check";
import { format } from "prettier";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { createOperations } from "../../packages/revise/src/operations/builder";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { decode } from "../../packages/revise/src/operations/traits-table";
import { defaultStyle, type LayoutStyle } from "../../packages/revise/src/render/layout-style";
import {
  renderRevisionFile,
  type RevisionFileContent,
  type RevisionLanguage,
} from "../../packages/revise/src/render/revision-file";
import { operation } from "../operations/arbitrary";
import { anyText } from "../operations/arbitrary-text";

const style: Arbitrary<LayoutStyle> = fc.record({
  printWidth: fc.constantFrom(80, 100, 120, 60, 40),
  tabWidth: fc.constantFrom(2, 4, 3, 8),
  useTabs: fc.boolean(),
  singleQuote: fc.boolean(),
  semi: fc.boolean(),
  trailingComma: fc.constantFrom("all", "es5", "none"),
  bracketSpacing: fc.boolean(),
  quoteProps: fc.constantFrom("as-needed", "consistent", "preserve"),
  objectWrap: fc.constantFrom("preserve", "collapse"),
});

const ids = fc.oneof(fc.constantFrom(null, "1975ea83b712"), fc.array(anyText, { maxLength: 4 }), anyText);
const operations = fc.array(operation, { maxLength: 4 });
const content: Arbitrary<RevisionFileContent> = fc
  .record({
    revision: anyText,
    downRevision: ids,
    branchLabels: ids,
    dependsOn: ids,
    message: fc.oneof(anyText, fc.constant("")),
    createDate: fc.constant("2026-11-20T12:36:45.003Z"),
    upgrade: operations,
    downgrade: operations,
    language: fc.constantFrom<RevisionLanguage>("typescript", "esm-javascript", "commonjs-javascript"),
    remarks: fc.array(anyText, { maxLength: 2 }),
  })
  .map(({ remarks, ...rest }) => ({
    ...rest,
    comments: new Map([...rest.upgrade, ...rest.downgrade].slice(0, 2).map((item) => [item, remarks])),
  }));

const example: RevisionFileContent = {
  revision: "27c6a30d7c24",
  downRevision: "1975ea83b712",
  branchLabels: null,
  dependsOn: null,
  message: "add column",
  createDate: "2026-11-20T12:36:45.003Z",
  upgrade: [decode("addColumn", ["user", { name: "email", type: "varchar(255)", nullable: true }])],
  downgrade: [decode("dropColumn", ["user", "email"])],
};

describe("renderRevisionFile", () => {
  it("writes the file of the design", () => {
    expect(renderRevisionFile(example, { ...defaultStyle, printWidth: 100 })).toBe(`/**
 * add column
 *
 * Revision ID: 27c6a30d7c24
 * Revises: 1975ea83b712
 * Create Date: 2026-11-20T12:36:45.003Z
 */
import type { Operations } from "typeorm-revise";

export const revision = "27c6a30d7c24";
export const downRevision = "1975ea83b712"; // string | string[] | null
export const branchLabels = null; // string | string[] | null
export const dependsOn = null; // string | string[] | null

export async function upgrade(op: Operations): Promise<void> {
  await op.addColumn("user", { name: "email", type: "varchar(255)", nullable: true });
}

export async function downgrade(op: Operations): Promise<void> {
  await op.dropColumn("user", "email");
}
`);
  });

  it("is a fixed point of prettier under every option", async () => {
    await fc.assert(
      fc.asyncProperty(content, style, async (given, options) => {
        const text = renderRevisionFile(given, options);
        const parser = given.language === "typescript" ? "typescript" : "babel";
        expect(await format(text, { ...options, parser })).toBe(text);
      }),
      { numRuns: 150 },
    );
  });

  it("means the operations it was given, whatever they hold", async () => {
    await fc.assert(
      fc.asyncProperty(content, style, async (given, options) => {
        const text = renderRevisionFile(given, options);
        const revision = evaluate(text);
        expect(revision).toMatchObject({
          revision: given.revision,
          downRevision: given.downRevision,
          branchLabels: given.branchLabels,
          dependsOn: given.dependsOn,
        });
        expect(await recorded(revision.upgrade)).toEqual(given.upgrade);
        expect(await recorded(revision.downgrade)).toEqual(given.downgrade);
      }),
      { numRuns: 150 },
    );
  });

  it("survives being written to a file in UTF-8", () => {
    fc.assert(
      fc.property(content, (given) => {
        const text = renderRevisionFile(given, defaultStyle);
        expect(Buffer.from(text, "utf8").toString("utf8")).toBe(text);
      }),
    );
  });

  it("writes a thousand tables in a fraction of a second", () => {
    const columns = Array.from({ length: 10 }, (_, index) => ({
      name: `column_${String(index)}`,
      type: "varchar(255)",
      nullable: index % 2 === 0,
      default: index === 3 ? () => "now()" : "draft",
    }));
    const upgrade = Array.from({ length: 1000 }, (_, index) =>
      decode("createTable", [`table_${String(index)}`, { columns }]),
    );
    const before = process.cpuUsage();
    renderRevisionFile({ ...example, upgrade }, defaultStyle);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(1);
  });
});

interface EvaluatedRevision {
  readonly upgrade: (op: unknown) => Promise<void>;
  readonly downgrade: (op: unknown) => Promise<void>;
}

function evaluate(text: string): EvaluatedRevision {
  const { outputText, diagnostics = [] } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  });
  expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
  const exports = {};
  runInNewContext(outputText, { exports, Buffer, Date });
  return exports as EvaluatedRevision;
}

async function recorded(run: (op: unknown) => Promise<void>): Promise<Operation[]> {
  const operations: Operation[] = [];
  await run(
    createOperations({
      run: (item) => Promise.resolve(operations.push(item)),
      autocommit: (body) => body(),
      queryRunner: null,
      manager: null,
    }),
  );
  return operations;
}
