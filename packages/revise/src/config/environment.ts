/** What `env.ts` beside the revisions exports: it takes over how revisions are run. */
import type { AppliedStep } from "./callbacks";
import type { ReviseConfig } from "./define-config";

/** What one run may do otherwise than the configuration says. Paths are relative to the configuration file. */
export type RunOptions = Pick<
  ReviseConfig,
  | "dataSource"
  | "schema"
  | "versionTable"
  | "versionTableSchema"
  | "transaction"
  | "lockTimeout"
  | "statementTimeout"
  | "lockRetry"
>;

/** One of many that have the same revisions: a schema of the database, or a database of its own. */
export interface Tenant extends RunOptions {
  /** For messages; no two are called alike. */
  readonly name: string;
}

/** How several tenants are run. */
export interface FleetOptions {
  /** How many run at a time; 4 by default. Each takes two connections. */
  readonly concurrency?: number;
  /** What a failure means for those that have not started: `"stop"` (the default) or `"continue"`. */
  readonly onFailure?: "stop" | "continue";
}

/** What was done for one tenant. */
export interface TenantSteps {
  /** Its name. */
  readonly tenant: string;
  /** In the order in which they ran; none where it was there already. */
  readonly steps: readonly AppliedStep[];
  /** How long it took, the wait for its lock included. */
  readonly milliseconds: number;
}

/** What `env.ts` is given. */
export interface EnvironmentContext {
  /** Which command runs. */
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
  /**
   * Runs the command for each tenant, several at once. A text is the name of a schema. Each tenant has its own version
   * table and lock, so a run may be repeated, and may meet another one.
   *
   * @throws `tenants-failed` when all that were started have ended and one of them failed
   */
  forEach(tenants: readonly (Tenant | string)[], options?: FleetOptions): Promise<readonly TenantSteps[]>;
  /**
   * Asks the database of the configuration, for the list of tenants.
   *
   * @throws `usage` where there is none (`--sql`)
   */
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<readonly Row[]>;
}

/** The default export of `env.ts`. */
export type Environment = (context: EnvironmentContext) => void | Promise<void>;
