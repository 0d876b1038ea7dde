/** Where a DataSource points, for people: no password leaves this file. */
import { userInfo } from "node:os";
import type { DataSource } from "typeorm";

export interface ConnectionTarget {
  readonly user: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly hasPassword: boolean;
  readonly tls: boolean;
}

interface Credentials {
  readonly url?: string;
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  readonly password?: unknown;
  readonly database?: string;
  readonly ssl?: unknown;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * By the rules of `pg`: `extra` over the URL over the single options over the `PG*` variables over the defaults. Of a
 * replicated DataSource the master.
 */
export function describeTarget(dataSource: DataSource): ConnectionTarget {
  const options = dataSource.options as Credentials & { replication?: { master: Credentials } };
  const sources = [
    ...statedTargets(options.replication?.master ?? options, options.extra ?? {}),
    environment(),
  ];
  const first = (part: keyof TargetParts): string | undefined => {
    const value = sources.map((source) => source[part]).find((other) => other !== undefined && other !== "");
    return typeof value === "number" ? String(value) : typeof value === "string" ? value : undefined;
  };
  const user = first("user") ?? systemUser();
  return {
    user,
    host: first("host") ?? "localhost",
    port: Number(first("port") ?? 5432),
    database: first("database") ?? user,
    hasPassword: sources.some(({ password }) => password !== undefined && password !== ""),
    tls: sources.some(({ tls }) => Boolean(tls)),
  };
}

function statedTargets(credentials: Credentials, extra: Readonly<Record<string, unknown>>): TargetParts[] {
  const { host, port, username, password, database, ssl } = credentials;
  const url = typeof extra["connectionString"] === "string" ? extra["connectionString"] : credentials.url;
  return [
    readUrl(url),
    { ...extra, tls: extra["ssl"] },
    { host, port, user: username, password, database, tls: ssl },
  ];
}

function environment(): TargetParts {
  const { env } = process;
  return {
    user: env["PGUSER"],
    password: env["PGPASSWORD"],
    host: env["PGHOST"],
    port: env["PGPORT"],
    database: env["PGDATABASE"],
  };
}

/** `postgres://user:***@host:5432/name` */
export function displayUrl(target: ConnectionTarget): string {
  const password = target.hasPassword ? ":***" : "";
  const host = target.host.includes(":") ? `[${target.host}]` : encodeURI(target.host).replaceAll("/", "%2F");
  const user = encodeURIComponent(target.user);
  return `postgres://${user}${password}@${host}:${String(target.port)}/${encodeURIComponent(target.database)}`;
}

interface TargetParts {
  readonly user?: unknown;
  readonly password?: unknown;
  readonly host?: unknown;
  readonly port?: unknown;
  readonly database?: unknown;
  readonly tls?: unknown;
}

function readUrl(text: string | undefined): TargetParts {
  if (text === undefined || !URL.canParse(text)) return {};
  const url = new URL(text);
  const sslmode = url.searchParams.get("sslmode");
  return {
    user: decode(url.username),
    password: url.password,
    host: url.searchParams.get("host") ?? decode(url.hostname.replace(/^\[|\]$/g, "")),
    port: url.port,
    database: decode(url.pathname.replace(/^\//, "")),
    tls: sslmode === null ? undefined : sslmode !== "disable",
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `pg` takes the name of the operating system's user from its variable. */
function systemUser(): string {
  try {
    return process.env[process.platform === "win32" ? "USERNAME" : "USER"] ?? userInfo().username;
  } catch {
    return "unknown";
  }
}
