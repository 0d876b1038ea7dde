import type { EntityMetadata } from "typeorm";
import type { Check, Deferrable, Exclusion, PrimaryKey, Unique } from "../model/constraint";
import { storedColumns } from "./column";
import type { UniqueMetadata } from "./metadata-types";
import type { Reading } from "./reading";

/** Null for an entity without a primary key, which only some junction tables are. */
export function readPrimaryKey(reading: Reading, entity: EntityMetadata): PrimaryKey | null {
  const primary = storedColumns(entity.columns).filter((column) => column.isPrimary);
  const [first] = primary;
  if (first === undefined) return null;
  const columns = [...new Set(primary.map((column) => column.databaseName))];
  const given = first.primaryKeyConstraintName;
  const name = given ?? reading.dataSource.namingStrategy.primaryKeyName(entity.tablePath, columns);
  return {
    kind: "primaryKey",
    name: reading.identifier(name, "primary key"),
    givenName: given !== undefined,
    columns: columns.map((column) => reading.types.truncateIdentifier(column)),
    deferrable: null,
    include: [],
  };
}

/**
 * Unique constraints, the first one of several that PostgreSQL would take for one: within one CREATE TABLE it merges
 * equal UNIQUE and PRIMARY KEY specifications (`transformIndexConstraints` in parse_utilcmd.c), and the primary key
 * goes first.
 */
export function readUniques(
  reading: Reading,
  entities: readonly EntityMetadata[],
  primaryKey: PrimaryKey | null,
): readonly Unique[] {
  const kept: Unique[] = [];
  for (const unique of entities.flatMap((entity) =>
    entity.uniques.map((metadata) => readUnique(reading, entity, metadata)),
  )) {
    const rivals: readonly (PrimaryKey | Unique)[] = primaryKey === null ? kept : [primaryKey, ...kept];
    const merged = rivals.some(
      (rival) =>
        rival.deferrable === unique.deferrable &&
        JSON.stringify(rival.columns) === JSON.stringify(unique.columns),
    );
    if (!merged) kept.push(unique);
  }
  return kept;
}

function readUnique(reading: Reading, entity: EntityMetadata, metadata: UniqueMetadata): Unique {
  const columns = metadata.columns.map((column) => column.databaseName);
  return {
    kind: "unique",
    name: reading.identifier(metadata.name, "unique constraint"),
    givenName:
      metadata.givenName !== undefined && metadata.givenName !== relationName(reading, entity, columns),
    columns: columns.map((column) => reading.types.truncateIdentifier(column)),
    deferrable: readDeferrable(metadata.deferrable),
    include: [],
    nullsNotDistinct: false,
  };
}

/** The constraint of a one-to-one relation is named by TypeORM (`REL_…`), which passes that off as a given name. */
function relationName(reading: Reading, entity: EntityMetadata, columns: string[]): string {
  return reading.dataSource.namingStrategy.relationConstraintName(entity.tableName, columns);
}

export function readChecks(reading: Reading, entity: EntityMetadata): readonly Check[] {
  return entity.checks.map((metadata) => ({
    kind: "check",
    name: reading.identifier(metadata.name, "check constraint"),
    givenName: metadata.givenName !== undefined,
    expression: metadata.expression.trim(),
    noInherit: false,
    notValid: false,
  }));
}

export function readExclusions(reading: Reading, entity: EntityMetadata): readonly Exclusion[] {
  return entity.exclusions.map((metadata) => ({
    kind: "exclusion",
    name: reading.identifier(metadata.name, "exclusion constraint"),
    givenName: metadata.givenName !== undefined,
    expression: metadata.expression.trim(),
    deferrable: readDeferrable(metadata.deferrable),
  }));
}

export function readDeferrable(deferrable: string | undefined): Deferrable {
  const word = deferrable?.trim().toUpperCase();
  return word === "INITIALLY DEFERRED" || word === "INITIALLY IMMEDIATE" ? word : null;
}
