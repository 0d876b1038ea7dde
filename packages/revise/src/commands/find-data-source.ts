/** Finds the module that exports the DataSource by reading sources, without running any. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const skipped = new Set([
  "node_modules",
  "dist",
  "build",
  "out",
  "coverage",
  "revisions",
  "migrations",
  "test",
  "tests",
]);
const deepest = 6;

/** Paths relative to `root`, the likeliest first: named as a DataSource, near the top. */
export function findDataSourceModules(root: string): string[] {
  return [...sourceFiles(root, 0)]
    .filter((file) => exportsDataSource(readFileSync(file, "utf8")))
    .map((file) => relative(root, file).replaceAll("\\", "/"))
    .sort((left, right) => rank(left) - rank(right) || left.localeCompare(right, "en"));
}

function* sourceFiles(directory: string, depth: number): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (depth < deepest && !entry.name.startsWith(".") && !skipped.has(entry.name))
        yield* sourceFiles(path, depth + 1);
    } else if (
      /\.[mc]?[jt]s$/.test(entry.name) &&
      !/\.(d|spec|test)\.[mc]?ts$|revise\.config\./.test(entry.name)
    ) {
      yield path;
    }
  }
}

/** The names under which a module makes and exports DataSources in one statement each, as far as its text tells. */
export function namesOfDataSources(file: string): string[] {
  const code = withoutComments(readFileSync(file, "utf8"));
  const statement =
    /^\s*(?:export\s+(?:(default)\s|(?:const|let|var)\s+(\w+)[^=;]*=)|(?:module\.)?exports\.(\w+)\s*=)\s*new\s+(?:\w+\.)?DataSource\s*\(/gm;
  return [...code.matchAll(statement)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}

/** A module that makes a DataSource and lets it out; the text is enough to propose it, loading it decides. */
function exportsDataSource(text: string): boolean {
  const code = withoutComments(text);
  if (!/\bnew\s+(?:\w+\.)?DataSource\s*\(/.test(code)) return false;
  return /^\s*export\b|\bmodule\.exports\b|\bexports\.\w+\s*=/m.test(code);
}

function rank(file: string): number {
  const depth = file.split("/").length;
  return (/data-?source/i.test(file.split("/").at(-1) ?? "") ? 0 : 100) + depth;
}
