/** Where emitted code is kept between runs. Its content is executed, so a directory that others may write is not used. */
import { createHash, randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Part of every key, with the version of this package: raise it when emitted code or the form of the cache changes. */
export const cacheVersion = `1 ${ownVersion()}`;

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8"));
  return (manifest as { version: string }).version;
}

/** Hex digest of the parts, which can't run into each other. */
export function contentKey(...parts: readonly string[]): string {
  const hash = createHash("sha1");
  for (const part of parts) hash.update(`${String(Buffer.byteLength(part))}:`).update(part);
  return hash.digest("hex");
}

const directories = new Map<string, string | null>();

/**
 * The cache for files in `directory`: `node_modules/.cache/typeorm-revise` of the nearest package that has
 * `node_modules`, else a private directory under the system's one for temporary files; null where neither can be
 * written, and then nothing is kept.
 */
export function cacheDirectory(directory: string): string | null {
  let found = directories.get(directory);
  if (found === undefined) {
    found = inNodeModules(directory) ?? inTemporary();
    directories.set(directory, found);
  }
  return found;
}

/** The text of a cached file; null where there is none. */
export function readCached(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null; // Not cached yet, or removed by another process: emitted again.
  }
}

/** Writes a file whole or not at all. A cache that can't be written costs time and nothing else. */
export function writeCached(path: string, text: string): void {
  const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch {
    // Read-only or full disk.
  }
}

function inNodeModules(start: string): string | null {
  for (let directory = start; ; directory = dirname(directory)) {
    const modules = join(directory, "node_modules");
    if (existsSync(modules)) {
      const cache = join(modules, ".cache", "typeorm-revise");
      return isWritable(existsSync(cache) ? cache : modules) ? cache : null;
    }
    if (dirname(directory) === directory) return null;
  }
}

function inTemporary(): string | null {
  const user = process.getuid?.();
  const directory = join(tmpdir(), `typeorm-revise-${String(user ?? "cache")}`);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const status = lstatSync(directory);
    // Another account may have made it first and put code there.
    if (!status.isDirectory() || (user !== undefined && (status.uid !== user || (status.mode & 0o022) !== 0)))
      return null;
    return directory;
  } catch {
    return null;
  }
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
