import { offlineDialect } from "../dialects";
import { versionTableOf } from "./current-rows";
import { openProject, type CommandOptions } from "./project";
import { withSession } from "./session";

/** The options of {@link ensureVersion}. */
export interface EnsureVersionOptions extends CommandOptions {
  /** Give the statement, without a database. */
  readonly sql?: boolean;
}

/** What became of the version table. */
export interface EnsureVersionResult {
  /** Whether it was missing and is there now. */
  readonly created: boolean;
  /** The statement, where it was asked for. */
  readonly sql: string | null;
}

/** Creates the version table where it is missing. */
export async function ensureVersion(options: EnsureVersionOptions = {}): Promise<EnsureVersionResult> {
  const { configuration } = await openProject(options, "ensure-version");
  const versionTable = versionTableOf(configuration);
  if (options.sql === true) {
    const { versionTableScript } = await import("../runtime/offline.js");
    const dialect = await offlineDialect();
    return { created: false, sql: versionTableScript({ dialect, versionTable }) };
  }
  const { ensureVersionTable } = await import("../runtime/under-lock.js");
  const { lockTimeout } = configuration;
  const created = await withSession(configuration, ({ database, dialect }) =>
    ensureVersionTable({ database, dialect, versionTable, lockTimeout }),
  );
  return { created, sql: null };
}
