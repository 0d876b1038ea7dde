/** The names that a TypeScript file of a CommonJS package exports, read from its emitted code. */
import { createRequire } from "node:module";
import { isTypeScript } from "./format";
import { codeFor } from "./provider";
import { resolveBefore } from "./resolve";

const assigned = /\bexports\.([A-Za-z_$][\w$]*)\s*=/g;
const defined = /Object\.defineProperty\(exports, "([A-Za-z_$][\w$]*)"/g;
const starred = /__exportStar\(require\("([^"]+)"\), exports\)/g;

/** Follows `export * from`; a JavaScript file behind one is loaded for its names. */
export function exportedNames(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const code = codeFor(file) ?? "";
  const names = new Set(
    [...code.matchAll(assigned), ...code.matchAll(defined)].map((match) => match[1] ?? ""),
  );
  for (const [, specifier = ""] of code.matchAll(starred)) {
    const require = createRequire(file);
    const target = resolveBefore(specifier, file) ?? require.resolve(specifier);
    const further = isTypeScript(target)
      ? exportedNames(target, seen)
      : Object.keys(require(target) as object);
    for (const name of further) names.add(name);
  }
  names.delete("default");
  names.delete("__esModule");
  return [...names];
}
