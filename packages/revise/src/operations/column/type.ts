/** The type of a column in a revision file: one text, or TypeORM's words `type`, `length`, `precision`, `scale`, `array`. */
import type { ColumnType } from "../../model/column-type";
import {
  flag,
  integer,
  invalid,
  nameOf,
  optional,
  text,
  type Place,
  type Read,
  type Reader,
} from "../arguments";
import { parseTypeText } from "../type-text";

export const columnType: Reader<ColumnType> = (value, place) => {
  const type = parseTypeText(text(value, place));
  if (type === null) {
    throw invalid(
      place,
      `is no type: ${nameOf(value)}`,
      'Types look like "varchar(255)", "numeric(10,2)", "text[]", "app.mood".',
    );
  }
  return type;
};

/** The keys that say more about a type. */
export const typeFields = {
  length: optional(integer),
  precision: optional(integer),
  scale: optional(integer),
  array: optional(flag),
};

export type TypeFields = Read<typeof typeFields>;

/** Puts the modifiers that stand beside a type into it. */
export function typeWith(type: ColumnType, beside: TypeFields, place: Place): ColumnType {
  const { length, precision, scale, array } = beside;
  const args = [length ?? precision, scale].filter((arg) => arg !== undefined);
  if (length !== undefined && precision !== undefined) throw invalid(place, "has both length and precision");
  if (scale !== undefined && precision === undefined) throw invalid(place, "has a scale without a precision");
  if (args.length > 0 && type.args.length > 0) {
    throw invalid(
      place,
      "says the length or precision twice",
      "Write it in the type or beside it, not both.",
    );
  }
  return {
    ...type,
    args: args.length > 0 ? args : type.args,
    dimensions: array === true && type.dimensions === 0 ? 1 : type.dimensions,
  };
}
