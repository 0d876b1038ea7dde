import type { EntityMetadata } from "typeorm";
import type { Extension } from "../model/extension";
import { compareText } from "../util/text";
import { generatesUuid, storedColumns, uuidFunction } from "./column";
import type { ColumnMetadata } from "./metadata-types";
import type { Reading } from "./reading";

/** Which extension brings a column type. */
const extensionOfType = new Map<unknown, string>([
  ["citext", "citext"],
  ["hstore", "hstore"],
  ["geometry", "postgis"],
  ["geography", "postgis"],
  ["cube", "cube"],
  ["ltree", "ltree"],
  ["vector", "vector"],
  ["halfvec", "vector"],
]);

const uuidExtension = "uuid-ossp";
const exclusionExtension = "btree_gist";

/**
 * The extensions that entities ask for by what they hold. Nobody but a revision or the option `extensions` asks for another one, and
 * what queries need of it no entity tells.
 */
export function entailedExtensions(reading: Reading): ReadonlySet<string> {
  if (!installsExtensions(reading)) return new Set();
  return new Set([...extensionOfType.values(), uuidExtension, exclusionExtension]);
}

/** Without the option `installExtensions` they are somebody else's. */
function installsExtensions({ dataSource: { options } }: Reading): boolean {
  return !("installExtensions" in options) || (options.installExtensions ?? true);
}

/**
 * The extensions that the entities need and that the option `extensions` names; TypeORM creates the same on connect
 * (`PostgresDriver.enableExtensions`). One it creates is left out: `pgcrypto` for generated uuids, because
 * `gen_random_uuid()` has been built in since PostgreSQL 13.
 */
export function readExtensions(reading: Reading, entities: readonly EntityMetadata[]): readonly Extension[] {
  const { options } = reading.dataSource;
  if (!installsExtensions(reading)) return [];
  const names = new Set("extensions" in options ? (options.extensions ?? []) : []);
  for (const entity of entities) {
    for (const column of storedColumns(entity.columns)) {
      const name = extensionOf(reading, column);
      if (name !== null) names.add(name);
    }
    if (entity.exclusions.length > 0) names.add(exclusionExtension);
  }
  return [...names].sort(compareText).map((name) => ({ name }));
}

/** The extension that generated uuids need, unless the option `extensions` names it as well. */
export function extensionForUuids({ dataSource: { options } }: Reading): string | null {
  const named = "extensions" in options ? (options.extensions ?? []) : [];
  return named.includes(uuidExtension) ? null : uuidExtension;
}

function extensionOf(reading: Reading, column: ColumnMetadata): string | null {
  const usesDefault = column.default === undefined || column.default === null;
  if (generatesUuid(column) && usesDefault && uuidFunction(reading) === "uuid_generate_v4()")
    return uuidExtension;
  return extensionOfType.get(column.type) ?? null;
}
