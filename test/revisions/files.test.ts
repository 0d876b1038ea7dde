import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ReviseError } from "../../packages/revise/src/errors";
import { createDate } from "../../packages/revise/src/revisions/date-parts";
import { readDirectory } from "../../packages/revise/src/revisions/directory";
import { fileName, slug } from "../../packages/revise/src/revisions/file-name";
import { newId } from "../../packages/revise/src/revisions/id";
import { loadRevision } from "../../packages/revise/src/revisions/load";
import type { RevisionRequest } from "../../packages/revise/src/revisions/new-revision";
import { chooseLocation, prepareRevision } from "../../packages/revise/src/revisions/new-revision";
import { writeRevisionFile } from "../../packages/revise/src/revisions/write";
import { draw, revision } from "./draw";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "revise-files-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const text = (id: string, parent: string | null = null): string =>
  `export const revision = "${id}";\nexport const downRevision = ${JSON.stringify(parent)};\n`;
function write(path: string, content: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}
const read = (recursive = false, ...folders: string[]): ReturnType<typeof readDirectory> =>
  readDirectory({
    locations: (folders.length === 0 ? ["."] : folders).map((folder) => join(root, folder)),
    recursive,
  });
const idsIn = (directory: ReturnType<typeof readDirectory>): string[] =>
  directory.revisions.map(({ id }) => id);

