/** From a specifier in TypeScript to a file, where Node.js alone would not find it. */
import { existsSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, isAbsolute, join, resolve, sep } from "node:path";
import { isInstalled, isTypeScript } from "./format";
import { missingByTable } from "./plug-and-play";
import { pathsFor, sourceOf } from "./provider";

const builtins = new Set(builtinModules);
const sourceEndings: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};
const sources = [".ts", ".tsx", ".mts", ".cts"];
const outputs = [".js", ".mjs", ".cjs", ".json", ".jsx"];
/** As the compiler looks. */
const endings = [...sources, ...outputs];

/**
 * The file that `path` means in TypeScript: itself, `.ts` for `.js`, without an ending, or the `index` of a directory.
 *
 * @param preferSource whether `x.ts` goes before an `x.js` beside it, as it does for the compiler; not where JavaScript
 * asks, whose neighbours are mostly JavaScript
 */
export function resolveFile(path: string, preferSource: boolean): string | null {
  if (preferSource) return fromOutput(path) ?? (isFile(path) ? path : null) ?? withEnding(path, endings);
  return (isFile(path) ? path : null) ?? fromOutput(path) ?? withEnding(path, [...outputs, ...sources]);
}

/** The answer before Node.js is asked; null to ask it. */
export function resolveBefore(specifier: string, parent: string | undefined): string | null {
  if (specifier === "typeorm-revise") return parent?.startsWith(ownDirectory) === true ? null : ownEntry();
  if (parent === undefined || isInstalled(parent) || isBuiltin(specifier)) return null;
  if (isPath(specifier)) return resolvePath(specifier, parent);
  for (const path of pathsFor(specifier, parent)) {
    const found = resolveFile(path, isTypeScript(parent));
    if (found !== null && !/\.d\.[cm]?ts$/.test(found)) return found;
  }
  return null;
}

function resolvePath(specifier: string, parent: string): string | null {
  const path = isAbsolute(specifier) ? specifier : resolve(dirname(parent), specifier);
  // A slash or dots at the end ask for the directory, also beside a file of that name.
  if (/(?:^|[\\/])\.{0,2}[\\/]?$/.test(specifier)) return indexOf(path);
  if (isTypeScript(parent)) return resolveFile(path, true);
  return isFile(path) ? null : resolveFile(path, false);
}

/** The answer in place of Node's: the source of a file that the project compiles to. */
export function resolveAfter(found: string, parent: string | undefined): string | null {
  if (!isAbsolute(found) || parent === undefined || !isTypeScript(parent) || isInstalled(parent)) return null;
  return sourceOf(found);
}

/** The file that an error of Node.js, or of Plug'n'Play, misses; null for other errors. */
export function missingFile(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  if (error.code !== "MODULE_NOT_FOUND" && error.code !== "ERR_MODULE_NOT_FOUND") return null;
  const missing = missingModule(error);
  return missing !== null && isAbsolute(missing) ? missing : null;
}

/** What an error of Node.js, or of Plug'n'Play, says that it misses, file or package; null for other errors. */
export function missingModule(error: Error): string | null {
  return (
    missingByTable(error) ?? /^Cannot find (?:module|package) '([^']+)'/.exec(error.message)?.[1] ?? null
  );
}

export function isPath(specifier: string): boolean {
  return /^\.{1,2}(?:\/|$)/.test(specifier) || isAbsolute(specifier);
}

export function isBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || builtins.has(specifier);
}

function fromOutput(path: string): string | null {
  const ending = /\.[cm]?jsx?$/.exec(path)?.[0];
  if (ending === undefined) return null;
  const stem = path.slice(0, -ending.length);
  return (sourceEndings[ending] ?? []).map((source) => stem + source).find(isFile) ?? null;
}

function withEnding(path: string, endings: readonly string[]): string | null {
  for (const ending of endings) if (isFile(path + ending)) return path + ending;
  return existsSync(path) ? indexOf(path) : null;
}

function indexOf(directory: string): string | null {
  // A package.json may name another file; Node.js reads it.
  if (isFile(join(directory, "package.json"))) return null;
  return endings.map((ending) => join(directory, `index${ending}`)).find(isFile) ?? null;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** `dist` of this package. */
const ownDirectory = resolve(__dirname, "..", "..") + sep;

/** This very copy, so that revisions load under `npx` and global installations, and never bring a second copy. */
function ownEntry(): string | null {
  const entry = join(ownDirectory, "index.js");
  return existsSync(entry) ? entry : null;
}
