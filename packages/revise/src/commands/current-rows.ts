/** What the version table says. Reading never creates it. */
import type { Configuration } from "../config/config";
import type { QualifiedName } from "../model/names";
import { readRows } from "../runtime/version-store";
import { withConnection, withSession, type Session } from "./session";

/** The version table as the configuration names it. */
export function versionTableOf(configuration: Configuration): QualifiedName {
  return { schema: configuration.versionTableSchema, name: configuration.versionTable };
}

/** The rows of a session's database; none where the table is missing. */
export function rowsOf({ database, dialect }: Session, configuration: Configuration): Promise<string[]> {
  return withConnection(database, (connection) =>
    readRows({ connection, dialect, table: versionTableOf(configuration) }),
  );
}

/** The rows, by a session of its own. */
export function currentRows(configuration: Configuration): Promise<string[]> {
  return withSession(configuration, (session) => rowsOf(session, configuration));
}
