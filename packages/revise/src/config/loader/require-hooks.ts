/**
 * The CommonJS half of the hooks. They are process-wide because TypeORM itself requires the files of `entities` globs;
 * code goes in under the name of its source, so `__dirname` and stack traces are those of the source.
 */
import Module from "node:module";
import { codeFor } from "./provider";
import { missingFile, resolveAfter, resolveBefore } from "./resolve";

interface LoadedModule {
  readonly filename: string | null;
  _compile(code: string, filename: string, format?: "commonjs"): unknown;
}

type ResolveFilename = (
  request: string,
  parent: LoadedModule | undefined,
  isMain: boolean,
  options?: { readonly paths?: readonly string[] },
) => string;

/** What of Node's module loader has been open to patches, and patched, since its first versions. */
interface ModuleInternals {
  _extensions: Record<string, (module: LoadedModule, filename: string) => void>;
  _resolveFilename: ResolveFilename;
}

let installed = false;

export function installRequireHooks(): void {
  if (installed) return;
  installed = true;
  const internals = Module as unknown as ModuleInternals;
  for (const ending of [".ts", ".tsx", ".cts", ".mts"]) {
    // A loader of the user's own keeps what is not ours: it has the project, and we the configuration and revisions.
    const inherited = internals._extensions[ending] ?? internals._extensions[".js"];
    internals._extensions[ending] = (module, filename) => {
      const code = codeFor(filename);
      if (code === null) inherited?.(module, filename);
      else module._compile(code, filename, "commonjs");
    };
  }
  const inherited = internals._resolveFilename.bind(Module);
  internals._resolveFilename = (request, parent, isMain, options) => {
    const file = parent?.filename ?? undefined;
    if (options?.paths === undefined) {
      const found = resolveBefore(request, file);
      if (found !== null) return found;
    }
    try {
      const found = inherited(request, parent, isMain, options);
      return resolveAfter(found, file) ?? found;
    } catch (error) {
      const source = resolveAfter(missingFile(error) ?? "", file);
      if (source !== null) return source;
      throw error;
    }
  };
}
