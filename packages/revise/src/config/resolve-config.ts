/** From the options that a user wrote to the {@link Configuration}: environment, defaults, absolute paths. */
import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ReviseError } from "../errors";
import { resolveLockRetry } from "../revisions/limits";
import { nearest } from "../util/nearest";
import { list } from "../util/text";
import type { Configuration } from "./config";
import type { ReviseConfig } from "./define-config";
import { resolveFile } from "./loader/resolve";
import { invalidOption, isRecord, validateOptions, type RawOptions } from "./validate";

const defaults = {
  directory: "./revisions",
  versionLocations: null,
  recursiveVersionLocations: false,
  fileTemplate: "%(rev)s_%(slug)s",
  timezone: null,
  truncateSlugLength: 40,
  template: null,
  decisions: null,
  writeHooks: [],
  versionTable: "revise_version",
  versionTableSchema: null,
  schema: null,
  historyTable: false,
  transaction: "per-revision",
  compareType: true,
  compareServerDefault: true,
  includeSchemas: false,
  includeName: null,
  includeObject: null,
  operations: {},
  comparators: [],
  renderItem: null,
  processRevisionDirectives: null,
  onVersionApply: [],
  unmanaged: "keep",
  lockTimeout: null,
  statementTimeout: null,
  lockRetry: true,
  loader: "auto",
  environments: {},
} as const;

const moduleEndings = ["", ".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"];
const templateTokens = ["rev", "slug", "epoch", "year", "month", "day", "hour", "minute", "second"];

/**
 * @param exported what the file exports, called already if it is a function
 * @param isFactory whether it was a function, which may do something of its own with any environment
 * @throws {ReviseError} `config-invalid`
 */
export function resolveConfiguration(
  exported: unknown,
  file: string,
  environment: string | undefined,
  isFactory: boolean,
): Omit<Configuration, "ownsProcess"> {
  if (!isRecord(exported)) {
    throw new ReviseError("config-invalid", `${file} does not export a configuration.`, {
      hint: "Write `export default defineConfig({ dataSource: …, directory: … })`.",
      details: { file },
    });
  }
  validateOptions(exported, file);
  const options = { ...defaults, ...defined(withEnvironment(exported, file, environment, isFactory)) };
  const toPath = (path: string): string => resolve(dirname(file), path);
  const { environments, directory, versionLocations, template, decisions, ...rest } = options;
  return {
    ...rest,
    file,
    environment: environment ?? null,
    environments: Object.keys(environments),
    dataSource: resolveDataSource(options.dataSource, Object.keys(environments), file),
    directory: toPath(directory),
    versionLocations: (versionLocations ?? [join(directory, "versions")]).map(toPath),
    fileTemplate: checkFileTemplate(options.fileTemplate, file),
    timezone: checkTimezone(options.timezone, file),
    template: template === null ? null : existing("template", toPath(template), file),
    decisions: decisions === null ? null : existing("decisions", toPath(decisions), file),
    historyTable: options.historyTable === false ? null : options.historyTable,
    lockRetry: resolveLockRetry(options.lockRetry, null),
    onVersionApply: [options.onVersionApply].flat(),
  };
}

/** Options without those that are undefined, which must not hide a default. */
function defined(options: ReviseConfig): ReviseConfig {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** The options of the environment over the others. */
function withEnvironment(
  options: RawOptions,
  file: string,
  environment: string | undefined,
  isFactory: boolean,
): ReviseConfig {
  const environments = (options["environments"] ?? {}) as Readonly<Record<string, RawOptions>>;
  for (const [name, own] of Object.entries(environments)) validateOptions(own, file, `environments.${name}.`);
  if (environment === undefined) return options;
  const own = Object.hasOwn(environments, environment) ? environments[environment] : undefined;
  if (own !== undefined) return { ...options, ...defined(own) };
  const names = Object.keys(environments);
  if (isFactory && names.length === 0) return options;
  const meant = nearest(environment, names);
  throw new ReviseError("config-invalid", `There is no environment "${environment}" in ${file}.`, {
    hint:
      names.length === 0
        ? `Add it under "environments", or leave -n out.`
        : meant === null
          ? `The environments are ${list(names)}.`
          : `Did you mean "${meant}"?`,
    details: { key: "environments", file },
  });
}

function resolveDataSource(
  dataSource: ReviseConfig["dataSource"],
  environments: readonly string[],
  file: string,
): string | (() => unknown) {
  if (typeof dataSource === "function") return dataSource;
  if (typeof dataSource === "object") return () => dataSource;
  if (dataSource !== undefined) {
    const path = resolve(dirname(file), dataSource);
    // As an import would find it: in a project of ES modules `./src/data-source.js` is written for the `.ts`.
    const found = moduleEndings.map((ending) => path + ending).find(isFile) ?? resolveFile(path, false);
    if (found !== null) return found;
    throw invalidOption("dataSource", `names a file that does not exist: ${path}`, file);
  }
  throw new ReviseError("config-invalid", `Option "dataSource" is missing in ${file}.`, {
    hint:
      environments.length === 0
        ? `Add the module that exports the DataSource: dataSource: "./src/data-source.ts".`
        : `Choose an environment with -n: ${list(environments, "or")}.`,
    details: { key: "dataSource", file },
  });
}

function checkFileTemplate(template: string, file: string): string {
  for (const [, token = ""] of template.matchAll(/%\(([^)]*)\)/g)) {
    if (templateTokens.includes(token)) continue;
    throw invalidOption(
      "fileTemplate",
      `has an unknown token "%(${token})s"`,
      file,
      `The tokens are ${list(templateTokens)}.`,
    );
  }
  return template;
}

/** As given, or in upper case, as Alembic does (`utc`). */
function checkTimezone(zone: string | null, file: string): string | null {
  if (zone === null) return null;
  for (const name of [zone, zone.toUpperCase()]) {
    try {
      new Intl.DateTimeFormat("en", { timeZone: name });
      return name;
    } catch {
      // A RangeError: the name is not known; the next spelling or the error below.
    }
  }
  throw invalidOption(
    "timezone",
    `names an unknown time zone "${zone}"`,
    file,
    "Write a name such as Europe/Rome.",
  );
}

function existing(key: string, path: string, file: string): string {
  if (existsSync(path)) return path;
  throw invalidOption(key, `names a file that does not exist: ${path}`, file);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
