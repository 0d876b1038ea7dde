/** A command's hold on the user's DataSource and database: opened late, left as it was found. */
import type { DataSource } from "typeorm";
import { loadModule, registerLoader, type LoadOptions } from "../config/load-module";
import type { Configuration } from "../config/config";
import type { Connection, Database } from "../dialect/connection";
import type { Dialect } from "../dialect/dialect";
import { dialectFor } from "../dialects";
import { inSchema } from "./in-schema";

export interface Session {
  readonly dataSource: DataSource;
  readonly dialect: Dialect;
  readonly database: Database;
}

/**
 * Loads the DataSource, opens its database, and lets go of it after `body`, whatever happened.
 *
 * @throws `database-error` and `connection-failed` for what the server says to questions that are no one's statement
 */
export async function withSession<Result>(
  configuration: Configuration,
  body: (session: Session) => Promise<Result>,
): Promise<Result> {
  const dataSource = await loadDataSource(configuration);
  const dialect = await dialectFor(dataSource.options.type);
  const { openDatabase } = await import("../typeorm/database.js");
  const destroys = configuration.ownsProcess && typeof configuration.dataSource !== "object";
  const database = await openDatabase(dataSource, { destroys });
  try {
    const { schema } = configuration;
    return await body({
      dataSource,
      dialect,
      database: schema === null ? database : inSchema(database, dialect, schema),
    });
  } catch (error) {
    const { databaseFailure } = await import("./database-failure.js");
    throw databaseFailure(error, dialect);
  } finally {
    await database.close();
  }
}

/** A connection for `body` alone. */
export async function withConnection<Result>(
  database: Database,
  body: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await database.connect();
  try {
    return await body(connection);
  } finally {
    await connection.release();
  }
}

async function loadDataSource({ dataSource, file, loader }: Configuration): Promise<DataSource> {
  const { findDataSource } = await import("../typeorm/data-source.js");
  if (typeof dataSource === "object") return findDataSource(dataSource, file);
  if (typeof dataSource === "string") {
    return findDataSource(await loadProject(dataSource, { loader }), dataSource);
  }
  // TypeORM imports the files of globs itself, long after the function has given the DataSource.
  await registerLoader(file, { loader });
  return findDataSource({ dataSource }, file);
}

/** A column whose type was lost on the way is noticed while the entities are imported. */
async function loadProject(file: string, options: LoadOptions): Promise<unknown> {
  try {
    return await loadModule(file, "project", options);
  } catch (error) {
    const { metadataError } = await import("../typeorm/metadata-error.js");
    throw metadataError(error);
  }
}
