import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { ReviseError } from "../errors";
import { list } from "../util/text";
import { findDataSourceModules } from "./find-data-source";
import type { CommandOptions } from "./project";
import { templates, type Template } from "./templates";

export interface InitOptions extends Pick<CommandOptions, "cwd"> {
  /** Where the revisions go, relative to the working directory. */
  readonly directory?: string;
  readonly template?: string;
  /** The module that exports the DataSource; searched for where it is not given. */
  readonly dataSource?: string;
}

export interface InitResult {
  /** Paths relative to the working directory. */
  readonly written: readonly string[];
  /** What existed already; never overwritten. */
  readonly kept: readonly string[];
  /** The module of the DataSource; null where an existing configuration was kept. */
  readonly dataSource: string | null;
}

/**
 * Sets up a project: `revise.config.ts`, the directory of the revisions and its README. Nothing that exists is
 * overwritten, and nothing of the project is executed.
 *
 * @throws `data-source-not-found`, `data-source-ambiguous` with the candidates, `usage` for an unknown template
 */
export function init(options: InitOptions = {}): InitResult {
  const cwd = options.cwd ?? process.cwd();
  const directory = (options.directory ?? "revisions").replace(/^\.\//, "").replace(/\/+$/, "");
  const template = templateOf(options.template ?? "generic");
  const existing = readdirSync(cwd).find((name) => /^revise\.config\.[mc]?[jt]s$/.test(name)) ?? null;
  const dataSource = existing === null ? chooseDataSource(cwd, options.dataSource) : null;

  const files = new Map<string, string>([
    [join(directory, "README.md"), template.readme],
    [join(directory, "versions", ".gitkeep"), ""],
  ]);
  if (dataSource !== null) {
    const settings = { dataSource: dotted(dataSource), directory: dotted(directory) };
    files.set("revise.config.ts", template.config(settings));
  }
  const written: string[] = [];
  const kept: string[] = existing === null ? [] : [existing];
  for (const [file, text] of [...files].sort(([left]) => (left === "revise.config.ts" ? -1 : 1))) {
    (write(join(cwd, file), text) ? written : kept).push(file);
  }
  return { written, kept, dataSource };
}

function templateOf(name: string): Template {
  const template = templates.find((candidate) => candidate.name === name);
  if (template !== undefined) return template;
  throw new ReviseError("usage", `There is no template "${name}".`, {
    hint: `The templates are ${list(templates.map((one) => one.name))}.`,
  });
}

function chooseDataSource(cwd: string, given: string | undefined): string {
  if (given !== undefined) {
    if (!existsSync(resolve(cwd, given))) {
      throw new ReviseError(
        "data-source-not-found",
        `--data-source ${given}: there is no such file in ${cwd}.`,
        {
          hint: "Give the path of the module that exports the DataSource, relative to the working directory.",
        },
      );
    }
    return relative(cwd, resolve(cwd, given)).replaceAll("\\", "/");
  }
  const [found, ...others] = findDataSourceModules(cwd);
  if (found === undefined) {
    throw new ReviseError(
      "data-source-not-found",
      `No module under ${cwd} makes and exports a TypeORM DataSource.`,
      {
        hint: "Export one (`export const AppDataSource = new DataSource({ … })`), or say where it is: revise init --data-source <file>.",
      },
    );
  }
  if (others.length > 0) {
    throw new ReviseError(
      "data-source-ambiguous",
      `Several modules export a DataSource: ${list([found, ...others])}.`,
      {
        hint: `Say which one: revise init --data-source ${found}`,
      },
    );
  }
  return found;
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
