/** What `env.ts` beside the revisions exports: it takes over how revisions are run. */
import type { AppliedStep } from "./callbacks";
import type { ReviseConfig } from "./define-config";

/** What one run may do otherwise than the configuration says. Paths are relative to the configuration file. */
export type RunOptions = Pick<
  ReviseConfig,
  "dataSource" | "versionTable" | "versionTableSchema" | "transaction" | "lockTimeout" | "statementTimeout"
>;

export interface EnvironmentContext {
  readonly command: "upgrade" | "downgrade" | "stamp";
  /** The value of `--tag`; null where it was not given. */
  readonly tag: string | null;
  /** The values of `-x key=value`. */
  readonly x: Readonly<Record<string, string>>;
  /** The value of `-n`; null where it was not given. */
  readonly environment: string | null;
  /** Whether a script is written and no database asked (`--sql`). */
  readonly offline: boolean;
  /**
   * Runs the command: plans from the rows of the version table, and applies the plan or writes it as a script. Once for
   * each database, one after the other.
   */
  run(options?: RunOptions): Promise<readonly AppliedStep[]>;
}

/** The default export of `env.ts`. */
export type Environment = (context: EnvironmentContext) => void | Promise<void>;
