import type { EntityMetadata } from "typeorm";
import { ReviseError } from "../errors";
import { objectKey } from "../model/names";
import type { QualifiedName } from "../model/names";
import type { TableIndex } from "../model/table-index";
import type { View } from "../model/view";
import { mergeByName } from "./merge";
import { entityOrigin } from "./metadata-types";
import { relationName } from "./reading";
import type { Reading } from "./reading";
import { readIndexes } from "./table-index";

/** A view or a materialized view with its indexes. `all` are the entities among which `dependsOn` is looked up. */
export function readView(reading: Reading, entity: EntityMetadata, all: readonly EntityMetadata[]): View {
  const name = relationName(reading, entity);
  const materialized = entity.tableMetadataArgs.materialized === true;
  reading.origins.set(objectKey("view", name), entityOrigin(entity));
  return {
    name,
    materialized,
    definition: readDefinition(reading, entity),
    indexes: readViewIndexes(reading, entity, materialized),
    dependsOn: readDependencies(reading, entity, all),
    comment: null,
  };
}

function readDefinition(reading: Reading, entity: EntityMetadata): string {
  const { expression } = entity;
  let query: unknown;
  try {
    query = typeof expression === "function" ? expression(reading.dataSource).getQuery() : expression;
  } catch (cause) {
    throw new ReviseError("metadata-invalid", `The query of the view ${entity.name} can't be built.`, {
      hint: "The function given as expression of @ViewEntity threw; it runs without a connection.",
      cause,
    });
  }
  const text = typeof query === "string" ? query.trim().replace(/(?:\s*;)+$/, "") : "";
  if (text !== "") return text;
  throw new ReviseError("metadata-invalid", `The view ${entity.name} has no query.`, {
    hint: "State it as expression of @ViewEntity.",
  });
}

function readViewIndexes(
  reading: Reading,
  entity: EntityMetadata,
  materialized: boolean,
): readonly TableIndex[] {
  const indexes = mergeByName(
    readIndexes(reading, entity).map((value) => ({ value, source: entity })),
    { what: "index", originOf: entityOrigin },
  );
  if (!materialized && indexes.length > 0) {
    reading.warn(
      `${entityOrigin(entity)}: the indexes are ignored, because a view that is not materialized has none.`,
    );
    return [];
  }
  return indexes;
}

function readDependencies(
  reading: Reading,
  entity: EntityMetadata,
  all: readonly EntityMetadata[],
): readonly QualifiedName[] {
  return [...(entity.dependsOn ?? [])].map((target) => {
    const found = all.find(
      (other) => other.target === target || other.name === target || other.tableName === target,
    );
    if (found !== undefined) return relationName(reading, found);
    const word = typeof target === "function" ? target.name : target;
    throw new ReviseError(
      "metadata-invalid",
      `The view ${entity.name} depends on ${word}, which is no entity.`,
      {
        hint: "Add it to the entities of the DataSource, or correct dependsOn of @ViewEntity.",
      },
    );
  });
}
