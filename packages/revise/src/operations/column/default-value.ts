/** Defaults in a revision file: a plain value is a literal, a function gives SQL. */
import type { DefaultValue } from "../../model/column";
import type { ColumnType } from "../../model/column-type";
import { invalid, nameOf, type Reader } from "../arguments";

const numeric = new Set(["integer", "bigint", "smallint", "numeric", "real", "double precision"]);

/**
 * A literal of a numeric or boolean type as number or boolean where the text survives it, else as text: `18`, but
 * `"9007199254740993"`. SQL as a function that gives it.
 *
 * @param type the type of the column; null where it is not known
 */
export function encodeDefault(value: DefaultValue, type: ColumnType | null): unknown {
  if (value.kind === "expression") {
    const { sql } = value;
    return () => sql;
  }
  const { text } = value;
  if (type === null || type.dimensions > 0 || type.schema !== null) return text;
  if (type.name === "boolean" && (text === "true" || text === "false")) return text === "true";
  if (numeric.has(type.name)) {
    const number = Number(text);
    if (Number.isFinite(number) && String(number) === text) return number;
  }
  return text;
}

export const defaultValue: Reader<DefaultValue> = (value, place) => {
  if (typeof value === "string") return { kind: "literal", text: value };
  if (typeof value === "boolean" || typeof value === "bigint" || Number.isFinite(value)) {
    return { kind: "literal", text: String(value) };
  }
  if (typeof value !== "function") {
    throw invalid(
      place,
      `must be a string, a number, true, false, null or a function that gives SQL, not ${nameOf(value)}`,
      'A plain value is a literal: default: 18. SQL is given by a function: default: () => "now()".',
    );
  }
  const sql: unknown = (value as () => unknown)();
  if (typeof sql === "string" && sql !== "") return { kind: "expression", sql };
  throw invalid(place, `must give SQL as a string, not ${nameOf(sql)}`);
};
