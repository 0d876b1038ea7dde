/**
 * Loads TypeScript without decorators (configuration, revisions, `env.ts`) file by file: compiled to CommonJS once by
 * jiti's transform, kept by content, evaluated under its own name. A warm start reads one small file for each.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";
import type { createJiti } from "jiti";
import { ReviseError } from "../../errors";
import { cacheDirectory, cacheVersion, contentKey, readCached, writeCached } from "./cache";
import { isInstalled } from "./format";
import type { PlainPlan } from "./plain-plan";
import { addFirstProvider, type Provider } from "./provider";
import { installRequireHooks } from "./require-hooks";

/** Text of the files as they were compiled last, by path: a file that changed is evaluated anew. */
const plainFiles = new Map<string, string>();
/** Files that were asked for themselves, and those among them whose exports are a promise. */
const roots = new Set<string>();
const asynchronous = new Set<string>();

const provider: Provider = {
  codeFor: (file) => {
    if (!plainFiles.has(file) && !isInstalled(file)) return null;
    const source = readFileSync(file, "utf8");
    plainFiles.set(file, source);
    return compile(file, source);
  },
  pathsFor: () => [],
  sourceOf: () => null,
  mapOf: () => null, // The transform keeps the lines.
  adviceFor: () => null,
};

/** Whether the code of a file is that of the transform, which keeps the lines of the source and not its columns. */
export function isPlain(file: string): boolean {
  return plainFiles.has(file);
}

export async function loadPlain(root: string, plan: PlainPlan): Promise<unknown> {
  addFirstProvider(provider);
  installRequireHooks();
  const require = createRequire(root);
  for (const file of plan.files) {
    if (plainFiles.get(file) !== readFileSync(file, "utf8")) Reflect.deleteProperty(require.cache, file);
    if (!plainFiles.has(file)) plainFiles.set(file, "");
  }
  roots.add(root);
  if (plan.needsImport) asynchronous.add(root);
  const exported: unknown = require(root);
  return exported instanceof Promise && asynchronous.has(root) ? await exported : exported;
}

function compile(file: string, source: string): string {
  const directory = cacheDirectory(dirname(file));
  const forced = asynchronous.has(file);
  const name = `${basename(file)}-${contentKey(cacheVersion, String(forced), file, source)}.js`;
  const path = directory === null ? null : join(directory, "plain", name);
  let code = path === null ? null : readCached(path);
  if (code === null) {
    code = transform(file, source, forced);
    if (path !== null) writeCached(path, code);
  }
  if (code.startsWith(asyncPrefix)) checkAsynchronous(file);
  return code;
}

/** Only a root may wait: what it imports is evaluated by `require`. */
function checkAsynchronous(file: string): void {
  if (roots.has(file)) asynchronous.add(file);
  else {
    throw new ReviseError("module-load-failed", `${file} uses \`await\` outside of functions.`, {
      hint: "Move the `await` into a function, or into the file that imports this one.",
      details: { file },
    });
  }
}

/** What the transform calls in place of `import()`: `require` first, whose results it knows how to take apart. */
const importer =
  "const jitiImport=async(id)=>{try{return require(id)}catch(e){" +
  'if(!["ERR_REQUIRE_ESM","ERR_REQUIRE_ASYNC_MODULE","ERR_PACKAGE_PATH_NOT_EXPORTED"].includes(e.code))throw e;' +
  "return{...await import(id),__esModule:true}}};";
const asyncPrefix = `${importer}module.exports=(async(exports)=>{`;

/** As a function that waits, where the file must wait for something: `await` outside of functions. */
function transform(file: string, source: string, forced: boolean): string {
  if (!forced) {
    const code = `${importer}${emit(file, source, false)}`;
    if (compiles(code)) return code;
  }
  return `${asyncPrefix}${emit(file, source, true)}\nreturn exports})(exports)`;
}

function compiles(code: string): boolean {
  try {
    new Script(`(function(exports,require,module,__filename,__dirname){${code}\n})`);
    return true;
  } catch {
    return false; // An `await` outside of functions; any other mistake comes up again when the file is evaluated.
  }
}

function emit(file: string, source: string, async: boolean): string {
  // Loaded when a file has changed: a warm start does without the transform.
  const transformer = createRequire(__filename)("jiti") as { readonly createJiti: typeof createJiti };
  const jiti = transformer.createJiti(file, { fsCache: false });
  const code = jiti.transform({ source, filename: file, ts: true, async });
  const failure = /^exports\.__JITI_ERROR__ = (\{.*\})$/s.exec(code)?.[1];
  if (failure === undefined) return code;
  const { line, column, message } = JSON.parse(failure) as { line: number; column: number; message: string };
  throw new ReviseError(
    "module-load-failed",
    `${file}:${String(line)}:${String(column + 1)} does not compile: ${message.trim()}`,
    { hint: "Correct the syntax error.", details: { file, line, column: column + 1 } },
  );
}
