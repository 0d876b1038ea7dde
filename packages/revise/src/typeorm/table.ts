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
import { columnOrigin, entityOrigin, isJunction } from "./metadata-types";
import type { Reading } from "./reading";
import { readIndexes } from "./table-index";

/**
 * The table that one or several entities map. Several add up: each may declare the columns that it needs. The table of a
 * many-to-many relation that an entity maps as well is as the entity says, and the relation adds what that lacks, which
 * is what TypeORM makes of it when it creates the table (`RdbmsSchemaBuilder.createNewTables`).
 */
export function readTable(reading: Reading, name: QualifiedName, all: readonly EntityMetadata[]): Table {
  const entities = [...all.filter((entity) => !isJunction(entity)), ...all.filter(isJunction)];
  reading.origins.set(objectKey("table", name), originOfAll(entities));
  return {
    name,
    columns: readColumns(reading, name, entities),
    constraints: readConstraints(reading, name, entities),
    indexes: mergeByName(
      entities.flatMap((entity) => readIndexes(reading, entity).map((value) => ({ value, source: entity }))),
      { what: "index", originOf: entityOrigin, yields: isJunction },
    ),
    comment: readComment(
      entities.map((entity) => entity.comment).find((comment) => readComment(comment) !== null),
    ),
  };
}

function originOfAll(entities: readonly EntityMetadata[]): string {
  return entities.map(entityOrigin).join(", ");
}

function readColumns(reading: Reading, table: QualifiedName, entities: readonly EntityMetadata[]): Column[] {
  const declared = entities.flatMap((entity) =>
    storedColumns(entity.columns).map((source) => ({ value: readColumn(reading, table, source), source })),
  );
  return mergeByName(declared, {
    what: "column",
    originOf: columnOrigin,
    yields: ({ entityMetadata }) => isJunction(entityMetadata),
    reconcile: (first, second) => {
      const [kept, cut] = [first.source.databaseName, second.source.databaseName];
      if (kept === cut) return reconcileColumns(first.value, second.value);
      throw new ReviseError(
        "metadata-invalid",
        `The columns "${kept}" and "${cut}" of ${displayName(table)} are one to the database, ` +
          `which keeps "${second.value.name}" of both.`,
        { hint: `Give ${columnOrigin(second.source)} a shorter name: @Column({ name: "…" }).` },
      );
    },
  });
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
  ): { value: Constraint; source: readonly EntityMetadata[] }[] =>
    entities.flatMap((entity) => read(entity).map((value) => ({ value, source: [entity] })));
  return mergeByName(
    [
      ...(primaryKey === null ? [] : [{ value: primaryKey, source: entities }]),
      ...readUniques(reading, entities, primaryKey).map((value) => ({ value, source: entities })),
      ...declare((entity) => readChecks(reading, entity)),
      ...declare((entity) => readExclusions(reading, entity)),
      ...declare((entity) => readForeignKeys(reading, entity)),
    ],
    { what: "constraint", originOf: originOfAll, yields: (sources) => sources.every(isJunction) },
  );
}

function readOnePrimaryKey(
  reading: Reading,
  table: QualifiedName,
  entities: readonly EntityMetadata[],
): PrimaryKey | null {
  const isMapped = !entities.every(isJunction);
  let found: PrimaryKey | null = null;
  for (const entity of entities) {
    const primaryKey = readPrimaryKey(reading, entity);
    if (found === null || primaryKey === null) {
      found ??= primaryKey;
      continue;
    }
    if (isJunction(entity) && (isMapped || sameMembers(found.columns, primaryKey.columns))) continue;
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

/** The two sides of a relation may both name its table, each with its own columns first. */
function sameMembers(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((one) => right.includes(one));
}
