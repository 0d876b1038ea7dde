/** Finds the revision files and reads their headers. */
import type { Dirent } from "node:fs";
import { readdirSync, realpathSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { ReviseError } from "../errors";
import { compareText } from "../util/text";
import { duplicateId } from "./graph-errors";
import { readHeaderFile } from "./header";
import type { BrokenRevision, Revision } from "./revision";

export interface DirectoryOptions {
  /** Absolute paths. */
  readonly locations: readonly string[];
  /** Whether folders below a location hold revisions too. */
  readonly recursive: boolean;
  /** What a location that does not exist means: an error (the default), or no revisions yet. */
  readonly missing?: "fail" | "empty";
}

export interface RevisionFiles {
  /** By location, then by folder, then by file name. */
  readonly revisions: readonly Revision[];
  readonly broken: readonly BrokenRevision[];
}

const revisionFile = /^(?!\.)(?!.*\.d\.[mc]?ts$).*\.(?:ts|mts|cts|js|mjs|cjs)$/;

/**
 * Why {@link readDirectory} would not find a file, as the end of a sentence; null where it would.
 *
 * @param name from a location, with slashes
 */
export function unfindable(name: string, recursive: boolean): string | null {
  const folders = name.split("/");
  const file = folders.pop() ?? "";
  if (folders.length > 0 && !recursive) return "is in a folder of its own, without recursiveVersionLocations";
  if (folders.every(isVisited) && revisionFile.test(file)) return null;
  return "is hidden, or does not end like a revision file";
}

function isVisited(folder: string): boolean {
  return !folder.startsWith(".") && folder !== "node_modules";
}

/**
 * Reads all revision files: `.ts .mts .cts .js .mjs .cjs`, but no declarations and no hidden files. A file that can be
 * reached by several paths counts once. Of a source and its compiled file side by side the source counts: the
 * compiled one may be out of date.
 *
 * @throws `directory-not-found`; `revision-graph` for an id in two files
 */
export function readDirectory(options: DirectoryOptions): RevisionFiles {
  const byId = new Map<string, Revision>();
  const byPath = new Map<string, Revision>();
  const broken: BrokenRevision[] = [];
  for (const path of revisionFiles(options)) {
    const source = byPath.get(path.replace(/\.([mc]?)js$/, ".$1ts"));
    const header = readHeaderFile(path);
    if (!header.ok) {
      if (source === undefined) broken.push(header.broken);
      continue;
    }
    const { revision } = header;
    const known = byId.get(revision.id);
    if (known === undefined) {
      byId.set(revision.id, revision);
      byPath.set(path, revision);
    } else if (known !== source) throw duplicateId(revision.id, known.path, path);
  }
  return { revisions: [...byId.values()], broken };
}

function revisionFiles(options: DirectoryOptions): string[] {
  const files: string[] = [];
  const seen = new Set<string>();
  const visit = (directory: string): void => {
    const real = realpathSync.native(directory);
    if (seen.has(real)) return;
    seen.add(real);
    const entries = sourceFirst(readdirSync(directory, { withFileTypes: true }));
    const folders: string[] = [];
    for (const entry of entries) {
      const path = directory + sep + entry.name;
      const type = typeOf(entry, path);
      if (type === "folder" && isVisited(entry.name)) folders.push(path);
      if (type !== "file" || !revisionFile.test(entry.name)) continue;
      const identity = entry.isSymbolicLink() ? realpathSync.native(path) : real + sep + entry.name;
      if (!seen.has(identity)) files.push(path);
      seen.add(identity);
    }
    if (options.recursive) folders.forEach(visit);
  };
  for (const location of options.locations) {
    if (exists(resolve(location), options.missing ?? "fail")) visit(resolve(location));
  }
  return files;
}

/** By name, but `x.ts` before `x.js`. */
function sourceFirst(entries: readonly Dirent[]): readonly Dirent[] {
  const key = (name: string): string =>
    name.replace(
      /\.([mc]?)([jt])s$/,
      (_, flavour: string, language: string) => `.${language === "t" ? "0" : "1"}${flavour}`,
    );
  return entries
    .map((entry) => ({ entry, key: key(entry.name) }))
    .sort((left, right) => compareText(left.key, right.key))
    .map(({ entry }) => entry);
}

function typeOf(entry: Dirent, path: string): "file" | "folder" | null {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  if (!entry.isSymbolicLink()) return null;
  const target = statSync(path, { throwIfNoEntry: false });
  return target?.isFile() === true ? "file" : target?.isDirectory() === true ? "folder" : null;
}

function exists(location: string, missing: "fail" | "empty"): boolean {
  const found = statSync(location, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return true;
  if (found === undefined && missing === "empty") return false;
  const what = found === undefined ? "does not exist" : "is not a directory";
  throw new ReviseError("directory-not-found", `The revision directory ${location} ${what}.`, {
    hint: "Create it with `revise init`, or set `directory` or `versionLocations` in the configuration to where the revisions are.",
    details: { location },
  });
}
