import { ReviseError } from "../errors";
import type { EnumType } from "../model/enum-type";
import { displayName, nameKey, objectKey } from "../model/names";
import type { ObjectKey, QualifiedName } from "../model/names";
import { columnOrigin } from "./metadata-types";
import type { ColumnMetadata } from "./metadata-types";
import { splitName } from "./reading";
import type { Reading } from "./reading";

export function isEnumColumn(column: ColumnMetadata): boolean {
  return column.type === "enum" || column.type === "simple-enum";
}

/**
 * The name of the type behind an enum column: `enumName`, or `<table>_<column in lower case>_enum`, in the schema of
 * the table (TypeORM's `PostgresQueryRunner.buildEnumName`). `enumName: "app.mood"` names a type in another schema;
 * TypeORM itself quotes that into something the server rejects, so nothing can depend on another reading.
 */
export function enumTypeName(reading: Reading, table: QualifiedName, column: ColumnMetadata): QualifiedName {
  const given = column.enumName === undefined ? null : splitName(column.enumName);
  if (given !== null) {
    return {
      schema: given.schema === undefined ? table.schema : reading.foldSchema(given.schema),
      name: reading.identifier(given.name, "enum type"),
    };
  }
  const tableName = splitName(column.entityMetadata.tableName).name;
  const generated = `${tableName}_${column.databaseName.toLowerCase()}_enum`;
  return { schema: table.schema, name: reading.identifier(generated, "enum type") };
}

/** The enum types of the columns, each once however many columns share it. */
export class EnumTypes {
  readonly #types = new Map<string, { type: EnumType; origin: string }>();
  /** Types that columns use without listing the values: somebody else's. */
  readonly #foreign = new Map<string, QualifiedName>();

  add(reading: Reading, table: QualifiedName, column: ColumnMetadata): void {
    const name = enumTypeName(reading, table, column);
    const origin = columnOrigin(column);
    if (column.enum === undefined) {
      this.#foreign.set(nameKey(name), name);
      return;
    }
    const values = readValues(reading, column.enum, origin);
    const known = this.#types.get(nameKey(name));
    if (known === undefined) {
      this.#types.set(nameKey(name), { type: { name, values }, origin });
      reading.origins.set(objectKey("enum", name), origin);
      return;
    }
    if (JSON.stringify(known.type.values) === JSON.stringify(values)) return;
    throw new ReviseError(
      "metadata-invalid",
      `${known.origin} and ${origin} share the enum type ${displayName(name)} but list different values: ` +
        `${known.type.values.join(", ")} and ${values.join(", ")}.`,
      { hint: "List the same values in the same order, or give one of the columns another enumName." },
    );
  }

  list(): EnumType[] {
    return [...this.#types.values()].map(({ type }) => type);
  }

  untouched(): ObjectKey[] {
    return [...this.#foreign]
      .filter(([key]) => !this.#types.has(key))
      .map(([, name]) => objectKey("enum", name));
  }
}

/** @throws `metadata-invalid` for a value that no enum type can have, or that stands twice */
function readValues(reading: Reading, given: readonly unknown[], origin: string): readonly string[] {
  const values = given.map(String);
  const long = values.find((value) => reading.types.truncateIdentifier(value) !== value);
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (long === undefined && twice === undefined) return values;
  const problem =
    long === undefined
      ? `lists the value ${JSON.stringify(twice)} twice`
      : `lists a value that is too long for the database: ${JSON.stringify(long)}`;
  throw new ReviseError("metadata-invalid", `The enum of ${origin} ${problem}.`, {
    hint: "A value of an enum type is there once, and as long as a name may be.",
  });
}
