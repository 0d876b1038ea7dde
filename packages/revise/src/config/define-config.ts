import type { DataSource } from "typeorm";
import type { LockRetryOption } from "../revisions/limits";
import type { CustomOperation } from "../operations/vocabulary";
import type {
  Comparator,
  CompareServerDefault,
  CompareType,
  IncludeName,
  IncludeObject,
  OnVersionApply,
  ProcessRevisionDirectives,
  RenderItem,
  WriteHook,
} from "./callbacks";

/** The options of `revise.config.ts`. Paths are relative to the configuration file. */
export interface ReviseConfig {
  /**
   * Path of the module that exports the DataSource (the file of TypeORM's `-d`), a function that gives a DataSource, a
   * promise of one or of its module, or the DataSource itself. Required, here or in the environment that is used.
   */
  readonly dataSource?:
    string | DataSource | (() => DataSource | Promise<DataSource | Readonly<Record<string, unknown>>>);
  /** Directory of the revisions. Default `./revisions`. */
  readonly directory?: string;
  /** Directories of the revision files. Default `versions` in {@link directory}. */
  readonly versionLocations?: readonly string[];
  /** Whether revision files are looked for in subdirectories too. Default false. */
  readonly recursiveVersionLocations?: boolean;
  /**
   * Name of a new file, without its ending. Tokens: `%(rev)s`, `%(slug)s`, `%(epoch)s`, and `%(year)d`, `%(month).2d`,
   * `%(day).2d`, `%(hour).2d`, `%(minute).2d`, `%(second).2d`. A `/` makes subdirectories and asks for
   * {@link recursiveVersionLocations}. Default `%(rev)s_%(slug)s`.
   */
  readonly fileTemplate?: string;
  /** IANA time zone of the create date and the tokens of {@link fileTemplate}, such as `Europe/Rome`. Default UTC. */
  readonly timezone?: string | null;
  /** Longest slug in a file name, in characters. Default 40. */
  readonly truncateSlugLength?: number;
  /**
   * Path of a template for new revision files: text with `{{constants}}`, `{{upgrade}}` and `{{downgrade}}`, and where it
   * wants them `{{message}}`, `{{revision}}`, `{{downRevision}}` and `{{createDate}}`. Default: the built-in one.
   */
  readonly template?: string;
  /** Path of a JSON file with the answers to questions about renames: `{ "renames": […], "notRenames": […] }`. */
  readonly decisions?: string;
  /** What is run on each new file, in this order: a linter, a formatter, `git add`. Default none. */
  readonly writeHooks?: readonly WriteHook[];
  /** Table that holds the current revisions. Default `revise_version`. */
  readonly versionTable?: string;
  /** Schema of that table; it must exist. Default: {@link schema}, otherwise the default schema of the connection. */
  readonly versionTableSchema?: string | null;
  /**
   * Schema that names without one stand for, before the search path of the connection: one tenant of several in a database.
   * It must exist. Default: the search path alone decides.
   */
  readonly schema?: string | null;
  /**
   * Whether each step leaves a row of what was done, when, by whom and with which file: true for a table called
   * `<versionTable>_history`, or its name; it stands beside the version table. Default false.
   */
  readonly historyTable?: boolean | string;
  /** One transaction for each revision (default), one around all of them, or none. */
  readonly transaction?: "per-revision" | "all" | "none";
  /** Whether column types are compared, or a function that decides. Default true. */
  readonly compareType?: boolean | CompareType;
  /** Whether defaults are compared, or a function that decides. Default true. */
  readonly compareServerDefault?: boolean | CompareServerDefault;
  /** Schemas that are compared besides the default one: all of them, or these. Default: those that entities name. */
  readonly includeSchemas?: boolean | readonly string[];
  /** Which objects of the database are looked at, by their names. Default: all. */
  readonly includeName?: IncludeName;
  /** Which objects take part in the comparison. Default: all. */
  readonly includeObject?: IncludeObject;
  /** Operations that revisions may call besides ours, by their name: SQL and calls that they stand for, and the way back. */
  readonly operations?: Readonly<Record<string, CustomOperation>>;
  /** Functions that compare what `revise` does not, and give calls of `op` for new revisions. */
  readonly comparators?: readonly Comparator[];
  /** Writes single operations of a new file otherwise, or leaves them out. Default: as `revise` writes them. */
  readonly renderItem?: RenderItem;
  /** Sees new revisions before they are written, and may change them. */
  readonly processRevisionDirectives?: ProcessRevisionDirectives;
  /** Called within the transaction of each step that has been applied. */
  readonly onVersionApply?: OnVersionApply | readonly OnVersionApply[];
  /** What to do about objects that neither an entity nor a revision claims. Default `keep`. */
  readonly unmanaged?: "keep" | "drop";
  /** Longest wait for the lock of `revise`, and for each lock of a table, in milliseconds; 0 is not to wait. Default: for ever. */
  readonly lockTimeout?: number | null;
  /** Longest run of one statement, in milliseconds. Default: the server's setting. */
  readonly statementTimeout?: number | null;
  /**
   * How a statement that locks a table strongly (`ALTER TABLE`, `CREATE INDEX` …) waits for that lock: `timeout` milliseconds, after
   * which the transaction is rolled back and tried again, `attempts` times in all, after `delay` milliseconds, doubled each
   * time up to `maxDelay`. Default `{ timeout: 1000, attempts: 30, delay: 500, maxDelay: 10000 }`. False to wait in line,
   * where everybody who comes later waits behind it.
   */
  readonly lockRetry?: LockRetryOption;
  /**
   * `auto`: JavaScript as it is, TypeScript by the project's own compiler unless a loader is registered already.
   * `none`: Node.js alone, with the loader that you register (`NODE_OPTIONS="--import …"`). Default `auto`.
   */
  readonly loader?: "auto" | "none";
  /** Several databases in one file: options by name, on top of the others; `-n name` chooses one. */
  readonly environments?: Readonly<Record<string, Omit<ReviseConfig, "environments" | "loader">>>;
}

/** How the command was called, for a configuration that is a function. */
export interface ConfigContext {
  /** The values of `-x key=value`. */
  readonly x: Readonly<Record<string, string>>;
  /** The value of `-n`; undefined where it was not given. */
  readonly environment: string | undefined;
  /** `upgrade`, `check`, `revision` … */
  readonly command: string;
}

/** A configuration that depends on how the command was called. */
export type ConfigFactory = (context: ConfigContext) => ReviseConfig | Promise<ReviseConfig>;

/**
 * Gives its argument back, with types for the editor.
 *
 * @example
 * export default defineConfig({ dataSource: "./src/data-source.ts", directory: "./revisions" });
 * @example
 * export default defineConfig(({ x }) => ({ dataSource: "./src/data-source.ts", versionTableSchema: x["tenant"] ?? null }));
 */
export function defineConfig(config: ReviseConfig): ReviseConfig;
export function defineConfig(config: ConfigFactory): ConfigFactory;
export function defineConfig(config: ReviseConfig | ConfigFactory): ReviseConfig | ConfigFactory {
  return config;
}
