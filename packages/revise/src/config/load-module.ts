/** Loads a file of the user's project, in whatever language and module format it is written. */
import { readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { loadFailure } from "./load-failure";
import { isTypeScript, moduleFormat } from "./loader/format";
import { loadPlain } from "./loader/plain";
import { planPlain } from "./loader/plain-plan";
import { installRequireHooks } from "./loader/require-hooks";
import { hasRegisteredLoader } from "./loader/registered";

/** `project`: entities and what imports them, whose types matter. `plain`: configuration, revisions and `env` files. */
export type ModuleKind = "project" | "plain";

export interface LoadOptions {
  /** `none`: nothing of ours between the file and Node.js. */
  readonly loader?: "auto" | "none";
}

/**
 * The exports of a file. JavaScript, and everything under a loader of the user's own, is loaded by Node.js as it is.
 * TypeScript of a project is compiled by the project's own compiler with types, because TypeORM takes column types
 * from emitted metadata; plain TypeScript is compiled file by file, under any loader.
 *
 * @throws {ReviseError} `module-load-failed` naming the file of the project that failed
 */
export async function loadModule(
  file: string,
  kind: ModuleKind,
  options: LoadOptions = {},
): Promise<unknown> {
  try {
    const path = realpathSync(file);
    if (kind === "plain" && !isTypeScript(path)) return await loadPlainScript(path);
    const plan = kind === "plain" ? planPlain(path) : null;
    if (plan !== null) return await loadPlain(path, plan);
    await registerLoader(path, options);
    return await loadAsIs(path);
  } catch (error) {
    throw loadFailure(error, file);
  }
}

/**
 * Makes Node.js understand the TypeScript of the project that `file` belongs to, without loading anything: for a data
 * source that is made by a function of the configuration.
 */
export async function registerLoader(file: string, options: LoadOptions = {}): Promise<void> {
  if (options.loader === "none" || hasRegisteredLoader) return;
  const { registerProject } = await import("./loader/project.js");
  registerProject(file);
}

/** JavaScript that may import this package where the project can't: under `npx` and global installations. */
async function loadPlainScript(path: string): Promise<unknown> {
  installRequireHooks();
  if (moduleFormat(path) === "module" && lacksOwnPackage(path)) {
    const { installImportHooks } = await import("./loader/import-hooks.js");
    installImportHooks();
  }
  return await loadAsIs(path);
}

function lacksOwnPackage(path: string): boolean {
  if (!readFileSync(path, "utf8").includes("typeorm-revise")) return false;
  try {
    return createRequire(path).resolve("typeorm-revise/package.json") === "";
  } catch {
    return true;
  }
}

async function loadAsIs(path: string): Promise<unknown> {
  if (moduleFormat(path) === "module") return (await import(pathToFileURL(path).href)) as unknown;
  return createRequire(path)(path) as unknown;
}
