import { objectKey } from "../model/names";
import type { ObjectKey } from "../model/names";
import { splitName } from "./reading";
import type { Reading } from "./reading";

/**
 * The tables that TypeORM keeps for itself, in the schema of the DataSource: its migrations, `typeorm_metadata` (views
 * and generated columns) and the query result cache.
 */
export function readHouseTables(reading: Reading): ObjectKey[] {
  const { options, metadataTableName } = reading.dataSource;
  const schema = "schema" in options ? options.schema : undefined;
  const cache = typeof options.cache === "object" ? options.cache.tableName : undefined;
  return [
    options.migrationsTableName ?? "migrations",
    metadataTableName,
    cache === undefined || cache === "" ? "query-result-cache" : cache,
  ].map((written) => {
    const parts = splitName(written);
    const name = reading.types.truncateIdentifier(parts.name);
    return objectKey("table", { schema: reading.foldSchema(schema ?? parts.schema), name });
  });
}
