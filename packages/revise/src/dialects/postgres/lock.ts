/**
 * The locks around everything that changes a database. Both are advisory locks of a transaction, which die with it:
 * behind a proxy that pools by transaction (PgBouncer) a lock of a session would stay on a connection that the next
 * client gets, while an open transaction keeps its server connection to itself.
 */
import { createHash } from "node:crypto";
import type { Connection } from "../../dialect/connection";
import type { ClaimOptions, HeldLock, LockOptions } from "../../dialect/lock";
import type { ServerSession } from "../../dialect/session";
import { ReviseError } from "../../errors";
import { sleep } from "../../util/sleep";
import { noticeLostClient } from "./setting";
import { holderOf } from "./sessions";
import { messageOf } from "../../util/text";

/** Tell our locks from those of other tools in the space of two-number keys. They spell `RVSE` and `RVSW`. */
const runClass = 0x52565345;
const workClass = 0x52565357;

const firstPause = 50;
const longestPause = 1_000;
/** A firewall between here and the server may forget a connection that says nothing for some minutes. */
const heartbeat = 30_000;

/**
 * Takes the lock of `key` in a transaction of its own on `connection`, which serves nothing else until the release.
 * It is tried again and again rather than waited for on the server: a waiting session holds a snapshot that CREATE
 * INDEX CONCURRENTLY of the holder would wait for. An open transaction that is idle at READ COMMITTED holds none.
 *
 * @param key the same text for all who must exclude each other, such as the name of the version table
 * @throws ReviseError `database-locked` when `options.timeout` milliseconds have passed
 */
export async function lock(connection: Connection, key: string, options: LockOptions): Promise<HeldLock> {
  const numbers = keyOf(runClass, key);
  let serverVersion = 0;
  const attempt = async (): Promise<boolean> => {
    const ask = `${tryLock(numbers)}, pg_catalog.current_setting('server_version_num')::int AS version`;
    const row = (await connection.batch([begin, unlimited, ask])).at(-1)?.[0];
    serverVersion = Number(row?.["version"]);
    const taken = row?.["taken"] === true;
    // Who waits keeps no transaction open, and so no server connection of a pool.
    if (!taken) await connection.query("ROLLBACK");
    return taken;
  };
  await persist(attempt, connection, numbers, options, lockedError);
  const beat = setInterval(() => {
    void connection.query("SELECT 1").catch(() => undefined);
  }, heartbeat);
  beat.unref();
  return {
    serverVersion,
    check: async () => {
      try {
        await connection.query("SELECT 1");
      } catch (error) {
        throw lostError(error);
      }
    },
    release: async () => {
      clearInterval(beat);
      await connection.query("COMMIT");
    },
  };
}

/**
 * Opens a transaction with the lock of the one session that works under the lock of the run. It waits where a killed run
 * has left a statement or a commit behind that the server still executes. Gives the process id of the session.
 *
 * @throws ReviseError `database-locked` when `options.timeout` milliseconds have passed
 */
export async function claimWork(connection: Connection, key: string, options: ClaimOptions): Promise<number> {
  const numbers = keyOf(workClass, key);
  const claim = `${tryLock(numbers)}, pg_catalog.pg_backend_pid() AS session, ${noticeLostClient(true)} AS notice`;
  let send = options.begin;
  let session = 0;
  const attempt = async (): Promise<boolean> => {
    const [row] = await send(claim);
    send = (again) => connection.query(again);
    session = Number(row?.["session"] ?? 0);
    return row?.["taken"] === true;
  };
  await persist(attempt, connection, numbers, options, orphanError);
  return session;
}

type Key = readonly [number, number];

/** Until `attempt` succeeds, with pauses that grow. */
async function persist(
  attempt: () => Promise<boolean>,
  connection: Connection,
  key: Key,
  { timeout, onWait, signal }: LockOptions,
  giveUp: (holder: ServerSession | null, timeout: number) => ReviseError,
): Promise<void> {
  const started = performance.now();
  let pause = firstPause;
  let told = false;
  while (!(await attempt())) {
    const left = timeout === null ? Infinity : timeout - (performance.now() - started);
    if (left <= 0) throw giveUp(await holderOf(connection, key), timeout ?? 0);
    if (!told && onWait !== undefined) {
      onWait(nameOf(await holderOf(connection, key)));
      told = true;
    }
    await sleep(Math.min(pause, left), signal);
    pause = Math.min(pause * 2, longestPause);
  }
}

/** Whatever the defaults of the role are: at REPEATABLE READ the transaction would keep its snapshot. */
const begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY";

/** The transaction of the lock is meant to be idle for as long as the run takes, whatever the server's limits are. */
const unlimited = `SELECT pg_catalog.set_config(name, '0', true) FROM pg_catalog.pg_settings
  WHERE name IN ('idle_in_transaction_session_timeout', 'transaction_timeout')`;

function keyOf(lockClass: number, key: string): Key {
  return [lockClass, createHash("sha256").update(key, "utf8").digest().readInt32BE(0)];
}

function tryLock([first, second]: Key): string {
  return `SELECT pg_catalog.pg_try_advisory_xact_lock(${String(first)}, ${String(second)}) AS taken`;
}

function nameOf(holder: ServerSession | null): string {
  return holder?.text ?? "a process that has just ended";
}

function lockedError(holder: ServerSession | null, timeout: number): ReviseError {
  const text = nameOf(holder);
  return new ReviseError("database-locked", `The database is locked by ${text}; ${waited(timeout)}.`, {
    hint: "Another revise is changing this database. Run the command again when it is done, or raise lockTimeout.",
    details: { holder: text, timeout },
  });
}

function orphanError(holder: ServerSession | null, timeout: number): ReviseError {
  const text = nameOf(holder);
  const end =
    holder === null
      ? ""
      : ` To end it: SELECT pg_terminate_backend(${String(holder.pid)}). What it had not committed is rolled back.`;
  return new ReviseError(
    "database-locked",
    `A run that was killed is still at work on the server: ${text}; ${waited(timeout)}.`,
    { hint: `Run the command again when it is done.${end}`, details: { holder: text, timeout } },
  );
}

function lostError(cause: unknown): ReviseError {
  const reason = messageOf(cause);
  return new ReviseError("database-locked", `The lock of this run is lost with its connection: ${reason}`, {
    hint: "Another run may have begun. Look at `revise current`, and run the command again.",
    cause,
  });
}

function waited(timeout: number): string {
  return `waited ${String(Math.round(timeout / 100) / 10)} s`;
}
