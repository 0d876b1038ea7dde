/** What a TypeScript file imports, by its text: quick, and wrong at most about text that looks like an import. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

const comments = /\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gm;
const typeOnly = /\b(?:import|export)\s+type\b[^;"']*?(?:from\s*)?["'][^"'\n]+["']/g;
/** A word that a quote precedes is the end of a string such as `"from"`. */
const specifiers = /(?<!["'`\w$.])(?:from\s*|import\s*\(?\s*|require\s*\(\s*)["']([^"'\n]+)["']/g;

export function withoutComments(text: string): string {
  return text.replace(comments, "");
}

/** Specifiers of what is loaded when the file runs; `import type` is left out. */
export function runtimeImports(text: string): string[] {
  return specifiersOf(withoutComments(text).replace(typeOnly, ""));
}

/** Absolute paths that the relative imports of a file name, as written, types included. */
export function relativeImports(file: string): string[] {
  return specifiersOf(withoutComments(readFileSync(file, "utf8")))
    .filter((specifier) => /^\.{1,2}\//.test(specifier))
    .map((specifier) => resolve(dirname(file), specifier));
}

function specifiersOf(text: string): string[] {
  return [...text.matchAll(specifiers)].map((match) => match[1] ?? "");
}
