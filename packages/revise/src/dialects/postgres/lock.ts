/** The lock around everything that changes a database: a session-level advisory lock, which dies with its session. */
import { createHash } from "node:crypto";
import type { Connection } from "../../dialect/connection";
import type { LockOptions } from "../../dialect/dialect";
import { ReviseError } from "../../errors";

/** Tells our locks from those of other tools in the space of two-number keys. It spells `RVSE`. */
const lockClass = 0x52565345;

const firstPause = 50;
const longestPause = 1_000;

/**
 * Takes the lock of `key`, and gives the function that releases it. It is tried again and again rather than waited
 * for on the server: a waiting session holds a snapshot that CREATE INDEX CONCURRENTLY of the holder would wait for.
 *
 * @param key the same text for all who must exclude each other, such as the name of the version table
 * @throws ReviseError `database-locked` when `options.timeout` milliseconds have passed
 */
export async function lock(
  connection: Connection,
  key: string,
  options: LockOptions,
): Promise<() => Promise<void>> {
  const started = performance.now();
  let pause = firstPause;
  let told = false;
  while (!(await tryLock(connection, key))) {
    const left = options.timeout === null ? Infinity : options.timeout - (performance.now() - started);
    if (left <= 0) throw lockedError(await describeHolder(connection, key), options.timeout ?? 0);
    if (!told && options.onWait !== undefined) {
      options.onWait(await describeHolder(connection, key));
      told = true;
    }
    await sleep(Math.min(pause, left));
    pause = Math.min(pause * 2, longestPause);
  }
  return async () => {
    await connection.query("SELECT pg_advisory_unlock($1::int, $2::int)", keyOf(key));
  };
}

function keyOf(key: string): readonly [number, number] {
  return [lockClass, createHash("sha256").update(key, "utf8").digest().readInt32BE(0)];
}

async function tryLock(connection: Connection, key: string): Promise<boolean> {
  const rows = await connection.query<{ taken: boolean }>(
    "SELECT pg_try_advisory_lock($1::int, $2::int) AS taken",
    keyOf(key),
  );
  return rows[0]?.taken === true;
}

interface HolderRow {
  readonly pid: number;
  readonly application: string | null;
  readonly client: string | null;
  readonly since: string | null;
}

/** `process 4711 ("psql", from 10.0.0.7, connected since 2026-11-20 12:36:45+00)` */
async function describeHolder(connection: Connection, key: string): Promise<string> {
  const [holder] = await connection.query<HolderRow>(
    // The two numbers of a key are in classid and objid, and objsubid is 2 for such keys (pg_locks in the manual).
    `SELECT l.pid, nullif(a.application_name, '') AS application, a.client_addr::text AS client,
            date_trunc('second', a.backend_start)::text AS since
       FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
        AND l.classid = $1::int::oid AND l.objid = $2::int::oid`,
    keyOf(key),
  );
  if (holder === undefined) return "a process that has just ended";
  const facts = [
    ...(holder.application === null ? [] : [JSON.stringify(holder.application)]),
    ...(holder.client === null ? [] : [`from ${holder.client}`]),
    ...(holder.since === null ? [] : [`connected since ${holder.since}`]),
  ];
  return `process ${String(holder.pid)}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}`;
}

function lockedError(holder: string, timeout: number): ReviseError {
  return new ReviseError(
    "database-locked",
    `The database is locked by ${holder}; waited ${String(Math.round(timeout / 100) / 10)} s.`,
    {
      hint: "Another revise is changing this database. Run the command again when it is done, or raise lockTimeout.",
      details: { holder, timeout },
    },
  );
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
