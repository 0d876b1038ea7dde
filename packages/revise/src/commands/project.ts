/** What every command starts from: the configuration and the revision graph. Neither needs TypeORM or a database. */
import type { DataSource } from "typeorm";
import type { Configuration } from "../config/config";
import type { ConfigFactory, ReviseConfig } from "../config/define-config";
import { loadConfiguration } from "../config/load-config";
import { readDirectory } from "../revisions/directory";
import { unreadableHeader } from "../revisions/graph-errors";
import { buildGraph, type RevisionGraph } from "../revisions/graph";
import type { CommandEvent } from "./events";

/** The options that every command takes. */
export interface CommandOptions {
  /** The working directory; `process.cwd()` by default. */
  readonly cwd?: string;
  /**
   * The configuration file, or the configuration itself, whose paths start at the working directory; by default
   * `REVISE_CONFIG` or `revise.config.*` there.
   */
  readonly config?: string | ReviseConfig | ConfigFactory;
  /**
   * A DataSource of yours, instead of that of the configuration; with it no configuration is needed. Initialized or not,
   * it is left as it is found: connections are opened on it and closed, and one that is initialized stays open.
   */
  readonly dataSource?: DataSource;
  /** The environment of the configuration (`-n`). */
  readonly environment?: string;
  /** The values of `-x`. */
  readonly x?: Readonly<Record<string, string>>;
  /** Ends a command that changes the database: what runs is ended on the server and rolled back, the lock released. */
  readonly signal?: AbortSignal | undefined;
  /** Hears of each step while the command runs. */
  readonly onEvent?: (event: CommandEvent) => void;
  /** @internal The process ends with the command, which closes whatever its modules have opened. */
  readonly ownsProcess?: boolean;
}

export interface Project {
  readonly configuration: Configuration;
  /** Reads the headers of all revision files; executes none. */
  readonly graph: (options?: GraphOptions) => RevisionGraph;
}

export interface GraphOptions {
  /** What a version location that does not exist means: an error (the default), or no revisions yet. */
  readonly missing?: "fail" | "empty";
  /**
   * What a file whose header can't be read means: an error (the default), or a warning for what only lists, and for
   * plans, which see for themselves whether it matters to them.
   */
  readonly broken?: "fail" | "warn";
}

/** @param command its name, for a configuration that is a function */
export async function openProject(options: CommandOptions, command: string): Promise<Project> {
  const configuration = await loadConfiguration({
    cwd: options.cwd ?? process.cwd(),
    config: options.config,
    dataSource: options.dataSource,
    ownsProcess: options.ownsProcess ?? false,
    environment: options.environment,
    x: options.x ?? {},
    command,
  });
  return { configuration, graph: (directory = {}) => readGraph(configuration, options, directory) };
}

function readGraph(
  configuration: Configuration,
  { onEvent }: CommandOptions,
  { missing = "fail", broken: onBroken = "fail" }: GraphOptions,
): RevisionGraph {
  const locations = configuration.versionLocations;
  const { revisions, broken } = readDirectory({
    locations,
    recursive: configuration.recursiveVersionLocations,
    missing,
  });
  const [first] = broken;
  if (first !== undefined && onBroken === "fail") throw unreadableHeader(first);
  for (const { path, reason } of broken) {
    onEvent?.({
      kind: "warning",
      message: `${path} is left out, because its header can't be read: ${reason}`,
    });
  }
  return buildGraph(revisions, { broken, locations });
}
