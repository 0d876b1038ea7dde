/** A column as a revision file writes it: `{ name: "email", type: "varchar(255)", nullable: true }`. */
import type { Column } from "../../model/column";
import { fields, flag, invalid, nullable, optional, string, text, type Reader } from "../arguments";
import { encodeName, objectName } from "../object-name";
import { formatTypeText } from "../type-text";
import { defaultValue, encodeDefault } from "./default-value";
import { decodeGeneration, encodeGeneration, generationFields } from "./generation";
import { decodeStorage, encodeStorage, storageFields } from "./storage";
import { columnType, typeFields, typeWith } from "./type";

export function encodeColumn(column: Column): Readonly<Record<string, unknown>> {
  return {
    name: column.name,
    type: formatTypeText(column.type),
    nullable: column.nullable,
    ...(column.default === null ? {} : { default: encodeDefault(column.default, column.type) }),
    ...(column.generation === null ? {} : encodeGeneration(column.generation)),
    ...(column.collation === null ? {} : { collation: encodeName(column.collation) }),
    ...(column.comment === null ? {} : { comment: column.comment }),
    ...encodeStorage(column.storage ?? {}),
  };
}

/** What a definition and a change of a column say in the same words. */
export const facetFields = {
  nullable: optional(flag),
  default: optional(nullable(defaultValue)),
  collation: optional(nullable(objectName)),
  comment: optional(nullable(string)),
  ...storageFields,
  ...typeFields,
  ...generationFields,
};

const columnFields = { name: text, type: columnType, ...facetFields };
const readColumn = fields(columnFields);
const readTableColumn = fields({ ...columnFields, primary: optional(flag), unique: optional(flag) });

type GivenColumn = ReturnType<typeof readColumn>;

export const column: Reader<Column> = (value, place) => build(readColumn(value, place), place);

/** A column of a new table, with the short forms of a key over this column alone. */
export interface TableColumn {
  readonly column: Column;
  readonly primary: boolean;
  readonly unique: boolean;
}

/** Like {@link column}, for a new table: `primary: true` and `unique: true` are understood too. */
export const tableColumn: Reader<TableColumn> = (value, place) => {
  const { primary, unique, ...given } = readTableColumn(value, place);
  const read = build(given, place);
  return {
    column: primary === true ? { ...read, nullable: false } : read,
    primary: primary === true,
    unique: unique === true,
  };
};

function build(given: GivenColumn, place: Parameters<Reader<Column>>[1]): Column {
  const generation = decodeGeneration(given, place);
  const value = given.default ?? null;
  const storage = decodeStorage(given);
  if (generation !== null && value !== null) {
    throw invalid(place, "has a default and is generated", "A column is filled by one of the two.");
  }
  return {
    name: given.name,
    type: typeWith(given.type, given, place),
    // Columns are NOT NULL unless they say otherwise, as with TypeORM's @Column.
    nullable: given.nullable ?? false,
    default: value,
    generation,
    collation: given.collation ?? null,
    comment: given.comment ?? null,
    ...(storage !== undefined && { storage }),
  };
}
