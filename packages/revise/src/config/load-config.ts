/** Finds, loads and validates the configuration. Loads neither TypeORM nor the project. */
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { DataSource } from "typeorm";
import { isReviseError, ReviseError } from "../errors";
import type { Configuration } from "./config";
import type { ConfigContext, ConfigFactory, ReviseConfig } from "./define-config";
import { loadModule } from "./load-module";
import { resolveConfiguration } from "./resolve-config";
import { isRecord } from "./validate";
import { messageOf } from "../util/text";

/** The names that are looked for, best first. */
export const configFileNames = ["ts", "mts", "cts", "js", "mjs", "cjs"].map(
  (ending) => `revise.config.${ending}`,
);

export interface ConfigurationRequest {
  /** Absolute path. */
  readonly cwd: string;
  /** The value of `-c`, from `cwd`; in a program also the options themselves, whose paths start at `cwd`. */
  readonly config?: string | ReviseConfig | ConfigFactory | undefined;
  /** The DataSource of the program that calls; instead of the one of the configuration. */
  readonly dataSource?: DataSource | undefined;
  readonly ownsProcess?: boolean;
  /** The value of `-n`. */
  readonly environment?: string | undefined;
  /** The values of `-x`. */
  readonly x: Readonly<Record<string, string>>;
  /** Name of the command, for a configuration that is a function. */
  readonly command: string;
}

/**
 * The configuration of `-c`, of `REVISE_CONFIG`, of a `revise.config.*` in the working directory, or of the program that
 * calls. A program that gives its DataSource needs none.
 *
 * @throws {ReviseError} `config-not-found`, `config-load-failed` or `config-invalid`
 */
export async function loadConfiguration(request: ConfigurationRequest): Promise<Configuration> {
  const { environment, dataSource, ownsProcess = false } = request;
  const { file, options, isFactory } = await loadOptions(request);
  const given = dataSource === undefined ? options : withoutDataSource(options, dataSource);
  const resolved = resolveConfiguration(given, file, environment, isFactory);
  return { ...resolved, ownsProcess, ...(dataSource === undefined ? {} : { dataSource }) };
}

/** The names of all environments of the file, in its order. Throws as {@link loadConfiguration} does. */
export async function listEnvironments(
  request: Omit<ConfigurationRequest, "environment">,
): Promise<readonly string[]> {
  const { options } = await loadOptions({ ...request, environment: undefined });
  const environments = isRecord(options) ? options["environments"] : undefined;
  return isRecord(environments) ? Object.keys(environments) : [];
}

async function loadOptions(
  request: ConfigurationRequest,
): Promise<{ readonly file: string; readonly options: unknown; readonly isFactory: boolean }> {
  const { file, exported } = await source(request);
  const isFactory = typeof exported === "function";
  const { x, environment, command } = request;
  const options = isFactory ? await call(exported, { x, environment, command }, file) : await exported;
  return { file, options, isFactory };
}

/** What is resolved, and the name under which its errors are told. */
async function source(request: ConfigurationRequest): Promise<{ file: string; exported: unknown }> {
  const { cwd, config, dataSource } = request;
  if (config !== undefined && typeof config !== "string") {
    return { file: resolve(cwd, "<config object>"), exported: config };
  }
  const file = findConfigFile({ cwd, file: config }, dataSource !== undefined);
  if (file === null) return { file: resolve(cwd, "<no config>"), exported: {} };
  const module = await load(file);
  const exported = defaultExport(module);
  if (exported === module && isModule(module)) throw noDefaultExport(file);
  return { file, exported };
}

/** The DataSource of the program counts in every environment, and that of the configuration is not looked at. */
function withoutDataSource(options: unknown, dataSource: DataSource): unknown {
  if (!isRecord(options)) return options;
  const environments = isRecord(options["environments"])
    ? Object.fromEntries(
        Object.entries(options["environments"]).map(([name, own]) => [
          name,
          isRecord(own) ? { ...own, dataSource } : own,
        ]),
      )
    : options["environments"];
  return { ...options, dataSource, environments };
}

interface FileRequest {
  readonly cwd: string;
  readonly file?: string | undefined;
}

/**
 * @param optional whether null is an answer where none is named and none is there
 * @throws {ReviseError} `config-not-found`
 */
export function findConfigFile(request: FileRequest): string;
export function findConfigFile(request: FileRequest, optional: boolean): string | null;
export function findConfigFile(request: FileRequest, optional = false): string | null {
  const named =
    request.file ?? (process.env["REVISE_CONFIG"] === "" ? undefined : process.env["REVISE_CONFIG"]);
  if (named !== undefined) {
    const path = resolve(request.cwd, named);
    const status = statSync(path, { throwIfNoEntry: false });
    if (status !== undefined && !status.isDirectory()) return path;
    const source = request.file === undefined ? "REVISE_CONFIG" : "-c";
    const what = status === undefined ? "a file that does not exist" : "a directory";
    throw new ReviseError("config-not-found", `${source} names ${what}: ${path}`, {
      hint: `Correct ${source}, or run \`revise init\` to write a configuration.`,
      details: { file: path },
    });
  }
  const found = configFileNames.map((name) => resolve(request.cwd, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  if (optional) return null;
  throw new ReviseError(
    "config-not-found",
    `There is no revise.config.ts (or .mts, .cts, .js, .mjs, .cjs) in ${request.cwd}.`,
    {
      hint: "Run `revise init` to write one, change to its directory, or name it with -c or REVISE_CONFIG.",
      details: { directory: request.cwd },
    },
  );
}

async function load(file: string): Promise<unknown> {
  try {
    return await loadModule(file, "plain");
  } catch (error) {
    throw loadFailed(error, file);
  }
}

async function call(factory: unknown, context: ConfigContext, file: string): Promise<unknown> {
  try {
    return await (factory as (context: ConfigContext) => unknown)(context);
  } catch (error) {
    throw loadFailed(error, file);
  }
}

function loadFailed(error: unknown, file: string): ReviseError {
  const text = messageOf(error);
  const message = isReviseError(error, "module-load-failed") ? text : `${file} threw an error: ${text}`;
  return new ReviseError("config-load-failed", message, {
    hint:
      isReviseError(error) && error.hint !== undefined
        ? error.hint
        : `Correct ${file}; --raiseerr shows the stack.`,
    cause: error,
    details: { file },
  });
}

/** Whether the exports are those of ES module syntax, where a configuration must be the default one. */
function isModule(exports: unknown): boolean {
  return (
    typeof exports === "object" &&
    exports !== null &&
    (Symbol.toStringTag in exports || "__esModule" in exports)
  );
}

function noDefaultExport(file: string): ReviseError {
  return new ReviseError("config-invalid", `${file} has no default export.`, {
    hint: "Write `export default defineConfig({ dataSource: …, directory: … })`.",
    details: { file },
  });
}

/** `default` of a module, also where CommonJS and ES modules have each wrapped it once. */
function defaultExport(exports: unknown): unknown {
  let value = exports;
  for (let depth = 0; depth < 2; depth++) {
    if (typeof value !== "object" || value === null || !("default" in value)) break;
    value = value.default;
  }
  return value;
}
