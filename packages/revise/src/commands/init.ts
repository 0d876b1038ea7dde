import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, normalize, relative, resolve } from "node:path";
import { ReviseError } from "../errors";
import { list } from "../util/text";
import { findDataSourceModules, namesOfDataSources } from "./find-data-source";
import type { CommandOptions } from "./project";
import { templates } from "./templates";
import type { Template, TemplateSettings } from "./templates/template";

/** The options of {@link init}. */
export interface InitOptions extends Pick<CommandOptions, "cwd"> {
  /** The configuration file to write, relative to the working directory; `revise.config.ts` by default. */
  readonly config?: string;
  /** Where the revisions go, relative to the working directory. */
  readonly directory?: string;
  /** One that `listTemplates` names; `generic` by default. */
  readonly template?: string;
  /** The module that exports the DataSource, or several for a template that takes them; searched for where none is given. */
  readonly dataSource?: string | readonly string[];
}

/** What `init` has made of the project. */
export interface InitResult {
  /** Paths relative to the working directory. */
  readonly written: readonly string[];
  /** What existed already; never overwritten. */
  readonly kept: readonly string[];
  /** The modules of the DataSources; none where an existing configuration was kept. */
  readonly dataSources: readonly string[];
  /** What the template asks for before the first revision. */
  readonly firstStep: string | null;
}

/**
 * Sets up a project: `revise.config.ts`, the directory of the revisions and its README. Nothing that exists is
 * overwritten, and nothing of the project is executed.
 *
 * @throws `data-source-not-found`, `data-source-ambiguous` with the candidates, `usage` for an unknown template and a configuration that is no TypeScript
 */
export function init(options: InitOptions = {}): InitResult {
  const cwd = options.cwd ?? process.cwd();
  const directory = (options.directory ?? "revisions").replace(/^\.\//, "").replace(/\/+$/, "");
  const template = templateOf(options.template ?? "generic");
  const config = configFile(options.config);
  const existing = existingConfig(cwd, options.config);
  const given = [options.dataSource ?? []].flat();
  const dataSources = existing === null ? chooseDataSources(cwd, given, template) : [];
  for (const file of dataSources) checkSingle(cwd, file);
  const seenFrom = (base: string): TemplateSettings => {
    const path = (file: string): string => dotted(slashed(relative(base, resolve(cwd, file))));
    return { dataSources: dataSources.map(path), directory: path(directory) };
  };
  const files = new Map(template.files(seenFrom(cwd)));
  if (existing === null) files.set(config, template.config(seenFrom(dirname(resolve(cwd, config)))));
  const written: string[] = [];
  const kept: string[] = existing === null ? [] : [existing];
  for (const [file, text] of [...files].sort(([left]) => (left === config ? -1 : 1))) {
    (write(resolve(cwd, file), text) ? written : kept).push(normalize(file));
  }
  return { written, kept, dataSources, firstStep: template.firstStep };
}

function configFile(given = "revise.config.ts"): string {
  if (/\.[mc]?ts$/.test(given)) return given;
  throw new ReviseError("usage", `init writes TypeScript, and -c ${given} does not end like it.`, {
    hint: "Give -c a name that ends in .ts, .mts or .cts.",
  });
}

/** The configuration that is there already. */
function existingConfig(cwd: string, given: string | undefined): string | null {
  if (given !== undefined) return existsSync(resolve(cwd, given)) ? given : null;
  return readdirSync(cwd).find((name) => /^revise\.config\.[mc]?[jt]s$/.test(name)) ?? null;
}

function templateOf(name: string): Template {
  const template = templates.find((candidate) => candidate.name === name);
  if (template !== undefined) return template;
  throw new ReviseError("usage", `There is no template "${name}".`, {
    hint: `The templates are ${list(templates.map((one) => one.name))}.`,
  });
}

function chooseDataSources(cwd: string, given: readonly string[], template: Template): readonly string[] {
  if (given.length > 1 && !template.severalDataSources) {
    throw new ReviseError("usage", `The template "${template.name}" takes one DataSource.`, {
      hint: "Give --data-source once, or take the template multidb.",
    });
  }
  if (given.length > 0) return given.map((file) => existingModule(cwd, file));
  const found = findDataSourceModules(cwd);
  if (found.length === 0) {
    throw new ReviseError(
      "data-source-not-found",
      `No module under ${cwd} makes and exports a TypeORM DataSource.`,
      {
        hint: "Export one (`export const AppDataSource = new DataSource({ … })`), or say where it is: revise init --data-source <file>.",
      },
    );
  }
  if (found.length > 1 && !template.severalDataSources) {
    throw new ReviseError("data-source-ambiguous", `Several modules export a DataSource: ${list(found)}.`, {
      hint: `Say which one: revise init --data-source ${found[0] ?? ""}. For several databases: revise init -t multidb`,
    });
  }
  return found;
}

/** A configuration names a module and no export of it. */
function checkSingle(cwd: string, file: string): void {
  const names = namesOfDataSources(resolve(cwd, file));
  const [first = "", ...others] = names;
  if (others.length === 0) return;
  throw new ReviseError("data-source-ambiguous", `${file} exports several DataSources: ${list(names)}.`, {
    hint:
      `Make a module that exports the one to use (\`export { ${first} as default } from "…"\`), and name it: ` +
      "revise init --data-source <file>. For several databases, a module for each: revise init -t multidb",
    details: { file, exports: names },
  });
}

function existingModule(cwd: string, file: string): string {
  const isFile = statSync(resolve(cwd, file), { throwIfNoEntry: false })?.isFile() === true;
  if (isFile) return slashed(relative(cwd, resolve(cwd, file)));
  throw new ReviseError("data-source-not-found", `--data-source ${file}: there is no such file in ${cwd}.`, {
    hint: "Give the path of the module that exports the DataSource, relative to the working directory.",
  });
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}

function dotted(path: string): string {
  return path.startsWith(".") || path.startsWith("/") ? path : `./${path}`;
}

/** Whether the file was written; false where it exists. */
function write(path: string, text: string): boolean {
  try {
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw new ReviseError(
      "directory-not-writable",
      `${path} can't be written: ${(error as Error).message}.`,
      {
        hint: "Make the directory writable for this user, or choose another one: revise init <dir>.",
        cause: error,
      },
    );
  }
}
