/** What Tab gives: the real script, sourced by a real bash, asking the real command. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { reviseCommand } from "./project";

/** @param words of the line; the last one is at the cursor */
function complete(...words: string[]): string[] {
  const program = `
    revise() { "${process.execPath}" "${reviseCommand}" "$@"; }
    source <(SHELL=/bin/bash revise completion)
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _revise_completion
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", program, "bash", "revise", ...words], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter(Boolean);
}

describe("bash completes", () => {
  it("commands", () => {
    expect(complete("up")).toEqual(["upgrade"]);
  });

  it("the options of a command", () => {
    expect(complete("upgrade", "--dr")).toEqual(["--dry-run"]);
  });

  it("short options as they are typed", () => {
    expect(complete("upgrade", "--")).not.toContain("--q");
    expect(complete("upgrade", "-")).toContain("-q");
  });

  it("the values of an option", () => {
    expect(complete("diff", "--format", "")).toEqual(["text", "json", "sql"]);
  });

  it("the options of the default command", () => {
    expect(complete("--auto")).toEqual(["--autogenerate"]);
  });

  it("after and within words that hold spaces", () => {
    expect(complete("-m", '"add a column"', "--auto")).toEqual(["--autogenerate"]);
    expect(complete("revision", "-m", '"add a co')).toEqual([]);
  });
});

describe("completion", () => {
  it("prints a script for zsh where that is the shell", () => {
    const { stdout, status } = spawnSync(process.execPath, [reviseCommand, "completion"], {
      encoding: "utf8",
      env: { ...process.env, SHELL: "/usr/bin/zsh" },
    });
    expect(status).toBe(0);
    expect(stdout).toContain("compdef _revise_completion revise");
  });
});
