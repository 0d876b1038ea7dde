import type { DataSource } from "typeorm";
import type { LockRetry } from "../revisions/limits";
import type { Vocabulary } from "../operations/vocabulary";
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

/** The configuration after validation, with every default filled in. See `define-config.ts` for what a user writes. */
export interface Configuration {
  /** Absolute path of the file it was read from; of an object that a program gave, a name in its working directory. */
  readonly file: string;
  /** The environment that was asked for by `-n`; null where none was. */
  readonly environment: string | null;
  /** Names of all environments of the file, in its order. */
  readonly environments: readonly string[];
  /**
   * Absolute path of the module that exports the DataSource, a function that gives one, or the DataSource of the program
   * that called, which is left as it is found.
   */
  readonly dataSource: string | (() => unknown) | DataSource;
  /**
   * Whether the process is there for this command alone: a DataSource that its module has initialized is closed after it.
   * In a program it belongs to whoever initialized it.
   */
  readonly ownsProcess: boolean;
  /** Absolute path of the directory with `versions/`. */
  readonly directory: string;
  /** Absolute paths; the first one takes new revisions of a new base. */
  readonly versionLocations: readonly string[];
  readonly recursiveVersionLocations: boolean;
  readonly fileTemplate: string;
  /** IANA name; null for UTC. */
  readonly timezone: string | null;
  readonly truncateSlugLength: number;
  /** Absolute path of the template of new revision files; null for the built-in one. */
  readonly template: string | null;
  /** Absolute path of the file with decisions about renames; null for none. */
  readonly decisions: string | null;
  readonly writeHooks: readonly WriteHook[];
  readonly versionTable: string;
  readonly versionTableSchema: string | null;
  /** What names without a schema stand for; null where the connection decides. */
  readonly schema: string | null;
  readonly transaction: "per-revision" | "all" | "none";
  readonly compareType: boolean | CompareType;
  readonly compareServerDefault: boolean | CompareServerDefault;
  readonly includeSchemas: readonly string[] | boolean;
  readonly includeName: IncludeName | null;
  readonly includeObject: IncludeObject | null;
  readonly operations: Vocabulary;
  readonly comparators: readonly Comparator[];
  readonly renderItem: RenderItem | null;
  readonly processRevisionDirectives: ProcessRevisionDirectives | null;
  readonly onVersionApply: readonly OnVersionApply[];
  readonly unmanaged: "keep" | "drop";
  /** Milliseconds; null to wait for ever. */
  readonly lockTimeout: number | null;
  /** Milliseconds; null for the server's own setting. */
  readonly statementTimeout: number | null;
  /** The table of what was done; true for the version table's name with `_history`, null for none. */
  readonly historyTable: string | true | null;
  /** How locks of tables are waited for; null to wait in line for each. */
  readonly lockRetry: LockRetry | null;
  readonly loader: "auto" | "none";
}
