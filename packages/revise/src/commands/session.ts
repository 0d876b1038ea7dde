/** A command's hold on the user's DataSource and database: opened late, closed always. */
import type { DataSource } from "typeorm";
import { loadModule } from "../config/load-module";
import type { Configuration } from "../config/config";
import type { Connection, Database } from "../dialect/connection";
import type { Dialect } from "../dialect/dialect";
import { dialectFor } from "../dialects";
import { findDataSource } from "../typeorm/data-source";
import { openDatabase } from "../typeorm/database";
import { metadataError } from "../typeorm/metadata-error";

export interface Session {
  readonly dataSource: DataSource;
  readonly dialect: Dialect;
  readonly database: Database;
}

/** Loads the DataSource, opens its database, and closes it after `body`, whatever happened. */
export async function withSession<Result>(
  configuration: Configuration,
  body: (session: Session) => Promise<Result>,
): Promise<Result> {
  const dataSource = await loadDataSource(configuration);
  const dialect = await dialectFor(dataSource.options.type);
  const database = await openDatabase(dataSource);
  try {
    return await body({ dataSource, dialect, database });
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

async function loadDataSource({ dataSource, file }: Configuration): Promise<DataSource> {
  if (typeof dataSource === "string") {
    return findDataSource(await loadProject(dataSource), dataSource);
  }
  return findDataSource({ dataSource }, file);
}

/** A column whose type was lost on the way is noticed while the entities are imported. */
async function loadProject(file: string): Promise<unknown> {
  try {
    return await loadModule(file, "project");
  } catch (error) {
    throw metadataError(error);
  }
}
