import { chmodSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { writeRevisionFile } from "../../packages/revise/src/revisions/write";
import { failure } from "./failure";
import { inFolder, inside, write } from "./folder";

inFolder();

describe("writeRevisionFile", () => {
  it("writes all of it, makes folders, and leaves nothing else behind", () => {
    const path = inside("versions/2026/a.ts");
    writeRevisionFile(path, "text");
    expect(readFileSync(path, "utf8")).toBe("text");
    expect(readdirSync(dirname(path))).toEqual(["a.ts"]);
  });

  it("overwrites nothing", () => {
    const path = write("a.ts", "first");
    expect(
      failure(() => {
        writeRevisionFile(path, "second");
      }).code,
    ).toBe("revision-exists");
    expect(readFileSync(path, "utf8")).toBe("first");
    expect(readdirSync(inside())).toEqual(["a.ts"]);
  });

  it("says that it can't write", () => {
    write("file", "");
    expect(
      failure(() => {
        writeRevisionFile(inside("file/a.ts"), "text");
      }).code,
    ).toBe("directory-not-writable");
    if (process.getuid?.() === 0) return;
    mkdirSync(inside("locked"));
    chmodSync(inside("locked"), 0o500);
    expect(
      failure(() => {
        writeRevisionFile(inside("locked/a.ts"), "text");
      }).code,
    ).toBe("directory-not-writable");
  });
});
