import type { Connection, Database } from "../dialect/connection";
import type { Dialect } from "../dialect/dialect";
import type { QualifiedName } from "../model/names";
import type { Limits } from "../revisions/limits";
import type { LoadedRevision } from "../revisions/load";
import type { Revision, TransactionMode } from "../revisions/revision";
import type { Step } from "../revisions/step";
import type { HistoryOptions } from "./history-table";
import type { OnEvent } from "./progress";

/** What is known of a step when its rows have changed and before it is committed. */
export interface VersionApply {
  readonly step: Step;
  /** Rows of the version table after the step. */
  readonly rows: readonly string[];
  readonly connection: Connection;
}

export interface MigrateOptions extends Limits {
  readonly database: Database;
  readonly dialect: Dialect;
  readonly versionTable: QualifiedName;
  readonly transaction: TransactionMode;
  /** Called with the rows once the lock is held. What it throws, nothing has been changed. */
  readonly plan: (rows: readonly string[]) => readonly Step[];
  /** Called for every revision of the plan before the first one runs. */
  readonly load: (revision: Revision) => Promise<LoadedRevision>;
  readonly onEvent?: OnEvent;
  /** Where a row for each step is kept; null for nowhere. */
  readonly history: HistoryOptions | null;
  /** Ends the run: what the server is doing for it is ended, rolled back, and the lock released. */
  readonly signal?: AbortSignal | undefined;
  /** Runs in the transaction of the step; what it throws fails the step. */
  readonly onVersionApply?: (applied: VersionApply) => Promise<void> | void;
}
