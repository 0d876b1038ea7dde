/** A folder of its own for each test of a file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach } from "vitest";

let root: string;

export function inFolder(): void {
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "revise-files-"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });
}

/** The absolute path of a file in it. */
export function inside(path = "."): string {
  return join(root, path);
}

/** Writes a file in it, with its folders; gives its absolute path. */
export function write(path: string, content: string): string {
  const file = inside(path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}
