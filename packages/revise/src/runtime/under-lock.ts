/** What only one process does at a time. */
import type { Connection } from "../dialect/connection";
import type { HeldLock } from "../dialect/lock";
import { displayName, type QualifiedName } from "../model/names";
import { quietly } from "../util/quietly";
import { interruptedError } from "./interruption";
import type { MigrateOptions } from "./migrate-options";
import { ensureTable, pinTable, type VersionStore } from "./version-store";

export type LockedOptions = Pick<
  MigrateOptions,
  "database" | "dialect" | "versionTable" | "lockTimeout" | "onEvent" | "signal"
>;

/** The lock of a run, and what it is about. */
export interface Held {
  readonly lock: HeldLock;
  readonly key: string;
  readonly connection: Connection;
  readonly table: QualifiedName;
}

/** Creates the version table where it is missing; whether it did. */
export async function ensureVersionTable(options: LockedOptions): Promise<boolean> {
  return underLock(options, (_, store) => ensureTable(store));
}

/** Under the lock, on a connection of its own. */
export function underLock<Result>(
  options: LockedOptions,
  body: (held: Held, store: VersionStore) => Promise<Result>,
): Promise<Result> {
  return withLock(options, async (held) => {
    const connection = await options.database.connect();
    try {
      return await body(held, { connection, dialect: options.dialect, table: held.table });
    } finally {
      await quietly(connection.release());
    }
  });
}

/** The lock has a connection of its own: a revision may commit, fail or lose its connection without losing the lock. */
async function withLock<Result>(
  options: LockedOptions,
  body: (held: Held) => Promise<Result>,
): Promise<Result> {
  const { database, dialect, lockTimeout, onEvent, signal } = options;
  const connection = await database.connect();
  try {
    const { table } = await pinTable({ connection, dialect, table: options.versionTable });
    const key = displayName(table);
    const onWait = (holder: string): void => onEvent?.({ kind: "waiting-for-lock", holder });
    const lock = await dialect.lock(connection, key, { timeout: lockTimeout, onWait, signal });
    try {
      return await body({ lock, key, connection, table });
    } finally {
      await quietly(lock.release());
    }
  } catch (error) {
    throw signal?.aborted === true && error === signal.reason ? interruptedError(signal) : error;
  } finally {
    await quietly(connection.release());
  }
}
