/** Entities in, schema model out: the only door through which TypeORM's metadata enters. */
import type { DataSource, EntityMetadata } from "typeorm";
import type { TypeSystem } from "../dialect/type-system";
import { ReviseError } from "../errors";
import { displayName, nameKey, objectKey } from "../model/names";
import type { ObjectKey, QualifiedName } from "../model/names";
import { compareText } from "../util/text";
import { buildMetadata } from "./build-metadata";
import { storedColumns } from "./column";
import { enumTypeName, EnumTypes, isEnumColumn } from "./enum-type";
import { entailedExtensions, extensionForUuids, readExtensions } from "./extension";
import { readHouseTables } from "./house-table";
import type { MetadataModel } from "./metadata-model";
import { columnOrigin, entityOrigin } from "./metadata-types";
import { readNamespaces } from "./namespace";
import { relationName, startReading } from "./reading";
import type { Reading } from "./reading";
import { untouchedIndexes } from "./table-index";
import { checkTexts } from "./unstorable-text";
import { readTable } from "./table";
import { readView } from "./view";

export interface ReadOptions {
  /** The schema of unqualified names, `current_schema()` of the connection: objects in it have `schema: null`. */
  readonly defaultSchema: string;
}

/**
 * Reads what the entities of a DataSource ask for, without a connection.
 *
 * @throws `no-entities` instead of a model that would drop everything; `metadata-lost` and `metadata-invalid` where
 *   TypeORM refuses the entities or where two declarations contradict each other
 */
export async function readMetadata(
  dataSource: DataSource,
  types: TypeSystem,
  options: ReadOptions,
): Promise<MetadataModel> {
  const all = await buildMetadata(dataSource);
  const reading = startReading(dataSource, types, options.defaultSchema);
  const managed = all.filter((entity) => entity.synchronize);
  const tableEntities = groupByTable(reading, managed.filter(hasTable));
  const enums = new EnumTypes();
  const tables = tableEntities.map(({ name, entities }) => {
    for (const column of enumColumns(entities)) enums.add(reading, name, column);
    return readTable(reading, name, entities);
  });
  const views = managed.filter(isView).map((entity) => readView(reading, entity, all));
  const enumTypes = enums.list();
  const names = [...tables, ...views, ...enumTypes].map(({ name }) => name);
  for (const table of tables) checkTexts(reading, "table", table);
  for (const view of views) checkTexts(reading, "view", view);
  for (const type of enumTypes) checkTexts(reading, "enum", type);
  return {
    model: {
      namespaces: readNamespaces(names),
      extensions: readExtensions(reading, managed.filter(hasTable)),
      enumTypes: sorted(enumTypes),
      sequences: [],
      tables: sorted(tables),
      views: sorted(views),
    },
    untouched: readUntouched(reading, all, names, enums),
    houseTables: new Set(readHouseTables(reading).filter((key) => !reading.origins.has(key))),
    origins: reading.origins,
    originOfColumn: columnOrigins(reading, tableEntities),
    entailedExtensions: entailedExtensions(reading),
    generatedUuids: { columns: reading.generatedUuids, extension: extensionForUuids(reading) },
    warnings: reading.warnings,
  };
}

/** The schemas that entities name, as they write them: what to introspect, before the default schema is known. */
export async function namedSchemas(dataSource: DataSource, types: TypeSystem): Promise<readonly string[]> {
  const managed = (await buildMetadata(dataSource)).filter((entity) => entity.synchronize);
  const reading = startReading(dataSource, types, "");
  const tables = managed.map((entity) => relationName(reading, entity));
  const enums = managed.flatMap((entity, index) =>
    enumColumns([entity]).map((column) => enumTypeName(reading, tables[index] ?? noTable, column)),
  );
  return readNamespaces([...tables, ...enums]).map(({ name }) => name);
}

const noTable: QualifiedName = { schema: null, name: "" };

/** A child of single-table inheritance lives in the table of its parent, which has all its columns. */
function hasTable(entity: EntityMetadata): boolean {
  return entity.tableType !== "entity-child" && entity.tableType !== "view";
}

function isView(entity: EntityMetadata): boolean {
  return entity.tableType === "view";
}

interface TableEntities {
  readonly name: QualifiedName;
  readonly entities: EntityMetadata[];
}

function groupByTable(reading: Reading, entities: readonly EntityMetadata[]): readonly TableEntities[] {
  const groups = new Map<string, TableEntities>();
  for (const entity of entities) {
    const name = relationName(reading, entity);
    const group = groups.get(nameKey(name));
    if (group === undefined) {
      groups.set(nameKey(name), { name, entities: [entity] });
      continue;
    }
    const rival = group.entities[0]?.tableName;
    if (rival !== entity.tableName && name.name !== rival && name.name !== entity.tableName) {
      throw new ReviseError(
        "metadata-invalid",
        `The tables "${rival ?? ""}" and "${entity.tableName}" are one to the database, which keeps ` +
          `"${displayName(name)}" of both.`,
        { hint: `Give ${entityOrigin(entity)} a shorter table name.` },
      );
    }
    group.entities.push(entity);
  }
  return [...groups.values()];
}

function columnOrigins(reading: Reading, tables: readonly TableEntities[]): MetadataModel["originOfColumn"] {
  const entitiesOf = new Map(tables.map(({ name, entities }) => [nameKey(name), entities]));
  return (table, name) => {
    const columns = (entitiesOf.get(nameKey(table)) ?? []).flatMap((entity) => storedColumns(entity.columns));
    const found = columns.find((column) => reading.types.truncateIdentifier(column.databaseName) === name);
    return found === undefined ? null : columnOrigin(found);
  };
}

function enumColumns(entities: readonly EntityMetadata[]): EntityMetadata["columns"] {
  return entities.flatMap((entity) => storedColumns(entity.columns.filter(isEnumColumn)));
}

/** What entities name and yet leave to others, unless another entity claims it. */
function readUntouched(
  reading: Reading,
  all: readonly EntityMetadata[],
  claimed: readonly QualifiedName[],
  enums: EnumTypes,
): ReadonlySet<ObjectKey> {
  const untouched = new Set<ObjectKey>(enums.untouched());
  const taken = new Set(claimed.map(nameKey));
  for (const entity of all.filter((other) => other.tableType !== "entity-child")) {
    const name = relationName(reading, entity);
    for (const key of untouchedIndexes(reading, name, entity)) untouched.add(key);
    if (entity.synchronize) continue;
    if (!taken.has(nameKey(name))) untouched.add(objectKey(isView(entity) ? "view" : "table", name));
    const own = new EnumTypes();
    for (const column of enumColumns([entity])) own.add({ ...reading, origins: new Map() }, name, column);
    for (const type of own.list())
      if (!taken.has(nameKey(type.name))) untouched.add(objectKey("enum", type.name));
    for (const key of own.untouched()) if (!reading.origins.has(key)) untouched.add(key);
  }
  return untouched;
}

function sorted<T extends { readonly name: QualifiedName }>(objects: readonly T[]): readonly T[] {
  return [...objects].sort((left, right) => compareText(displayName(left.name), displayName(right.name)));
}
