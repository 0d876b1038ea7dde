import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commandLine, runWriteHooks } from "../../packages/revise/src/commands/write-hooks";
import type { WriteHook } from "../../packages/revise/src/config/callbacks";
import type { ReviseError } from "../../packages/revise/src/errors";
import { createProject } from "../cli/project";

let directory: string;
beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "revise-hooks-")));
  writeFileSync(join(directory, "new.ts"), "text");
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const run = (...writeHooks: WriteHook[]): Promise<void> =>
  runWriteHooks(
    { writeHooks, file: join(directory, "revise.config.ts") },
    { path: join(directory, "new.ts"), displayPath: "new.ts" },
  );
const text = (): string => readFileSync(join(directory, "new.ts"), "utf8");
const append = (word: string): string => `require("node:fs").appendFileSync(process.argv[1], " ${word}")`;

async function failure(...hooks: WriteHook[]): Promise<ReviseError> {
  const error = (await run(...hooks).catch((caught: unknown) => caught)) as ReviseError;
  expect(error.code).toBe("hook-failed");
  expect(error.message).toContain("was written and stays: new.ts");
  return error;
}

describe("runWriteHooks", () => {
  it("runs programs, command lines and functions in their order", async () => {
    await run(
      { command: "node", options: ["-e", append("one"), "REVISION_SCRIPT_FILENAME"] },
      `node -e 'require("node:fs").appendFileSync(process.argv[1], " two")'`,
      (path) => {
        writeFileSync(path, `${text()} three`);
      },
    );
    expect(text()).toBe("text one two three");
  });

  it("finds programs of the project's node_modules first, also from another directory", async () => {
    const bin = join(directory, "node_modules/.bin");
    mkdirSync(bin, { recursive: true });
    mkdirSync(join(directory, "sub"));
    writeFileSync(join(bin, "node"), '#!/bin/sh\npwd > "$1"\n');
    chmodSync(join(bin, "node"), 0o755);
    await run({ command: "node", cwd: "sub" });
    expect(text()).toBe(`${directory}/sub\n`);
  });

  it("names a program that fails, its exit code and what it said, and runs no hook after it", async () => {
    let ran = false;
    const error = await failure(
      { name: "lint", command: `node -e "console.log('1:1 bad'); process.exit(4)"` },
      () => {
        ran = true;
      },
    );
    expect(error.message).toContain(`"lint" ended with exit code 4`);
    expect(error.message).toContain("1:1 bad");
    expect(error.details).toMatchObject({ hook: "lint", file: join(directory, "new.ts") });
    expect(ran).toBe(false);
    expect(text()).toBe("text");
  });

  it("tells a program that is missing from a directory that is missing", async () => {
    expect((await failure("no-such-program --fix")).message).toContain(
      'there is no program "no-such-program"',
    );
    expect((await failure({ command: "node", cwd: "nowhere" })).message).toContain(
      `there is no directory ${directory}/nowhere`,
    );
  });

  it("names a function that throws", async () => {
    const tidy = (): never => {
      throw new Error("no tidying today");
    };
    expect((await failure(tidy)).message).toContain(`"tidy" failed: no tidying today`);
  });
});

describe("commandLine", () => {
  it("puts the file where the token is, first among options, last on a line", () => {
    const of = (command: string, options?: string | string[]): readonly string[] =>
      commandLine(options === undefined ? { command } : { command, options }, "/a b.ts");
    expect(of("eslint", "--fix REVISION_SCRIPT_FILENAME --quiet")).toEqual([
      "eslint",
      "--fix",
      "/a b.ts",
      "--quiet",
    ]);
    expect(of("eslint", ["--fix"])).toEqual(["eslint", "/a b.ts", "--fix"]);
    expect(of("eslint --fix")).toEqual(["eslint", "--fix", "/a b.ts"]);
    expect(of("cp REVISION_SCRIPT_FILENAME REVISION_SCRIPT_FILENAME.bak")).toEqual([
      "cp",
      "/a b.ts",
      "/a b.ts.bak",
    ]);
  });
});

describe("revise revision", () => {
  it("fails with a hook, says where the file is, and keeps it", async () => {
    const project = createProject({ from: "demo" });
    project.write(
      "revise.config.ts",
      `export default { dataSource: "./src/data-source.ts", writeHooks: ["node -e 'console.error(42); process.exit(7)'"] };`,
    );
    const { code, stdout, stderr } = await project.revise("revision", "-m", "kept", "--rev-id", "a1");
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain("exit code 7");
    expect(stderr).toContain("42");
    expect(stderr).toContain("revisions/versions/a1_kept.ts");
    expect(project.revisions()).toEqual(["a1_kept.ts"]);
    project.remove();
  });
});
