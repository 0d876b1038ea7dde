/** What one reading of the metadata shares: how names fold, where objects come from, what there is to say. */
import type { DataSource, EntityMetadata } from "typeorm";
import type { TypeSystem } from "../dialect/type-system";
import { ReviseError } from "../errors";
import type { ColumnType } from "../model/column-type";
import type { ObjectKey, QualifiedName } from "../model/names";
import { unstorable } from "../util/text";

export interface Reading {
  readonly dataSource: DataSource;
  readonly types: TypeSystem;
  readonly origins: Map<ObjectKey, string>;
  readonly warnings: string[];
  /** Columns that are to be filled with a uuid by whatever function. */
  readonly generatedUuids: Set<ObjectKey>;
  /** Null for the default schema, the name as the server keeps it otherwise. */
  foldSchema(schema: string | undefined): string | null;
  /**
   * The name as the server keeps it; says so where that is shorter than what the entity asks for.
   *
   * @throws `metadata-invalid` for a name that is {@link unstorable}
   */
  identifier(name: string, what: string): string;
  /** The canonical form of a type of the server. Equal types are one value. */
  builtinType(name: string, args: readonly string[], dimensions: number): ColumnType;
  warn(message: string): void;
}

export function startReading(dataSource: DataSource, types: TypeSystem, defaultSchema: string): Reading {
  const said = new Set<string>();
  const reading: Reading = {
    dataSource,
    types,
    origins: new Map(),
    warnings: [],
    generatedUuids: new Set(),
    foldSchema: (schema) => {
      if (schema === undefined || schema === "" || schema === defaultSchema) return null;
      return reading.identifier(schema, "schema");
    },
    identifier: (name, what) => {
      const problem = unstorable(name);
      if (problem !== null) {
        throw new ReviseError(
          "metadata-invalid",
          `The name of the ${what} ${JSON.stringify(name)} ${problem}.`,
          {
            hint: "The database has no such names: remove the character.",
          },
        );
      }
      const kept = types.truncateIdentifier(name);
      if (kept !== name) {
        reading.warn(
          `The name of the ${what} "${name}" is too long for the database, which keeps "${kept}".`,
        );
      }
      return kept;
    },
    builtinType: rememberingTypes(types),
    warn: (message) => {
      if (said.has(message)) return;
      said.add(message);
      reading.warnings.push(message);
    },
  };
  return reading;
}

/** A schema has many columns and few types. */
function rememberingTypes(types: TypeSystem): Reading["builtinType"] {
  const known = new Map<string, ColumnType>();
  return (name, args, dimensions) => {
    const key = [name, dimensions, ...args].join("\0");
    const found = known.get(key);
    if (found !== undefined) return found;
    const type = types.canonical({ name, schema: null, args, dimensions });
    known.set(key, type);
    return type;
  };
}

/**
 * The table or view of an entity. Like TypeORM's driver (`PostgresDriver.parseTableName`), a dot in the name of an
 * entity without a schema of its own parts schema and name: `@Entity("app.user")`.
 */
export function relationName(reading: Reading, entity: EntityMetadata): QualifiedName {
  const { schema, name } = splitName(entity.tableName);
  const what = entity.tableType === "view" ? "view" : "table";
  return {
    schema: reading.foldSchema(entity.schema ?? schema),
    name: reading.identifier(name, what),
  };
}

export function splitName(name: string): { schema: string | undefined; name: string } {
  const dot = name.indexOf(".");
  if (dot <= 0 || dot === name.length - 1) return { schema: undefined, name };
  return { schema: name.slice(0, dot), name: name.slice(dot + 1) };
}
