/** A new revision is checked before it is written; no file is run for that, and none overwritten. No database is asked. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  heads,
  history,
  isReviseError,
  merge,
  revision,
  type ReviseError,
  type RevisionOptions,
} from "../../packages/revise/src";

let directory: string;

/** Were it run, it would end the test. */
const file = (
  id: string,
  parent: string | null,
  label: string | null = null,
): string => `/** revision ${id} */
export const revision = "${id}";
export const downRevision = ${JSON.stringify(parent)};
export const branchLabels = ${JSON.stringify(label)};
export const dependsOn = null;
throw new Error("${id} was run");
`;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "revise-before-"));
  for (const folder of ["one", "two"]) mkdirSync(join(directory, folder));
  configure({});
  put("one/aaaa1_one.ts", file("aaaa1", null, "main"));
  put("one/aaaa2_two.ts", file("aaaa2", "aaaa1"));
  put("two/bbbb1_side.ts", file("bbbb1", null, "side"));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function put(path: string, text: string): void {
  writeFileSync(join(directory, path), text);
}

function configure(options: object): void {
  const text = { dataSource: "./revise.config.cjs", versionLocations: ["./one", "./two"], ...options };
  put("revise.config.cjs", `module.exports = ${JSON.stringify(text)};`);
}

/** Hidden files too: what is written beside is seen. */
function snapshot(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path, readFileSync(path, "utf8")]),
  );
}

async function refused(command: () => Promise<unknown>): Promise<ReviseError> {
  const before = snapshot();
  const error = await command().then(
    () => new Error("It was written."),
    (thrown: unknown) => thrown,
  );
  if (!isReviseError(error)) throw error;
  expect(snapshot()).toEqual(before);
  return error;
}

const main = { head: "main@head", message: "x" } as const;

describe("a revision is refused, and nothing is written, for", () => {
  it.each<[string, RevisionOptions, string, string]>([
    ["an id that is there", { ...main, revisionId: "aaaa1" }, "revision-exists", "aaaa1_one.ts"],
    ["an id that is a label", { ...main, revisionId: "side" }, "revision-exists", "bbbb1"],
    ["an id with a colon", { ...main, revisionId: "a:b" }, "usage", "a:b"],
    ["an id with an at sign", { ...main, revisionId: "a@b" }, "usage", "a@b"],
    ["an id like an offset", { ...main, revisionId: "a+1" }, "usage", "a+1"],
    ["an id with a hyphen", { ...main, revisionId: "a-1" }, "usage", "a-1"],
    ["an empty id", { ...main, revisionId: "" }, "usage", "id"],
    ["an id that is a path", { ...main, revisionId: "../x" }, "usage", "../x"],
    ["the id head", { ...main, revisionId: "head" }, "usage", "head"],
    ["the id base", { ...main, revisionId: "base" }, "usage", "base"],
    ["the id current", { ...main, revisionId: "current" }, "usage", "current"],
    ["a label that is there", { ...main, branchLabel: "side" }, "revision-exists", "bbbb1_side.ts"],
    ["a label that is an id", { ...main, branchLabel: "aaaa1" }, "revision-exists", "aaaa1_one.ts"],
    ["a label that is its own id", { ...main, revisionId: "cccc1", branchLabel: "cccc1" }, "usage", "cccc1"],
    ["the label heads", { ...main, branchLabel: "heads" }, "usage", "heads"],
    ["a label with an at sign", { ...main, branchLabel: "a@b" }, "usage", "a@b"],
    ["a parent that is not there", { head: "cccc1" }, "unknown-revision", "cccc1"],
    ["a parent that others follow", { head: "aaaa1" }, "invalid-target", "--splice"],
    ["one of several heads", {}, "multiple-heads", "aaaa2"],
    ["a parent in another branch", { head: "side@aaaa2" }, "invalid-target", "side"],
    ["a dependency that is not there", { ...main, dependsOn: ["cccc1"] }, "unknown-revision", "cccc1"],
    ["a dependency on nothing", { ...main, dependsOn: ["base"] }, "invalid-target", "base"],
    ["a path that is no location", { ...main, versionPath: "three" }, "usage", "three"],
    ["no word of where it goes", { head: "base" }, "usage", "--version-path"],
  ])("%s", async (_, options, code, word) => {
    const error = await refused(() => revision({ cwd: directory, ...options }));
    expect(error.code).toBe(code);
    expect(`${error.message} ${error.hint ?? ""}`).toContain(word);
  });

  it.each<[string, readonly string[], string]>([
    ["an id named twice", ["aaaa2", "aaaa2"], "invalid-target"],
    ["one and its ancestor", ["aaaa1", "aaaa2"], "invalid-target"],
    ["one that is not there", ["aaaa2", "cccc1"], "unknown-revision"],
  ])("a merge of %s", async (_, revisions, code) => {
    expect((await refused(() => merge({ cwd: directory, revisions, message: "x" }))).code).toBe(code);
  });

  it("a name of a file that is taken", async () => {
    configure({ fileTemplate: "same" });
    put("one/same.ts", "// Somebody's own.\n");
    const error = await refused(() => revision({ cwd: directory, ...main }));
    expect(error.code).toBe("revision-file-invalid");
    put("one/same.ts", file("cccc1", "aaaa2"));
    expect((await refused(() => revision({ cwd: directory, ...main }))).code).toBe("revision-exists");
  });

  it("a name of a file outside of the location", async () => {
    configure({ fileTemplate: "../%(rev)s" });
    await refused(() => revision({ cwd: directory, ...main }));
  });
});

describe("what is right", () => {
  it("is written once, beside its parent, and nothing else is touched", async () => {
    const before = snapshot();
    const { path } = await revision({ cwd: directory, ...main, revisionId: "cccc1", dependsOn: ["side"] });
    expect(path).toBe(join(directory, "one/cccc1_x.ts"));
    const { [path ?? ""]: text, ...others } = snapshot();
    expect(others).toEqual(before);
    expect(text).toContain('export const dependsOn = "side";');
  });

  it("is known without running a file", async () => {
    expect((await heads({ cwd: directory })).map(({ id }) => id)).toEqual(["aaaa2", "bbbb1"]);
    expect((await history({ cwd: directory })).map(({ message }) => message).sort()).toEqual([
      "revision aaaa1",
      "revision aaaa2",
      "revision bbbb1",
    ]);
  });
});
