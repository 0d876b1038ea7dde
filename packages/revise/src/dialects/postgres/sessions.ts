/** Sessions of the server, as far as they are in the way of ours. */
import type { Connection } from "../../dialect/connection";
import type { ServerSession } from "../../dialect/session";
import { excerpt } from "../../util/text";

const columns = `a.pid, nullif(a.application_name, '') AS application, host(a.client_addr) AS client, a.state,
  date_trunc('second', coalesce(a.xact_start, a.backend_start))::text AS since, nullif(a.query, '') AS query`;

type Facts = Omit<ServerSession, "text">;

/** Who holds an advisory lock of two numbers; null where it has just been released. */
export async function holderOf(
  connection: Connection,
  key: readonly [number, number],
): Promise<ServerSession | null> {
  const [holder] = await connection.query<Facts>(
    // The two numbers of a key are in classid and objid, and objsubid is 2 for such keys (pg_locks in the manual).
    `SELECT ${columns.replace("a.pid", "l.pid")}
       FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
        AND l.classid = $1::int::oid AND l.objid = $2::int::oid`,
    key,
  );
  if (holder === undefined) return null;
  // The transaction that holds the lock does nothing else, so what it does is not worth a word.
  return { ...holder, text: describe({ ...holder, state: null, query: null }) };
}

/** The sessions that hold what the session `pid` waits for, or wait for it before that one. */
export async function blockersOf(connection: Connection, pid: number): Promise<ServerSession[]> {
  const blockers = await connection.query<Facts>(
    `SELECT ${columns} FROM pg_catalog.pg_stat_activity a
      WHERE a.pid = ANY (pg_catalog.pg_blocking_pids($1::int)) ORDER BY a.xact_start`,
    [pid],
  );
  return blockers.map((session) => ({ ...session, text: describe(session) }));
}

function describe({ pid, application, client, state, since, query }: Facts): string {
  const activity = [state, since === null ? null : `since ${since}`]
    .filter((word) => word !== null)
    .join(" ");
  const facts = [
    ...(application === null ? [] : [JSON.stringify(application)]),
    ...(client === null ? [] : [`from ${client}`]),
    ...(activity === "" ? [] : [activity]),
  ];
  const text = query === null ? "" : `: ${excerpt(query)}`;
  return `process ${String(pid)}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}${text}`;
}

/** Behind a proxy the session may by now be somebody else's: outside of a transaction its statement must be ours. */
export async function cancel(connection: Connection, pid: number, sql: string | null): Promise<void> {
  await connection.query(
    `SELECT pg_catalog.pg_cancel_backend(a.pid) FROM pg_catalog.pg_stat_activity a
      WHERE a.pid = $1::int AND a.state = 'active' AND ($2::text IS NULL OR left(a.query, 60) = left($2::text, 60))`,
    [pid, sql],
  );
}
