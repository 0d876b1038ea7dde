/** The configuration after validation, with every default filled in. See `define-config.ts` for what a user writes. */
export interface Configuration {
  /** Absolute path of the file it was read from. */
  readonly file: string;
  /** Absolute path of the module that exports the DataSource, or a function that gives one. */
  readonly dataSource: string | (() => unknown);
  /** Absolute path of the directory with `versions/`. */
  readonly directory: string;
  /** Absolute paths; the first one takes new revisions of a new base. */
  readonly versionLocations: readonly string[];
  readonly recursiveVersionLocations: boolean;
  readonly fileTemplate: string;
  /** IANA name; null for UTC. */
  readonly timezone: string | null;
  readonly truncateSlugLength: number;
  readonly versionTable: string;
  readonly versionTableSchema: string | null;
  readonly transaction: "per-revision" | "all" | "none";
  readonly includeSchemas: readonly string[] | boolean;
  readonly unmanaged: "keep" | "drop";
  /** Milliseconds; null to wait for ever. */
  readonly lockTimeout: number | null;
  readonly statementTimeout: number | null;
  readonly loader: "auto" | "none";
}
