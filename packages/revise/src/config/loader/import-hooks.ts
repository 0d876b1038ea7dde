/** The half of the hooks for ES modules. */
import Module from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isInstalled, isTypeScript, moduleFormat } from "./format";
import { exportedNames } from "./exported-names";
import { codeFor } from "./provider";
import { missingFile, resolveAfter, resolveBefore } from "./resolve";

export interface ResolveContext {
  readonly parentURL?: string | undefined;
  readonly importAttributes?: unknown;
  readonly conditions?: readonly string[];
}

export interface Resolution {
  readonly url: string;
  readonly format?: string | null | undefined;
  readonly shortCircuit?: boolean | undefined;
}

export interface Source {
  readonly format: string;
  readonly source?: unknown;
  readonly shortCircuit?: boolean | undefined;
}

interface RegisterHooks {
  readonly registerHooks?: (hooks: {
    resolve: (
      specifier: string,
      context: ResolveContext,
      next: (specifier: string, context: ResolveContext) => Resolution,
    ) => Resolution;
    load: (
      url: string,
      context: ResolveContext,
      next: (url: string, context: ResolveContext) => Source,
    ) => Source;
  }) => unknown;
}

let installed = false;

/** In this thread where Node.js can (from 22.15), else in the thread that Node.js makes for hooks. */
export function installImportHooks(): void {
  if (installed) return;
  installed = true;
  const { registerHooks } = Module as RegisterHooks;
  if (registerHooks === undefined) {
    Module.register("./import-thread.js", pathToFileURL(__filename));
    return;
  }
  registerHooks({
    resolve: (specifier, context, next) => {
      // A `require`: the other half of the hooks sees to it.
      if (context.importAttributes === undefined) return next(specifier, context);
      const found = beforeNode(specifier, context);
      if (found !== null) return found;
      try {
        return afterNode(next(specifier, context), context);
      } catch (error) {
        return instead(error, context);
      }
    },
    load: (url, context, next) => load(url) ?? next(url, context),
  });
}

export function beforeNode(specifier: string, context: ResolveContext): Resolution | null {
  const request = specifier.startsWith("file:") ? fileURLToPath(specifier) : specifier;
  const found = resolveBefore(request, parentFile(context));
  return found === null ? null : resolution(found, specifier);
}

export function afterNode(found: Resolution, context: ResolveContext): Resolution {
  const source = found.url.startsWith("file:")
    ? resolveAfter(fileURLToPath(found.url), parentFile(context))
    : null;
  return source === null ? found : resolution(source, "");
}

export function instead(error: unknown, context: ResolveContext): Resolution {
  const missing = missingFile(error);
  const source = missing === null ? null : resolveAfter(missing, parentFile(context));
  if (source !== null) return resolution(source, "");
  throw error;
}

/** The code of a TypeScript file; null for everything that Node.js knows itself. */
export function load(url: string): Source | null {
  if (!url.startsWith("file:")) return null;
  const file = fileURLToPath(url);
  if (!isTypeScript(file) || isInstalled(file)) return null;
  if (moduleFormat(file) === "commonjs")
    return { format: "module", source: bridge(file), shortCircuit: true };
  const source = codeFor(file);
  return source === null ? null : { format: "module", source, shortCircuit: true };
}

/**
 * An ES module that stands for a CommonJS one. Node.js would read the names of its exports from the file, which is
 * TypeScript, so they are given outright.
 */
function bridge(file: string): string {
  const names = exportedNames(file).map((name, index) => ({ name, local: `_${String(index)}` }));
  return [
    `import { createRequire } from "node:module";`,
    `const exported = createRequire(import.meta.url)(${JSON.stringify(file)});`,
    `export default exported;`,
    ...names.map(({ name, local }) => `const ${local} = exported[${JSON.stringify(name)}];`),
    `export { ${names.map(({ name, local }) => `${local} as ${name}`).join(", ")} };`,
  ].join("\n");
}

function resolution(file: string, specifier: string): Resolution {
  const query = /[?#].*$/.exec(specifier.startsWith("#") ? "" : specifier)?.[0] ?? "";
  const format = isTypeScript(file) ? { format: "module" } : {};
  return { url: pathToFileURL(file).href + query, ...format, shortCircuit: true };
}

function parentFile(context: ResolveContext): string | undefined {
  return context.parentURL?.startsWith("file:") === true ? fileURLToPath(context.parentURL) : undefined;
}
