/** `env.ts` beside the revisions: runs them as it likes. Without it a command runs once, as the configuration says. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Configuration } from "../config/config";
import type { Environment, EnvironmentContext, RunOptions } from "../config/environment";
import { loadModule } from "../config/load-module";
import { invalidOption, validateOptions } from "../config/validate";
import { ReviseError } from "../errors";
import { resolveLockRetry } from "../revisions/limits";
import type { MigrationOutcome } from "./migration";
import type { CommandOptions, Project } from "./project";
import { withConnection, withSession } from "./session";
import { runTenants } from "./tenants";
import { callUserAsync } from "./user-callback";

export interface EnvironmentRequest {
  readonly project: Project;
  readonly command: EnvironmentContext["command"];
  readonly options: CommandOptions & { readonly tag?: string; readonly sql?: boolean };
  /** The command itself, on one database. */
  readonly run: (project: Project, onEvent: CommandOptions["onEvent"]) => Promise<MigrationOutcome>;
}

const fileNames = ["ts", "mts", "cts", "js", "mjs", "cjs"].map((ending) => `env.${ending}`);
const settable: readonly string[] = [
  "dataSource",
  "schema",
  "versionTable",
  "versionTableSchema",
  "transaction",
  "lockTimeout",
  "statementTimeout",
  "lockRetry",
];

/** @throws `module-load-failed` and `hook-failed` for `env.ts`; what `run` throws */
export async function inEnvironment(request: EnvironmentRequest): Promise<MigrationOutcome> {
  const { project, options, run } = request;
  const { directory } = project.configuration;
  const file = fileNames.map((name) => join(directory, name)).find((path) => existsSync(path));
  if (file !== undefined) return runEnvironment(request, file);
  if (options.tag !== undefined) {
    options.onEvent?.({
      kind: "warning",
      message: `--tag ${options.tag} changes nothing: it is for env.ts, and there is none in ${directory}.`,
    });
  }
  return run(project, options.onEvent);
}

async function runEnvironment(request: EnvironmentRequest, file: string): Promise<MigrationOutcome> {
  const { options } = request;
  const environment = environmentOf(await loadModule(file, "plain"), file);
  const outcomes: MigrationOutcome[] = [];
  await callUserAsync("the default export", file, () => environment(contextOf(request, file, outcomes)));
  if (outcomes.length === 0) {
    options.onEvent?.({
      kind: "warning",
      message: `${file} ran nothing: it never called context.run() or context.forEach().`,
    });
  }
  const scripts = outcomes.flatMap(({ sql }) => (sql === null ? [] : [sql]));
  return {
    steps: outcomes.flatMap(({ steps }) => steps),
    sql: scripts.length === 0 ? null : scripts.join("\n"),
    milliseconds: outcomes.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  };
}

/** @param outcomes gets what has been run */
function contextOf(
  { project, command, options, run }: EnvironmentRequest,
  file: string,
  outcomes: MigrationOutcome[],
): EnvironmentContext {
  const { configuration } = project;
  const offline = options.sql ?? false;
  return {
    command,
    tag: options.tag ?? null,
    x: options.x ?? {},
    environment: configuration.environment,
    offline,
    run: async (changed = {}) => {
      const outcome = await run(
        { ...project, configuration: changedConfiguration(configuration, changed, file) },
        options.onEvent,
      );
      outcomes.push(outcome);
      return outcome.steps;
    },
    forEach: async (tenants, fleet = {}) => {
      const { onEvent } = options;
      const done = await runTenants(
        {
          configuration,
          file,
          offline,
          onEvent,
          run: (shared, changed, tell) =>
            run({ ...project, configuration: changedConfiguration(shared, changed, file) }, tell),
        },
        tenants,
        fleet,
      );
      outcomes.push(...done.values());
      return [...done].map(([tenant, { steps, milliseconds }]) => ({ tenant, steps, milliseconds }));
    },
    query: (sql, parameters = []) => {
      if (offline) return Promise.reject(noDatabase(file));
      return withSession(configuration, ({ database }) =>
        withConnection(database, (connection) => connection.query(sql, parameters)),
      );
    },
  };
}

function noDatabase(file: string): ReviseError {
  return new ReviseError(
    "usage",
    `${file} called context.query(), and a script (--sql) is written without a database.`,
    {
      hint: "Look at context.offline, and list the tenants of a script in another way: from -x, or from a file.",
      details: { file },
    },
  );
}

/** `default` of a module, also where CommonJS and ES modules have each wrapped it once. */
function environmentOf(exported: unknown, file: string): Environment {
  let value = exported;
  for (let depth = 0; depth < 2 && typeof value === "object" && value !== null; depth++) {
    value = "default" in value ? value.default : value;
  }
  if (typeof value === "function") return value as Environment;
  throw new ReviseError("config-invalid", `${file} has no function as its default export.`, {
    hint: "Write `export default async function (context) { await context.run(); }`, or move the file away.",
    details: { file },
  });
}

function changedConfiguration(
  configuration: Configuration,
  changed: RunOptions,
  file: string,
): Configuration {
  validateOptions({ ...changed }, file, "run.");
  const other = Object.keys(changed).find((key) => !settable.includes(key));
  if (other !== undefined) {
    throw invalidOption(
      `run.${other}`,
      "can't be changed for one run",
      file,
      `Set "${other}" in the configuration.`,
    );
  }
  const { dataSource, lockRetry, ...rest } = changed;
  const given = Object.fromEntries(Object.entries<unknown>(rest).filter(([, value]) => value !== undefined));
  const retry =
    lockRetry === undefined ? {} : { lockRetry: resolveLockRetry(lockRetry, configuration.lockRetry) };
  return { ...configuration, ...given, ...retry, ...dataSourceOf(configuration, dataSource, file) };
}

function dataSourceOf(
  { file: configFile }: Configuration,
  dataSource: RunOptions["dataSource"],
  file: string,
): Partial<Pick<Configuration, "dataSource">> {
  if (dataSource === undefined) return {};
  if (typeof dataSource === "function") return { dataSource };
  if (typeof dataSource === "object") return { dataSource: () => dataSource };
  const path = resolve(dirname(configFile), dataSource);
  if (existsSync(path)) return { dataSource: path };
  throw invalidOption("run.dataSource", `names a file that does not exist: ${path}`, file);
}
