/** Has TypeORM build its metadata, without a connection and once per DataSource. */
import type { DataSource, EntityMetadata } from "typeorm";
import { ReviseError } from "../errors";
import { metadataError } from "./metadata-error";

const built = new WeakMap<DataSource, Promise<readonly EntityMetadata[]>>();

/**
 * The metadata of all entities, junction tables, closure tables and views.
 *
 * `DataSource.initialize()` is not called: it connects, installs extensions, and may synchronize or drop the schema.
 * Built once per DataSource and process, because a second build is not the same as the first: TypeORM writes the
 * defaults of subclasses into the shared arguments of their parent (`EntityMetadataBuilder.computeEntityMetadataStep1`).
 *
 * @throws `metadata-lost`, `metadata-invalid`, `module-load-failed`, `no-entities`
 */
export function buildMetadata(dataSource: DataSource): Promise<readonly EntityMetadata[]> {
  let metadata = built.get(dataSource);
  if (metadata === undefined) {
    metadata = build(dataSource);
    built.set(dataSource, metadata);
  }
  return metadata;
}

async function build(dataSource: DataSource): Promise<readonly EntityMetadata[]> {
  if (dataSource.entityMetadatas.length === 0) {
    try {
      await withoutListenersAndMigrations(dataSource, () => buildable(dataSource).buildMetadatas());
    } catch (error) {
      throw metadataError(error);
    }
  }
  if (dataSource.entityMetadatas.length === 0) throw noEntities(dataSource);
  return dataSource.entityMetadatas;
}

/** `buildMetadatas` is declared protected; it has been there, with this meaning, from TypeORM 0.3.0 to 1.1. */
function buildable(dataSource: DataSource): { buildMetadatas(): Promise<void> } {
  return dataSource as unknown as { buildMetadatas(): Promise<void> };
}

/**
 * TypeORM also imports the files of `subscribers` and `migrations` while it builds. Neither shapes the schema, and a
 * broken old migration must not stand in the way; TypeORM's own command line drops subscribers in the same way.
 */
async function withoutListenersAndMigrations(
  dataSource: DataSource,
  body: () => Promise<void>,
): Promise<void> {
  const { options } = dataSource;
  const holder = dataSource as { options: DataSource["options"] };
  holder.options = { ...options, subscribers: [], migrations: [] };
  try {
    await body();
  } finally {
    holder.options = options;
  }
}

function noEntities(dataSource: DataSource): ReviseError {
  const { entities } = dataSource.options;
  const given: unknown[] = Array.isArray(entities) ? entities : Object.values(entities ?? {});
  const patterns = given.filter((entity) => typeof entity === "string");
  return new ReviseError("no-entities", "The DataSource has no entities.", {
    hint:
      patterns.length > 0
        ? `No entity was found under ${patterns.join(", ")}. Relative patterns start at the working directory, ` +
          `${process.cwd()}; build with path.join(__dirname, …) to be independent of it, and check that the file ` +
          `extension is that of the files that are loaded (.ts or .js).`
        : 'List the entity classes in the "entities" option of the DataSource.',
    details: { entities: patterns },
  });
}
