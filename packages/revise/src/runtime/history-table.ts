/** The table of what was done, where the configuration asks for one: a row for each step, written in its transaction. */
import type { Dialect } from "../dialect/dialect";
import type { QualifiedName } from "../model/names";
import type { Statement } from "../operations/statement";
import { fileHash } from "../revisions/file-hash";
import type { Step } from "../revisions/step";
import type { VersionStore } from "./version-store";
import { tableExists } from "./version-store";

/** Who runs, for the rows of the table. */
export interface Actor {
  /** `ada@build-7`: the account and machine of the process. */
  readonly client: string;
  /** The version of `revise`. */
  readonly tool: string;
}

export interface HistoryOptions extends Actor {
  readonly table: QualifiedName;
}

/** A row of the table. */
export interface HistoryEntry {
  readonly revision: string;
  readonly direction: string;
  /** ISO 8601, in UTC. */
  readonly startedAt: string;
  /** Null for what a script of `--sql` did. */
  readonly milliseconds: number | null;
  /** The role of the database. */
  readonly role: string;
  readonly client: string;
  readonly tool: string;
  /** Of the revision file as it was; empty where it could not be read. */
  readonly fileHash: string;
}

type HistorySql = Pick<Statement, "sql" | "parameters">;

export function createHistory(dialect: Dialect, table: QualifiedName): string {
  const column = (name: string, type: string): string => `\n  ${dialect.quoteIdentifier(name)} ${type}`;
  const columns = [
    column("id", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
    column("version_num", "text NOT NULL"),
    column("direction", "text NOT NULL"),
    column("started_at", "timestamptz NOT NULL"),
    column("milliseconds", "integer"),
    column("role", "text NOT NULL DEFAULT session_user"),
    column("client", "text NOT NULL"),
    column("tool", "text NOT NULL"),
    column("file_hash", "text NOT NULL"),
  ];
  return `CREATE TABLE IF NOT EXISTS ${dialect.quote(table)} (${columns.join(",")}\n)`;
}

/** @param milliseconds since the step began; null in a script, which tells by the server's clock when it runs */
export function historyRow(
  dialect: Dialect,
  { table, client, tool }: HistoryOptions,
  step: Step,
  milliseconds: number | null,
): HistorySql {
  const names = ["version_num", "direction", "started_at", "milliseconds", "client", "tool", "file_hash"];
  const started =
    milliseconds === null ? "now()" : "clock_timestamp() - $3::integer * interval '1 millisecond'";
  const columns = names.map((name) => dialect.quoteIdentifier(name)).join(", ");
  const values = `$1, $2, ${started}, $3::integer, $4, $5, $6`;
  const hash = step.revision === null ? "" : fileHash(step.revision.path);
  return {
    sql: `INSERT INTO ${dialect.quote(table)} (${columns}) VALUES (${values})`,
    parameters: [
      step.revision?.id ?? "",
      step.direction,
      milliseconds === null ? null : Math.round(milliseconds),
      client,
      tool,
      hash,
    ],
  };
}

export async function ensureHistory(store: VersionStore, table: QualifiedName): Promise<void> {
  if (await tableExists({ ...store, table })) return;
  await store.connection.query(createHistory(store.dialect, table));
}

/** The rows, oldest first; none where there is no table. */
export async function readHistory(store: VersionStore, table: QualifiedName): Promise<HistoryEntry[]> {
  if (!(await tableExists({ ...store, table }))) return [];
  return store.connection.query<HistoryEntry & Record<string, unknown>>(
    `SELECT version_num AS revision, direction, milliseconds, role, client, tool, file_hash AS "fileHash",
       to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "startedAt"
       FROM ${store.dialect.quote(table)} ORDER BY id`,
  );
}

/**
 * The revisions among `applied` whose file is not what it was when it was applied. What was only stamped, or applied
 * before the table was kept, is not known and not told.
 */
export function editedSince(
  entries: readonly HistoryEntry[],
  applied: readonly { readonly id: string; readonly path: string }[],
): string[] {
  const upgrades = entries.filter(({ direction }) => direction === "upgrade");
  const hashes = new Map(upgrades.map((entry) => [entry.revision, entry.fileHash]));
  return applied.flatMap(({ id, path }) => {
    const then = hashes.get(id) ?? "";
    const now = fileHash(path);
    return then === "" || now === "" || then === now ? [] : [path];
  });
}
