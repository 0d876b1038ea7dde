/** The limits of transactions and sessions. */
import type { Connection } from "../../dialect/connection";
import type { Dialect } from "../../dialect/dialect";
import type { SettingScope } from "../../dialect/session";

type WriteSetting = (milliseconds: number | null, scope: SettingScope) => string;

export const lockTimeout = setting("lock_timeout");
export const statementTimeout = setting("statement_timeout");

/** Writes the statement that sets a limit of milliseconds. */
function setting(name: string): WriteSetting {
  return (milliseconds, scope) =>
    `SET ${scope === "transaction" ? "LOCAL " : ""}${name} = ${milliseconds === null ? "DEFAULT" : duration(milliseconds)}`;
}

/** To the server 0 means "for ever" (manual, lock_timeout), to our users "at once". */
function duration(milliseconds: number): string {
  if (milliseconds === Infinity) return "0";
  const whole = Math.max(1, Math.round(milliseconds));
  return whole % 1_000 === 0 ? `'${String(whole / 1_000)}s'` : `'${String(whole)}ms'`;
}

/**
 * Lets the server notice that a client is gone while it executes a statement for it, which it otherwise does when the
 * statement is done. Not every platform can; setting it there is an error.
 */
export const noticeLostClient = (local: boolean): string =>
  `CASE WHEN pg_catalog.version() LIKE '%linux%' THEN pg_catalog.set_config('client_connection_check_interval', '2s', ${String(local)}) END`;

export const limitSession: Dialect["limitSession"] = async (connection, limits) => {
  const [session] = await connection.query<{ lock: string }>(
    `SELECT pg_catalog.current_setting('lock_timeout') AS lock, ${noticeLostClient(false)} AS notice`,
  );
  const set: WriteSetting[] = [];
  if (limits.lockTimeout !== null && !(limits.lockTimeout === Infinity && session?.lock === "0")) {
    await connection.query(lockTimeout(limits.lockTimeout, "session"));
    set.push(lockTimeout);
  }
  if (limits.statementTimeout !== null) {
    await connection.query(statementTimeout(limits.statementTimeout, "session"));
    set.push(statementTimeout);
  }
  return () => takeBack(connection, set);
};

async function takeBack(connection: Connection, set: readonly WriteSetting[]): Promise<void> {
  try {
    for (const write of set) await connection.query(write(null, "session"));
    await connection.query("RESET client_connection_check_interval");
  } catch {
    // A session that is gone has no settings.
  }
}
