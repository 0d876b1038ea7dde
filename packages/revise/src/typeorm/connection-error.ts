/** Why a connection failed and what to do, from what `pg` and the network report. */
import { isReviseError, ReviseError } from "../errors";
import type { ConnectionTarget } from "./connection-target";

/**
 * The failure as `connection-failed`, with host, port, database and user; the server's own words where it has some.
 * The password is in neither: `pg` never puts it into a message.
 */
export function connectionError(error: unknown, target: ConnectionTarget): ReviseError {
  if (isReviseError(error)) return error;
  const { code, message } = facts(error);
  const reason = reasons.find((candidate) => candidate.matches(code, message)) ?? unknownReason;
  const where = `${target.host}:${String(target.port)}`;
  return new ReviseError(
    "connection-failed",
    `Can't connect to the database "${target.database}" at ${where} as "${target.user}": ${reason.what(target, message)}`,
    {
      hint: reason.hint(target),
      cause: error,
      details: { host: target.host, port: target.port, database: target.database, user: target.user, code },
    },
  );
}

interface Reason {
  matches(code: string, message: string): boolean;
  what(target: ConnectionTarget, message: string): string;
  hint(target: ConnectionTarget): string;
}

/** The lock of a run keeps a connection for itself. */
const ownNeed = "a command that changes the database takes two.";

const reasons: readonly Reason[] = [
  {
    matches: (code) => code === "ECONNREFUSED" || code === "ENOENT",
    what: () => "nobody listens there.",
    hint: (target) =>
      `Is the server running, and is ${target.host}:${String(target.port)} the right address? Of a server in a ` +
      `container the port must be published.`,
  },
  {
    matches: (code) => code === "ENOTFOUND" || code === "EAI_AGAIN",
    what: (target, message) =>
      `the host name "${/(?:ENOTFOUND|EAI_AGAIN) (\S+)/.exec(message)?.[1] ?? target.host}" is not known.`,
    hint: () => "Check the host of the DataSource, and the environment variables that it comes from.",
  },
  {
    matches: (code, message) =>
      ["ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"].includes(code) ||
      /timeout (?:expired|exceeded)|connection timeout/i.test(message),
    what: () => "there is no answer in time.",
    hint: () =>
      "Check the host, and whether a firewall or a VPN stands in between. A busy pool shows the same way.",
  },
  {
    matches: (code, message) => code === "28P01" || message.includes("password must be a string"),
    what: (target) =>
      target.hasPassword ? "the password is wrong." : "the server wants a password and none is set.",
    hint: () =>
      "Check the password of the DataSource, and whether the environment that it comes from is loaded.",
  },
  {
    matches: (code) => code === "3D000",
    what: (target) => `the database "${target.database}" does not exist.`,
    hint: (target) => `Create it (createdb ${target.database}), or correct the name in the DataSource.`,
  },
  {
    matches: (code, message) =>
      /no encryption|does not support SSL|SSL|TLS|certificate|self[- ]signed/i.test(message) ||
      /^(?:ERR_TLS|ERR_SSL|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|CERT_)/.test(code),
    what: (_target, message) => message,
    hint: (target) =>
      target.tls
        ? 'The DataSource asks for TLS. A private authority goes into ssl: { ca: … }; a server without TLS wants "ssl" unset.'
        : 'The server may want TLS: set "ssl" in the DataSource.',
  },
  {
    matches: (code) => code === "28000",
    what: (_target, message) => message,
    hint: () =>
      "Check the user of the DataSource; the server's pg_hba.conf decides who may connect from where.",
  },
  {
    matches: (code) => code === "42501",
    what: (_target, message) => `${message}.`,
    hint: (target) =>
      `GRANT CONNECT ON DATABASE "${target.database}" TO "${target.user}"; docs/rights.md lists what else it needs.`,
  },
  {
    matches: (code, message) => isFull(code) && message.startsWith("too many connections for role"),
    what: (target) => `the role "${target.user}" has all the connections that it may have.`,
    hint: (target) =>
      `Close its other clients, or raise its limit (ALTER ROLE "${target.user}" CONNECTION LIMIT …): ${ownNeed}`,
  },
  {
    matches: (code, message) => isFull(code) && message.startsWith("too many connections for database"),
    what: () => "the database has all the connections that it may have.",
    hint: (target) =>
      `Close its other clients, or raise its limit (ALTER DATABASE "${target.database}" CONNECTION LIMIT …): ${ownNeed}`,
  },
  {
    matches: (code, message) => isFull(code) && message.includes("reserved"),
    what: (_target, message) => `the server has no connection left for this role: ${message}.`,
    hint: () => "Close other clients, or raise max_connections of the server.",
  },
  {
    matches: (code, message) => isFull(code) && message.includes("too many clients"),
    what: () => "the server has no connection left.",
    hint: () => "Close other clients, or raise max_connections of the server.",
  },
  {
    matches: isFull,
    what: (_target, message) => `${message}.`,
    hint: () => `Close other clients, or raise the limit that the server speaks of: ${ownNeed}`,
  },
];

/** The server tells in words alone, and in its own language, which limit is reached. */
function isFull(code: string): boolean {
  return code === "53300";
}

const unknownReason: Reason = {
  matches: () => true,
  what: (_target, message) => message,
  hint: () => "Check the connection options of the DataSource.",
};

/** Node reports a host with several addresses as one error around the errors of each. */
function facts(error: unknown): { code: string; message: string } {
  const inner: unknown = error instanceof AggregateError ? (error.errors as unknown[])[0] : undefined;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const innermost = (inner ?? {}) as { code?: unknown; message?: unknown };
  const firstText = (...candidates: unknown[]): string =>
    candidates.find((candidate): candidate is string => typeof candidate === "string" && candidate !== "") ??
    "";
  return {
    code: firstText(code, innermost.code),
    message: firstText(message, innermost.message, String(error)),
  };
}
