import type { EntityMetadata } from "typeorm";
import { ReviseError } from "../errors";
import type { Column } from "../model/column";
import type { Constraint, PrimaryKey } from "../model/constraint";
import { displayName, objectKey } from "../model/names";
import type { QualifiedName } from "../model/names";
import type { Table } from "../model/table";
import { readColumn, readComment, storedColumns } from "./column";
import { readChecks, readExclusions, readPrimaryKey, readUniques } from "./constraint";
import { readForeignKeys } from "./foreign-key";
import { mergeByName } from "./merge";
import { columnOrigin, entityOrigin } from "./metadata-types";
import type { Reading } from "./reading";
import { readIndexes } from "./table-index";

/** The table that one or several entities map. Several add up: each may declare the columns that it needs. */
export function readTable(reading: Reading, name: QualifiedName, entities: readonly EntityMetadata[]): Table {
  reading.origins.set(objectKey("table", name), entities.map(entityOrigin).join(", "));
  return {
    name,
    columns: readColumns(reading, name, entities),
    constraints: readConstraints(reading, name, entities),
    indexes: mergeByName(
      entities.flatMap((entity) => {
        const origin = entityOrigin(entity);
        return readIndexes(reading, entity).map((value) => ({ value, origin }));
      }),
      "index",
    ),
    comment: readComment(
      entities.map((entity) => entity.comment).find((comment) => readComment(comment) !== null),
    ),
  };
}

function readColumns(reading: Reading, table: QualifiedName, entities: readonly EntityMetadata[]): Column[] {
  const written = new Map<string, string>();
  const declared = entities.flatMap((entity) =>
    storedColumns(entity.columns).map((metadata) => {
      const value = readColumn(reading, table, metadata);
      const origin = columnOrigin(metadata);
      const rival = written.get(value.name);
      if (rival !== undefined && rival !== metadata.databaseName) {
        throw new ReviseError(
          "metadata-invalid",
          `The columns "${rival}" and "${metadata.databaseName}" of ${displayName(table)} are one to the database, ` +
            `which keeps "${value.name}" of both.`,
          { hint: `Give ${origin} a shorter name: @Column({ name: "…" }).` },
        );
      }
      written.set(value.name, metadata.databaseName);
      const key = objectKey("column", table, value.name);
      if (!reading.origins.has(key)) reading.origins.set(key, origin);
      return { value, origin };
    }),
  );
  return mergeByName(declared, "column", reconcileColumns);
}

/** One entity may leave out what another one says about a column. */
function reconcileColumns(first: Column, second: Column): Column | null {
  const merged: Column = {
    ...first,
    default: first.default ?? second.default,
    comment: first.comment ?? second.comment,
  };
  const same = (left: Column, right: Column): boolean => JSON.stringify(left) === JSON.stringify(right);
  const filled: Column = {
    ...second,
    default: second.default ?? first.default,
    comment: second.comment ?? first.comment,
  };
  return same(merged, filled) ? merged : null;
}

function readConstraints(
  reading: Reading,
  table: QualifiedName,
  entities: readonly EntityMetadata[],
): Constraint[] {
  const primaryKey = readOnePrimaryKey(reading, table, entities);
  const declare = (
    read: (entity: EntityMetadata) => readonly Constraint[],
  ): { value: Constraint; origin: string }[] =>
    entities.flatMap((entity) => read(entity).map((value) => ({ value, origin: entityOrigin(entity) })));
  const origin = entities.map(entityOrigin).join(", ");
  return mergeByName(
    [
      ...(primaryKey === null ? [] : [{ value: primaryKey, origin }]),
      ...readUniques(reading, entities, primaryKey).map((value) => ({ value, origin })),
      ...declare((entity) => readChecks(reading, entity)),
      ...declare((entity) => readExclusions(reading, entity)),
      ...declare((entity) => readForeignKeys(reading, entity)),
    ],
    "constraint",
  );
}

function readOnePrimaryKey(
  reading: Reading,
  table: QualifiedName,
  entities: readonly EntityMetadata[],
): PrimaryKey | null {
  let found: PrimaryKey | null = null;
  for (const entity of entities) {
    const primaryKey = readPrimaryKey(reading, entity);
    if (found === null || primaryKey === null) {
      found ??= primaryKey;
      continue;
    }
    if (JSON.stringify(found.columns) !== JSON.stringify(primaryKey.columns)) {
      throw new ReviseError(
        "metadata-invalid",
        `${entities.map(entityOrigin).join(" and ")} give the table ${displayName(table)} different primary keys: ` +
          `(${found.columns.join(", ")}) and (${primaryKey.columns.join(", ")}).`,
        { hint: 'Declare the same primary key, or set "synchronize: false" on one of the entities.' },
      );
    }
    if (primaryKey.givenName && !found.givenName) found = primaryKey;
  }
  return found;
}