function failure(body: () => unknown): ReviseError {
  try {
    body();
  } catch (error) {
    if (error instanceof ReviseError) return error;
    throw error;
  }
  throw new Error("It did not fail.");
}

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
    expect(read().revisions.map(({ path }) => path)).toEqual([
      source,
      join(root, "a_more.ts"),
      join(root, "b.mjs"),
    ]);
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
    symlinkSync(join(root, "a.ts"), join(root, "z.ts"));
    symlinkSync(join(root, "b"), join(root, "c"));
    expect(idsIn(read())).toEqual(["a1"]);
    expect(idsIn(read(true))).toEqual(["a1", "b1"]);
    expect(idsIn(read(true, ".", "b"))).toEqual(["a1", "b1"]);
  });

  it("says what to do about a directory that is missing", () => {
    const error = failure(() => read(false, "nowhere"));
    expect(error.code).toBe("directory-not-found");
    expect(error.message).toContain(join(root, "nowhere"));
    expect(error.hint).toContain("revise init");
    expect(
      readDirectory({ locations: [join(root, "nowhere")], recursive: false, missing: "empty" }).revisions,
    ).toEqual([]);
    write("file", "");
    expect(
      failure(() => readDirectory({ locations: [join(root, "file")], recursive: false, missing: "empty" }))
        .code,
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

describe("fileName", () => {
  const facts = {
    id: "27c6a30d7c24",
    message: "Add the e-mail Column!",
    date: new Date("2026-03-04T05:06:07.008Z"),
  };
  const options = {
    fileTemplate: "%(rev)s_%(slug)s",
    timezone: null,
    truncateSlugLength: 40,
    extension: ".ts",
  };
  const name = (fileTemplate: string, timezone: string | null = null): string =>
    fileName(facts, { ...options, fileTemplate, timezone });

  it("joins id and slug", () => {
    expect(fileName(facts, options)).toBe("27c6a30d7c24_add_the_e_mail_column.ts");
    expect(fileName({ ...facts, message: "" }, options)).toBe("27c6a30d7c24_.ts");
  });

  it("fills all tokens with their widths", () => {
    expect(name("%(year)d_%(month).2d_%(day)02d_%(hour).2d%(minute).2d%(second)2d-%(rev).4s")).toBe(
      "2026_03_04_0506 7-27c6.ts",
    );
    expect(name("%(epoch)s%%%(month)d")).toBe("1772600767%3.ts");
    expect(name("%(year)d/%(rev)s")).toBe("2026/27c6a30d7c24.ts");
  });

  it("shows the clocks of the zone", () => {
    expect(name("%(hour).2d", "Asia/Tokyo")).toBe("14.ts");
    expect(name("%(day)d", "america/los_angeles")).toBe("3.ts");
    expect(failure(() => name("%(rev)s", "Mars/Base")).code).toBe("config-invalid");
    expect(createDate(facts.date, null)).toBe("2026-03-04T05:06:07.008Z");
    expect(createDate(facts.date, "Asia/Kolkata")).toBe("2026-03-04T10:36:07.008+05:30");
    expect(createDate(facts.date, "America/New_York")).toBe("2026-03-04T00:06:07.008-05:00");
  });

  it.each(["%(nope)s", "%(rev)x", "100%", "../%(rev)s", "/%(rev)s", "a//b", "a\\b"])(
    "refuses the template %j",
    (template) => {
      expect(failure(() => name(template)).code).toBe("config-invalid");
    },
  );
});

describe("slug", () => {
  it("keeps letters of any script and cuts at a word", () => {
    expect(slug("Größe ändern – ünïcode 表", 40)).toBe("größe_ändern_ünïcode_表");
    expect(slug("one two three four", 9)).toBe("one_two_");
    expect(slug("abcdefghij", 4)).toBe("abcd_");
    expect(slug("two\nlines", 40)).toBe("two_lines");
    expect(slug("../../etc/passwd", 40)).toBe("etc_passwd");
  });
});

describe("newId", () => {
  it("is twelve hexadecimal digits, never the same", () => {
    const ids = Array.from({ length: 100 }, newId);
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{12}$/);
  });
});

describe("prepareRevision", () => {
  const graph = draw("a1:\n a2: a1 [main]\n b1: a1\n x1: [other]");
  const request: RevisionRequest = {
    id: "new1",
    heads: ["main"],
    splice: false,
    branchLabels: [],
    dependsOn: [],
  };
  const prepare = (change: Partial<RevisionRequest>): unknown =>
    prepareRevision(graph, { ...request, ...change });
  const codeOf = (change: Parameters<typeof prepare>[0]): string => failure(() => prepare(change)).code;

  it("resolves parents and dependencies, and keeps labels as labels", () => {
    expect(prepare({ dependsOn: ["main", "x1", "x1"] })).toEqual({
      id: "new1",
      downRevisions: ["a2"],
      branchLabels: [],
      dependsOn: ["main", "x1"],
    });
    expect(prepare({ heads: ["b1", "main@head"] })).toMatchObject({ downRevisions: ["a2", "b1"] });
    expect(prepare({ heads: ["base"] })).toMatchObject({ downRevisions: [] });
    expect(prepareRevision(draw("a1:"), { ...request, heads: [] })).toMatchObject({ downRevisions: ["a1"] });
  });

  it("refuses ids and labels that are taken or can't be", () => {
    for (const id of ["a-b", "a@b", "a:b", "a+b", "head", "base", "", "a b", "a/b", "x".repeat(101)])
      expect(codeOf({ id })).toBe("usage");
    for (const id of ["a1", "main"]) expect(codeOf({ id })).toBe("revision-exists");
    for (const label of ["a@b", "heads", "new1", "x-2", "-x"])
      expect(codeOf({ branchLabels: [label] })).toBe("usage");
    for (const label of ["main", "a1"]) expect(codeOf({ branchLabels: [label] })).toBe("revision-exists");
  });

  it("refuses parents that are no heads, unless spliced, and parents named twice", () => {
    expect(codeOf({ heads: [] })).toBe("multiple-heads");
    expect(codeOf({ heads: ["a1"] })).toBe("invalid-target");
    expect(prepare({ heads: ["a1"], splice: true })).toMatchObject({ downRevisions: ["a1"] });
    expect(codeOf({ heads: ["main", "a2"] })).toBe("invalid-target");
    expect(codeOf({ dependsOn: ["nope"] })).toBe("unknown-revision");
    expect(codeOf({ dependsOn: ["heads"] })).toBe("invalid-target");
  });
});

describe("chooseLocation", () => {
  const graph = draw("a1:");
  const locations = ["/app/other", "/app/revisions/versions"];

  it("is the one asked for, else that of the parent, else the first", () => {
    expect(chooseLocation(graph, locations, [], "/app/revisions/versions/")).toBe("/app/revisions/versions");
    expect(chooseLocation(graph, locations, ["a1"], null)).toBe("/app/revisions/versions");
    expect(chooseLocation(graph, locations, [], null)).toBe("/app/other");
    expect(failure(() => chooseLocation(graph, locations, [], "/tmp")).code).toBe("usage");
  });
});

describe("writeRevisionFile", () => {
  it("writes all of it, makes folders, and leaves nothing else behind", () => {
    const path = join(root, "versions/2026/a.ts");
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
    expect(readdirSync(root)).toEqual(["a.ts"]);
  });

  it("says that it can't write", () => {
    write("file", "");
    expect(
      failure(() => {
        writeRevisionFile(join(root, "file/a.ts"), "text");
      }).code,
    ).toBe("directory-not-writable");
    if (process.getuid?.() === 0) return;
    mkdirSync(join(root, "locked"));
    chmodSync(join(root, "locked"), 0o500);
    expect(
      failure(() => {
        writeRevisionFile(join(root, "locked/a.ts"), "text");
      }).code,
    ).toBe("directory-not-writable");
  });
});

describe("loadRevision", () => {
  const known = revision("a1", ["b1"]);
  const upgrade = (): void => undefined;
  const header = { revision: "a1", downRevision: "b1", branchLabels: null, dependsOn: null };
  const load = (exported: unknown): Promise<unknown> => loadRevision(known, () => Promise.resolve(exported));
  const reason = async (exported: unknown): Promise<string> => {
    const error: unknown = await load(exported).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ReviseError);
    expect((error as ReviseError).message).toContain(known.path);
    return `${(error as ReviseError).code}: ${(error as ReviseError).message}`;
  };

  it("takes the functions, of CommonJS too", async () => {
    expect(await load({ ...header, upgrade, downgrade: upgrade })).toEqual({
      upgrade,
      downgrade: upgrade,
      transaction: null,
      limits: {},
    });
    const alone = { ...known, transaction: "none" } as const;
    const exported = { ...header, upgrade, transaction: false, lockTimeout: 50, lockRetry: { attempts: 2 } };
    expect(await loadRevision(alone, () => Promise.resolve({ default: exported }))).toEqual({
      upgrade,
      downgrade: null,
      transaction: "none",
      limits: { lockTimeout: 50, lockRetry: { attempts: 2 } },
    });
  });

  it("says what is wrong with a file", async () => {
    expect(await reason(header)).toContain("revision-file-invalid");
    expect(await reason({ ...header, upgrade, revision: "a2" })).toContain('revision = "a2"');
    expect(await reason({ ...header, upgrade, downRevision: ["b1", "c1"] })).toContain("downRevision");
    expect(await reason({ ...header, upgrade, transaction: "none" })).toContain("above the functions");
    expect(await reason({ ...header, upgrade, statementTimeout: "5s" })).toContain("statementTimeout");
    expect(await reason({ ...header, upgrade, lockRetry: { attempts: 0 } })).toContain("lockRetry");
    expect(await reason(undefined)).toContain("revision-file-invalid");
    const thrown: unknown = await loadRevision(known, () => Promise.reject(new Error("half loaded"))).catch(
      (error: unknown) => error,
    );
    expect(thrown).toMatchObject({
      code: "module-load-failed",
      message: expect.stringContaining("half loaded") as string,
    });
  });
});
