/**
 * Emitted programs on disk. A pack holds the code of all sources of one program and what that code follows from: the
 * content of the sources, and size and time of the declarations. It is used only while all of that is as it was, so a
 * warm run compares and never asks the compiler.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { contentKey, readCached, writeCached } from "./cache";
import type { Emission, EmittedFile } from "./emission";
import { relativeImports } from "./imports";
import { resolveFile } from "./resolve";

interface Manifest {
  readonly roots: readonly string[];
  readonly sources: readonly SourceEntry[];
  readonly declarations: readonly (readonly [file: string, size: number, modified: number])[];
  /** Files that imports asked for in vain: once they are there, types may be others. */
  readonly absent: readonly string[];
}

/** Lengths are of the slices in the files of code and of maps, one after the other. */
type SourceEntry = readonly [file: string, hash: string, code: number, map: number, error: string | null];

/** A program as it was emitted once. Maps are read when they are asked for. */
export interface Pack {
  readonly files: ReadonlyMap<string, Omit<EmittedFile, "map">>;
  readonly mapOf: (file: string) => string | null;
}

/** Of npm, pnpm, Yarn with `node_modules`, Yarn 1, and Yarn with Plug'n'Play. */
const lockNames = [
  "node_modules/.package-lock.json",
  "node_modules/.modules.yaml",
  "node_modules/.yarn-state.yml",
  "node_modules/.yarn-integrity",
  ".pnp.cjs",
];

/** Branches of a repository and entry points that are kept side by side. */
const kept = 8;

/** The newest valid pack in `directory` that has all of `wanted`; null where there is none. */
export function readPack(directory: string, wanted: readonly string[]): Pack | null {
  const hashes = new Map<string, string | null>();
  for (const name of manifestNames(directory)) {
    const path = join(directory, name);
    const text = readCached(path);
    const manifest = text === null ? null : parseManifest(text);
    if (manifest === null || !contains(manifest, wanted) || !isCurrent(manifest, hashes)) continue;
    const code = readCached(path.replace(/json$/, "code"));
    if (code === null) continue;
    touch(path);
    return { files: sliceCode(manifest, code), mapOf: (file) => sliceMap(manifest, file, path) };
  }
  return null;
}

export function writePack(directory: string, roots: readonly string[], emission: Emission): void {
  const manifest: Manifest = {
    roots,
    sources: emission.files.map(({ file, code, map, error }) => [
      file,
      hashOf(file) ?? "",
      code.length,
      map.length,
      error,
    ]),
    declarations: [...emission.declarations, ...lockFiles(emission)].map((file) => [file, ...stamp(file)]),
    absent: emission.files.flatMap(({ file }) => missingImports(file)),
  };
  const name = contentKey(JSON.stringify([roots, manifest.sources]));
  // The manifest last: it promises that the others are there.
  writeCached(join(directory, `${name}.code`), emission.files.map(({ code }) => code).join(""));
  writeCached(join(directory, `${name}.map`), emission.files.map(({ map }) => map).join(""));
  writeCached(join(directory, `${name}.json`), JSON.stringify(manifest));
  for (const old of manifestNames(directory).slice(kept)) {
    for (const ending of ["json", "code", "map"]) {
      rmSync(join(directory, old.replace(/json$/, ending)), { force: true });
    }
  }
}

function sliceCode(manifest: Manifest, text: string): Pack["files"] {
  let offset = 0;
  return new Map(
    manifest.sources.map(([file, , length, , error]) => {
      const code = text.slice(offset, offset + length);
      offset += length;
      return [file, { file, code, error }];
    }),
  );
}

function sliceMap(manifest: Manifest, wanted: string, path: string): string | null {
  let offset = 0;
  for (const [file, , , length] of manifest.sources) {
    if (file === wanted)
      return readCached(path.replace(/json$/, "map"))?.slice(offset, offset + length) ?? null;
    offset += length;
  }
  return null;
}

/** Newest first. */
function manifestNames(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({
      name,
      modified: statSync(join(directory, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    }))
    .sort((left, right) => right.modified - left.modified)
    .map(({ name }) => name);
}

function parseManifest(text: string): Manifest | null {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    return null; // Cut short by a full disk.
  }
}

function contains(manifest: Manifest, wanted: readonly string[]): boolean {
  const files = new Set(manifest.sources.map(([file]) => file));
  return wanted.every((file) => files.has(file));
}

function isCurrent(manifest: Manifest, hashes: Map<string, string | null>): boolean {
  const sameDeclarations = manifest.declarations.every(([file, size, modified]) => {
    const now = stamp(file);
    return now[0] === size && now[1] === modified;
  });
  if (!sameDeclarations || manifest.absent.some((file) => existsSync(file))) return false;
  return manifest.sources.every(([file, hash]) => {
    let now = hashes.get(file);
    if (now === undefined) hashes.set(file, (now = hashOf(file)));
    return now === hash;
  });
}

function hashOf(file: string): string | null {
  try {
    return createHash("sha1").update(readFileSync(file)).digest("base64");
  } catch {
    return null; // Deleted.
  }
}

function stamp(file: string): readonly [size: number, modified: number] {
  const status = statSync(file, { throwIfNoEntry: false });
  return status === undefined ? [-1, 0] : [status.size, status.mtimeMs];
}

function missingImports(file: string): string[] {
  return relativeImports(file)
    .filter((path) => resolveFile(path, true) === null)
    .flatMap((path) =>
      [".ts", ".tsx", ".d.ts", "/index.ts"].map((ending) => path.replace(/\.[cm]?js$/, "") + ending),
    );
}

/**
 * What package managers write when they install, beside the sources and above: in a workspace the nearest `node_modules`
 * need not be the one that knows.
 */
function lockFiles(emission: Emission): string[] {
  const found: string[] = [];
  for (let directory = dirname(emission.files[0]?.file ?? "/"); ; directory = dirname(directory)) {
    for (const name of lockNames) {
      if (existsSync(join(directory, name))) found.push(join(directory, name));
    }
    if (dirname(directory) === directory) return found;
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Another process removed it, or the cache is read-only: the order of packs is a matter of speed.
  }
}
