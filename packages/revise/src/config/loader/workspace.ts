/** Packages of a workspace, which are linked into `node_modules` and whose sources may be compiled in place. */
import type { Dirent } from "node:fs";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isInstalled } from "./format";
import { packagesOfTable } from "./plug-and-play";
import { settingsFor, sourceOfOutput } from "./settings";

/**
 * The source of a file that a project compiles to, whether it has been compiled yet or not; null for other files.
 * Sources go before their output, which may be older.
 */
export function sourceOfFile(file: string): string | null {
  const real = realPathOf(file);
  return isInstalled(real) ? null : sourceOfOutput(settingsFor(real), real);
}

/** The entry sources of linked packages by name, so that the compiler finds their types without a build. */
export function workspaceSources(start: string): Readonly<Record<string, string>> {
  const sources: Record<string, string> = {};
  for (const [name, path] of workspacePackages(start)) {
    const entry = entryOf(path);
    const source = entry === null || name in sources ? null : sourceOfFile(resolve(path, entry));
    if (source !== null) sources[name] = source;
  }
  return sources;
}

/** The nearest links first. */
function workspacePackages(start: string): [name: string, path: string][] {
  const found: [string, string][] = [];
  for (let directory = start; ; directory = dirname(directory)) {
    found.push(...linkedPackages(join(directory, "node_modules")));
    if (dirname(directory) === directory) return [...found, ...packagesOfTable(start)];
  }
}

function linkedPackages(modules: string): [name: string, path: string][] {
  return entriesOf(modules).flatMap((entry): [string, string][] => {
    const path = join(modules, entry.name);
    if (entry.isSymbolicLink()) return isLive(path) ? [[entry.name, path]] : [];
    if (!entry.isDirectory() || !entry.name.startsWith("@")) return [];
    return linkedPackages(path).map(([name, link]) => [`${entry.name}/${name}`, link]);
  });
}

/** None where there is no such directory, and where one above the project is closed to this user: Node.js finds nothing there either. */
function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Links of pnpm lead to installed packages too. */
function isLive(link: string): boolean {
  return existsSync(link) && !isInstalled(realpathSync(link));
}

/** What `import` of the bare name loads. */
function entryOf(directory: string): string | null {
  const path = join(directory, "package.json");
  if (!existsSync(path)) return null;
  const content = JSON.parse(readFileSync(path, "utf8")) as { main?: unknown; exports?: unknown };
  const target = targetOf(content.exports) ?? content.main ?? "index.js";
  return typeof target === "string" ? target : null;
}

function targetOf(exported: unknown): string | null {
  if (typeof exported === "string") return exported;
  if (typeof exported !== "object" || exported === null) return null;
  const conditions = exported as Readonly<Record<string, unknown>>;
  for (const name of [".", "import", "require", "node", "default"]) {
    const target = targetOf(conditions[name]);
    if (target !== null) return target;
  }
  return null;
}

/** The real path, also of a file that does not exist in a directory that does. */
function realPathOf(file: string): string {
  if (existsSync(file)) return realpathSync(file);
  const parent = dirname(file);
  return parent === file ? file : join(realPathOf(parent), file.slice(parent.length));
}
