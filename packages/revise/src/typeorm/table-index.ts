import type { EntityMetadata } from "typeorm";
import { objectKey } from "../model/names";
import type { ObjectKey, QualifiedName } from "../model/names";
import { columnKey, plainIndex, type TableIndex } from "../model/table-index";
import { entityOrigin } from "./metadata-types";
import type { IndexMetadata } from "./metadata-types";
import type { Reading } from "./reading";

/** The indexes that the entity wants built: all but those with `synchronize: false`. */
export function readIndexes(reading: Reading, entity: EntityMetadata): readonly TableIndex[] {
  return entity.indices
    .filter((metadata) => metadata.synchronize && metadata.columns.length > 0)
    .map((metadata) => readIndex(reading, entity, metadata));
}

/** The indexes that somebody else takes care of, `@Index("name", { synchronize: false })`. */
export function untouchedIndexes(
  reading: Reading,
  table: QualifiedName,
  entity: EntityMetadata,
): ObjectKey[] {
  return entity.indices
    .filter((metadata) => !metadata.synchronize && typeof metadata.name === "string")
    .map((metadata) => objectKey("index", table, reading.types.truncateIdentifier(metadata.name)));
}

function readIndex(reading: Reading, entity: EntityMetadata, metadata: IndexMetadata): TableIndex {
  warnAboutForeignOptions(reading, entity, metadata);
  const where = metadata.where?.trim() ?? "";
  const columns = metadata.columns.map((column) => reading.types.truncateIdentifier(column.databaseName));
  return {
    ...plainIndex(reading.identifier(metadata.name, "index"), columns.map(columnKey)),
    givenName: metadata.givenName !== undefined,
    unique: metadata.isUnique,
    method: metadata.isSpatial ? "gist" : (metadata.type ?? "btree").toLowerCase(),
    where: where === "" ? null : where,
    concurrently: metadata.isConcurrent === true,
  };
}

/** Options of other databases and of MongoDB, which TypeORM accepts and drops for PostgreSQL. */
function warnAboutForeignOptions(reading: Reading, entity: EntityMetadata, metadata: IndexMetadata): void {
  const descending = Object.values(metadata.columnNamesWithOrderingMap).some((order) => order === -1);
  const ignored = [
    metadata.isFulltext ? "fulltext" : "",
    metadata.isNullFiltered ? "nullFiltered" : "",
    metadata.parser === undefined ? "" : "parser",
    descending ? "the order -1" : "",
  ].filter((option) => option !== "");
  if (ignored.length === 0) return;
  reading.warn(
    `${entityOrigin(entity)}: the index ${metadata.name} is a plain one, because TypeORM ignores ` +
      `${ignored.join(" and ")} for PostgreSQL. To have more, create it in a revision and declare it with ` +
      `synchronize: false.`,
  );
}
