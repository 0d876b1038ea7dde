/** What the version table says. Reading never creates it. */
import type { Configuration } from "../config/config";
import type { QualifiedName } from "../model/names";
import type { RevisionGraph } from "../revisions/graph";
import { checkRows } from "../revisions/plan";
import { readRows } from "../runtime/version-store";
import { withConnection, withSession, type Session } from "./session";

/** The version table as the configuration names it. */
export function versionTableOf(configuration: Configuration): QualifiedName {
  const { versionTable, versionTableSchema, schema } = configuration;
  return { schema: versionTableSchema ?? schema, name: versionTable };
}

/** The rows of a session's database; none where the table is missing. */
export function rowsOf({ database, dialect }: Session, configuration: Configuration): Promise<string[]> {
  return withConnection(database, (connection) =>
    readRows({ connection, dialect, table: versionTableOf(configuration) }),
  );
}

/**
 * The rows for a command that asks the database only where its targets say `current`; null where none does.
 *
 * @param always for what needs them anyway
 * @throws `unknown-revision` or `revision-graph` for rows that do not fit the graph
 */
export async function rowsWhereAsked(
  configuration: Configuration,
  graph: RevisionGraph,
  targets: string,
  always = false,
): Promise<string[] | null> {
  if (!always && !/\bcurrent\b/.test(targets)) return null;
  const rows = await withSession(configuration, (session) => rowsOf(session, configuration));
  checkRows(graph, rows);
  return rows;
}
