/** Which TypeScript files can be compiled one by one: those that need no type of another file. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, resolve } from "node:path";
import { isInstalled, isTypeScript } from "./format";
import { runtimeImports, withoutComments } from "./imports";
import { isBuiltin, isPath, resolveFile } from "./resolve";

export interface PlainPlan {
  readonly files: ReadonlySet<string>;
  /** Whether an import can't be had by `require`, so the root must be evaluated asynchronously. */
  readonly needsImport: boolean;
}

const decorator = /^[ \t]*@[A-Za-z_$][\w$.]*[ \t]*(?:\(|$)/m;
/**
 * The files that `root` loads, if it and they have no decorators and import packages, built-in modules and each other
 * alone. Null otherwise: then types count, and the project's compiler is asked. Judged by the text; what looks like an
 * import and is none costs at most the slow path.
 */
export function planPlain(root: string): PlainPlan | null {
  const files = new Set<string>([root]);
  let needsImport = false;
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    if (decorator.test(withoutComments(text))) return null;
    for (const specifier of runtimeImports(text)) {
      const target = locate(specifier, file);
      if (target === null) return null;
      if (target === "import-only") needsImport = true;
      else if (isTypeScript(target)) files.add(target);
    }
  }
  return { files, needsImport };
}

/** The file, `import-only` for a package that `require` can't have, null for what neither is nor leads to a plain file. */
function locate(specifier: string, file: string): string | null {
  if (isBuiltin(specifier) || specifier === "typeorm-revise") return "";
  if (isPath(specifier)) {
    return resolveFile(isAbsolute(specifier) ? specifier : resolve(dirname(file), specifier), true);
  }
  try {
    const found = createRequire(file).resolve(specifier);
    return isInstalled(found) ? "" : found;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    return code === "ERR_PACKAGE_PATH_NOT_EXPORTED" ? "import-only" : null;
  }
}
