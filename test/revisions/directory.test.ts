import { symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readDirectory } from "../../packages/revise/src/revisions/directory";
import { failure } from "./failure";
import { inFolder, inside, write } from "./folder";

inFolder();

const text = (id: string, parent: string | null = null): string =>
  `export const revision = "${id}";\nexport const downRevision = ${JSON.stringify(parent)};\n`;
const read = (recursive = false, ...folders: string[]): ReturnType<typeof readDirectory> =>
  readDirectory({
    locations: (folders.length === 0 ? ["."] : folders).map((folder) => inside(folder)),
    recursive,
  });
const idsIn = (directory: ReturnType<typeof readDirectory>): string[] =>
  directory.revisions.map(({ id }) => id);

describe("readDirectory", () => {
  it("reads every kind of module in the order of their names, and nothing else", () => {
    for (const [index, extension] of [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"].entries()) {
      const id = `r${String(index)}`;
      write(
        `${id}${extension}`,
        extension === ".cjs" ? `exports.revision = "${id}"; exports.downRevision = null;` : text(id),
      );
    }
    for (const other of [
      "x.d.ts",
      "x.d.mts",
      "README.md",
      ".gitkeep",
      ".hidden.ts",
      "r0.js.map",
      "notes.txt",
    ])
      write(other, "no");
    expect(idsIn(read())).toEqual(["r0", "r1", "r2", "r3", "r4", "r5"]);
    expect(read().broken).toEqual([]);
  });

  it("reports a file that can't be read and goes on", () => {
    write("a.ts", text("a1"));
    const broken = write("b.ts", "export const revision = make();");
    expect(read()).toMatchObject({ revisions: [{ id: "a1" }], broken: [{ path: broken }] });
  });

  it("takes the source of a file compiled beside it", () => {
    const source = write("a.ts", text("a1"));
    write("a.js", 'exports.revision = "a1"; exports.downRevision = null;');
    write("a_more.ts", text("b1"));
    write("b.mjs", text("c1"));
    expect(read().revisions.map(({ path }) => path)).toEqual([source, inside("a_more.ts"), inside("b.mjs")]);
  });

  it("names both files of one id", () => {
    const first = write("a.ts", text("a1"));
    const second = write("b.ts", text("a1"));
    expect(failure(() => read()).message).toContain(`${first} and ${second}`);
    write("b.ts", text("b1"));
    write("elsewhere/a.ts", text("a1"));
    expect(failure(() => read(false, ".", "elsewhere")).code).toBe("revision-graph");
  });

  it("reads folders only when told, and a file once however it is reached", () => {
    write("b/deep/a.ts", text("b1"));
    write("a.ts", text("a1"));
    write("node_modules/x.ts", text("n1"));
    symlinkSync(inside("a.ts"), inside("z.ts"));
    symlinkSync(inside("b"), inside("c"));
    expect(idsIn(read())).toEqual(["a1"]);
    expect(idsIn(read(true))).toEqual(["a1", "b1"]);
    expect(idsIn(read(true, ".", "b"))).toEqual(["a1", "b1"]);
  });

  it("says what to do about a directory that is missing", () => {
    const error = failure(() => read(false, "nowhere"));
    expect(error.code).toBe("directory-not-found");
    expect(error.message).toContain(inside("nowhere"));
    expect(error.hint).toContain("revise init");
    expect(
      readDirectory({ locations: [inside("nowhere")], recursive: false, missing: "empty" }).revisions,
    ).toEqual([]);
    write("file", "");
    expect(
      failure(() => readDirectory({ locations: [inside("file")], recursive: false, missing: "empty" })).code,
    ).toBe("directory-not-found");
  });

  it("reads a thousand files quickly", () => {
    for (let index = 0; index < 1000; index += 1) {
      const id = `r${String(index).padStart(5, "0")}`;
      write(
        `${id}_change.ts`,
        `/**\n * change ${id}\n *\n * Revision ID: ${id}\n */\n${text(id)}export const branchLabels = null;\nexport const dependsOn = null;\n${"// body\n".repeat(100)}`,
      );
    }
    read();
    const started = process.cpuUsage();
    expect(read().revisions).toHaveLength(1000);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(500);
  });
});
