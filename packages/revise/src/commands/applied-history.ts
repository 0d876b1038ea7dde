/** What the history table knows, where the configuration keeps one. */
import { readFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import type { Configuration } from "../config/config";
import type { QualifiedName } from "../model/names";
import { ancestors } from "../revisions/ancestry";
import type { RevisionGraph } from "../revisions/graph";
import type { HistoryEntry, HistoryOptions } from "../runtime/history-table";
import { editedSince, readHistory } from "../runtime/history-table";
import { progressTable } from "../runtime/progress-table";
import { versionTableOf } from "./current-rows";
import { withConnection, type Session } from "./session";

export function historyTableOf(configuration: Configuration): QualifiedName | null {
  const { historyTable } = configuration;
  if (historyTable === null) return null;
  const { schema, name } = versionTableOf(configuration);
  return { schema, name: historyTable === true ? `${name}_history` : historyTable };
}

/** The tables of `revise` besides the version table. */
export function ownTablesOf(configuration: Configuration): QualifiedName[] {
  const history = historyTableOf(configuration);
  return [progressTable(versionTableOf(configuration)), ...(history === null ? [] : [history])];
}

/** For a run: where its rows go, and who it is. */
export function historyOptions(configuration: Configuration): HistoryOptions | null {
  const table = historyTableOf(configuration);
  return table === null ? null : { table, client: client(), tool: version() };
}

/** The rows, oldest first; none where no table is kept. */
export async function historyEntries(
  { database, dialect }: Session,
  configuration: Configuration,
): Promise<HistoryEntry[]> {
  const table = historyTableOf(configuration);
  if (table === null) return [];
  return withConnection(database, (connection) => readHistory({ connection, dialect, table }, table));
}

/** Paths of the applied files that were changed after they had been applied. */
export async function editedFiles(
  session: Session,
  configuration: Configuration,
  graph: RevisionGraph,
  rows: readonly string[],
): Promise<string[]> {
  if (configuration.historyTable === null) return [];
  const known = rows.filter((row) => graph.nodes.has(row));
  const applied = [...ancestors(graph, known)].flatMap((id) => graph.nodes.get(id)?.revision ?? []);
  return editedSince(await historyEntries(session, configuration), applied);
}

function client(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    // A container may run under an id that no account has.
    return hostname();
  }
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8"));
  return (manifest as { version: string }).version;
}
