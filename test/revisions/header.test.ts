import { describe, expect, it } from "vitest";
import { readHeader } from "../../packages/revise/src/revisions/header";

const path = "/app/revisions/versions/x.ts";
const header = (source: string): unknown => {
  const result = readHeader(source, path);
  if (!result.ok) return result.broken.reason;
  const { id, downRevisions, branchLabels, dependsOn } = result.revision;
  return [id, downRevisions, branchLabels, dependsOn];
};
const whole = (source: string): Record<string, unknown> => {
  const result = readHeader(source, path);
  if (!result.ok) throw new Error(result.broken.reason);
  return { ...result.revision };
};
const plain = ["a1", ["b1"], [], []];

describe("readHeader", () => {
  it("reads a file as it is generated", () => {
    const source = `/**
 * add column
 *
 * with a second paragraph
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
`;
    expect(whole(source)).toEqual({
      id: "27c6a30d7c24",
      downRevisions: ["1975ea83b712"],
      branchLabels: [],
      dependsOn: [],
      doc: "add column\n\nwith a second paragraph",
      transaction: null,
      createDate: "2026-11-20T12:36:45.003Z",
      path,
    });
  });

  it.each([
    ["single quotes and templates", "export const revision = 'a1';\nexport const downRevision = `b1`;"],
    [
      "no semicolons",
      'export const revision = "a1"\nexport const downRevision = "b1"\nexport function upgrade() {}',
    ],
    [
      "type annotations",
      'export const revision: string = "a1"; export const downRevision: string | readonly string[] | null = ["b1"];',
    ],
    [
      "as const",
      'export const revision = "a1" as const;\nexport const downRevision = ["b1"] as const satisfies readonly string[]\nexport const x = 1;',
    ],
    ["let and var", 'export let revision = "a1"; export var downRevision = "b1";'],
    ["several in one statement", 'export const revision = "a1", downRevision = "b1";'],
    [
      "an export list",
      'const revision = "a1";\nconst parent = "b1";\nexport { revision, parent as downRevision };',
    ],
    ["escapes", 'export const revision = "\\u0061\\x31"; export const downRevision = "b\\u{31}";'],
    ["parentheses", 'export const revision = ("a1"); export const downRevision = (["b1",]);'],
    [
      "comments between",
      'export /* a */ const revision /* b */ = // c\n "a1";\nexport const downRevision = /* "x" */ "b1";',
    ],
    [
      "a byte order mark and CRLF",
      '\u{FEFF}export const revision = "a1";\r\nexport const downRevision = "b1";\r\n',
    ],
    ["exports", '"use strict";\nexports.revision = "a1";\nexports.downRevision = "b1";'],
    ["module.exports.x", 'module.exports.revision = "a1"; module.exports.downRevision = "b1";'],
    [
      "module.exports",
      'module.exports = { revision: "a1", "downRevision": ["b1"], async upgrade(op) { return { revision: "z" }; } };',
    ],
    [
      "module.exports of constants",
      'const revision = "a1";\nconst downRevision = "b1";\nconst up = async () => {};\nmodule.exports = { revision, downRevision, upgrade: up };',
    ],
    [
      "what tsc emits",
      'Object.defineProperty(exports, "__esModule", { value: true });\nexports.dependsOn = exports.downRevision = exports.revision = void 0;\nexports.upgrade = upgrade;\nexports.revision = "a1";\nexports.downRevision = "b1";\nexports.dependsOn = null;',
    ],
    [
      "what esbuild emits",
      '__export(x_exports, { revision: () => revision, downRevision: () => downRevision });\nmodule.exports = __toCommonJS(x_exports);\nconst revision = "a1";\nconst downRevision = "b1";',
    ],
  ])("understands %s", (_, source) => {
    expect(header(source)).toEqual(plain);
  });

  it.each([
    ["false", "none"],
    ['"none"', "none"],
    ['"per-revision"', "per-revision"],
    ["true", null],
    ["null", null],
  ])("reads transaction = %s", (text, transaction) => {
    const start = 'export const revision = "a1";\nexport const downRevision = null;\n';
    expect(whole(`${start}export const transaction = ${text};`)).toMatchObject({ transaction });
    const written = `${start}export const branchLabels = null;\nexport const dependsOn = null;\n`;
    const end = "export async function upgrade(op) {}\n";
    expect(whole(`${written}export const transaction = ${text};\n\n${end}`)).toMatchObject({ transaction });
  });

  it("refuses a transaction that is none, and a constant that is a boolean", () => {
    const start = 'export const revision = "a1";\nexport const downRevision = null;\n';
    expect(header(`${start}export const transaction = "all";`)).toContain("`transaction` is neither");
    expect(header('export const revision = "a1";\nexport const downRevision = true;')).toContain(
      "`downRevision` is not a string",
    );
  });

  it("is not fooled by comments, strings, templates, functions and regular expressions", () => {
    const source = `
// export const revision = "no";
/* export const revision = "no"; */
const text = "export const revision = 'no';";
const long = \`
export const revision = "no";
\${[1].map(() => { const revision = "no"; return \`\${revision}\`; })}
export const downRevision = "no";
\`;
const pattern = /export const revision = "no"; \\/ ["'\`]/;
function inner() { const revision = "no"; exports.revision = "no"; }
const o = { exports: { revision: "no" } };
export const revision = "a1";
export const downRevision = "b1";
const after = "\`";
`;
    expect(header(source)).toEqual(plain);
  });

  it("reads labels and dependencies, one or several", () => {
    const start = 'export const revision = "a1"; export const downRevision = null;';
    expect(
      header(`${start} export const branchLabels = "main"; export const dependsOn = ["x1", 'x2'];`),
    ).toEqual(["a1", [], ["main"], ["x1", "x2"]]);
    expect(header(`${start} export const branchLabels = undefined;`)).toEqual(["a1", [], [], []]);
  });

  it.each([
    ["export const downRevision = null;", "no `revision`"],
    ['const revision = "a1"; const downRevision = null;', "no `revision`"],
    ['export const revision = "a1";', "no `downRevision`"],
    ["", "no `revision`"],
    ["export const revision = 12; export const downRevision = null;", "`revision`"],
    ["export const revision = makeId(); export const downRevision = null;", "makeId"],
    ['export const revision = "a" + "b"; export const downRevision = null;', "+"],
    ["export const revision = `a${1}`; export const downRevision = null;", "${…}"],
    ['export const revision = "a1"; export const downRevision = [parent];', "`downRevision`"],
    ['export const revision = ["a1"]; export const downRevision = null;', "not a string"],
    ['export const revision = "a-1"; export const downRevision = null;', '"a-1"'],
    ['export const revision = "head"; export const downRevision = null;', "target grammar"],
    [
      'export const revision = "a1"; export const downRevision = null; export const branchLabels = "x@y";',
      '"x@y"',
    ],
    ['export const revision = "a1', "revision"],
  ])("says what is wrong with %j", (source, reason) => {
    expect(header(source)).toContain(reason);
  });

  it("survives a body that is no program", () => {
    expect(
      header(
        'export const revision = "a1"; export const downRevision = "b1";\nexport async function upgrade( {{{ ` ${ " /',
      ),
    ).toEqual(plain);
  });

  it("takes the message from the name of a file that lost its comment", () => {
    const constants = 'exports.revision = "a1"; exports.downRevision = null;';
    const docOf = (name: string): unknown => {
      const result = readHeader(constants, `/app/dist/${name}`);
      return result.ok ? result.revision.doc : null;
    };
    expect(docOf("a1_add_the_column.js")).toBe("add the column");
    expect(docOf("a1_.js")).toBe("");
    expect(docOf("other.js")).toBe("");
  });

  it("takes the doc from the comment that holds the header", () => {
    const constants = 'export const revision = "a1"; export const downRevision = null;';
    expect(
      whole(
        `#!/usr/bin/env node\n// eslint-disable\n/* licence */\n/** real\n * Revision ID: a1\n */\n${constants}`,
      ),
    ).toMatchObject({
      doc: "real",
      createDate: null,
    });
    expect(whole(`"use strict";\n/* only */\n${constants}`)).toMatchObject({ doc: "only" });
    expect(whole(`${constants}\n/** later */`)).toMatchObject({ doc: "" });
    expect(whole(`/**\n * ends *\\/ here\n */\n${constants}`)).toMatchObject({ doc: "ends */ here" });
  });
});
