/** A column as a revision file writes it: `{ name: "email", type: "varchar(255)", nullable: true }`. */
import type { Column } from "../../model/column";
import { fields, flag, invalid, optional, text, type Place, type Reader } from "../arguments";
import { encodeSides, facetFields, plainSides, stated, unsaid } from "./facets";
import { decodeGeneration } from "./generation";
import { columnType, typeWith } from "./type";

export function encodeColumn({ name, ...column }: Column): Readonly<Record<string, unknown>> {
  const sides = Object.entries(column).filter(([, side]) => side !== null);
  return { name, ...encodeSides(Object.fromEntries(sides)) };
}

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

function build(given: GivenColumn, place: Place): Column {
  const generation = decodeGeneration(given, place);
  if (generation !== null && (given.default ?? null) !== null) {
    throw invalid(place, "has a default and is generated", "A column is filled by one of the two.");
  }
  return {
    ...unsaid,
    ...(stated(plainSides(given)) as Partial<Column>),
    generation,
    name: given.name,
    type: typeWith(given.type, given, place),
  };
}
