/** Reads entities and database at once. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { DataSource } from "typeorm";
import type { Connection } from "../dialect/connection";
import type { Dialect } from "../dialect/dialect";
import type { Introspection } from "../dialect/introspection";
import { type ObjectKey, schemaOf } from "../model/names";
import type { MetadataModel } from "../typeorm/metadata-model";
import { namedSchemas, readMetadata } from "../typeorm/read-metadata";
import { sharedNames } from "./shared-names";

export interface ReadRequest {
  readonly dataSource: DataSource;
  readonly connection: Connection;
  readonly dialect: Dialect;
  /** Objects that applied revisions created. */
  readonly managed: ReadonlySet<ObjectKey>;
  /** Schemas to look at besides the default one and those that entities name; true for all. */
  readonly includeSchemas: readonly string[] | boolean;
}

export interface ReadSides {
  readonly found: Introspection;
  readonly metadata: MetadataModel;
  /** Whether names stand twice in the entities; where none does, none does among those that are compared. */
  readonly namesShared: boolean;
}

/** The server works on its answers while the entities are read: by the next turn the question is on its way. */
export async function readBothSides(request: ReadRequest): Promise<ReadSides> {
  const { dialect, connection, dataSource } = request;
  const scope = nextTurn().then(async () => ({ schemas: await schemasInScope(request) }));
  const snapshot = await dialect.openSnapshot(connection, scope);
  const { defaultSchema } = snapshot;
  const reading = nextTurn().then(async () => {
    const metadata = await readMetadata(dataSource, dialect.types, { defaultSchema });
    return { metadata, namesShared: sharedNames(metadata.model, metadata.origins).length > 0 };
  });
  const [found, read] = await Promise.all([snapshot.read(), reading]);
  return { found, ...read };
}

/**
 * The schemas that entities name are known before the database is; what the default one is called, is not. Those that
 * revisions put something into are looked at when no entity names them any more, too.
 */
async function schemasInScope({
  dataSource,
  dialect,
  includeSchemas,
  managed,
}: ReadRequest): Promise<readonly string[] | "all"> {
  if (includeSchemas === true) return "all";
  const named = await namedSchemas(dataSource, dialect.types);
  const ours = [...managed].flatMap((key) => schemaOf(key) ?? []);
  return [...new Set([...named, ...ours, ...(includeSchemas === false ? [] : includeSchemas)])];
}
