import { ReviseError } from "../errors";
import type { DefaultValue } from "../model/column";
import type { ColumnType } from "../model/column-type";
import { arrayLiteral } from "./array-literal";
import { scalarText, unescapeQuotes } from "./literal-text";
import { columnOrigin } from "./metadata-types";
import type { ColumnMetadata } from "./metadata-types";
import type { Reading } from "./reading";

/**
 * The default of a column as `PostgresDriver.normalizeDefault` of TypeORM reads it: a function is SQL, anything else
 * a literal. Differs from it only where TypeORM's text is broken: quotes, the elements of arrays, and `"now()"` as a
 * string, which the server would freeze into the moment of the migration.
 */
export function readDefault(reading: Reading, column: ColumnMetadata, type: ColumnType): DefaultValue | null {
  const value: unknown = column.default;
  if (value === null || value === undefined) return null;
  if (typeof value === "function") return readExpression(reading, column, type, value as () => unknown);
  const text = literalText(column, value);
  if (type.dimensions === 0 && dateTypes.has(type.name)) {
    const sql = movingDates.get(text.trim().toLowerCase());
    if (sql !== undefined) {
      reading.warn(
        `${columnOrigin(column)}: the default '${text}' is read as the SQL ${sql}. As a string it would be the moment ` +
          `at which the revision runs; write default: () => "${sql}".`,
      );
      return { kind: "expression", sql };
    }
  }
  return { kind: "literal", text: canonicalText(type, text) };
}

const dateTypes = new Set(["date", "time", "timetz", "timestamp", "timestamptz"]);
const movingDates = new Map([
  ["now", "now()"],
  ["now()", "now()"],
  ["current_timestamp", "now()"],
  ["current_timestamp()", "now()"],
  ["current_date", "CURRENT_DATE"],
  ["current_time", "CURRENT_TIME"],
  ["localtimestamp", "LOCALTIMESTAMP"],
  ["localtime", "LOCALTIME"],
  ["today", "CURRENT_DATE"],
]);

function literalText(column: ColumnMetadata, value: unknown): string {
  if (Array.isArray(value) && column.isArray) return arrayLiteral(value);
  if (column.type === "enum" || column.type === "simple-enum") return unescapeQuotes(String(value));
  if (Buffer.isBuffer(value)) return `\\x${value.toString("hex")}`;
  if (value instanceof Date && column.type !== "json" && column.type !== "jsonb") return value.toISOString();
  if (typeof value === "object") return JSON.stringify(value);
  return unescapeQuotes(scalarText(value));
}

/** The spelling that the server gives to a literal of the type, where that is plain to see. */
function canonicalText(type: ColumnType, text: string): string {
  if (type.name === "boolean" && type.dimensions === 0) {
    const word = text.trim().toLowerCase();
    if (/^(?:t|tr|tru|true|y|ye|yes|on|1)$/.test(word)) return "true";
    if (/^(?:f|fa|fal|fals|false|n|no|of|off|0)$/.test(word)) return "false";
  }
  return text;
}

function readExpression(
  reading: Reading,
  column: ColumnMetadata,
  type: ColumnType,
  give: () => unknown,
): DefaultValue | null {
  const given = give();
  if (typeof given !== "string" || given.trim() === "") {
    throw new ReviseError(
      "metadata-invalid",
      `The default of ${columnOrigin(column)} is a function that gives ${given === "" ? "an empty text" : String(given)}.`,
      { hint: 'Let it give SQL, as in default: () => "now()", or state a literal without a function.' },
    );
  }
  const sql = given.trim();
  if (/^null$/i.test(sql)) return null;
  return foldLiteral(reading, type, sql) ?? { kind: "expression", sql: clockFunction(sql) };
}

/**
 * The bare numbers that the server keeps as a value of the column's type, so that it prints them as it prints the
 * quoted ones. `0` on a bigint column is no such number: the server keeps an integer that is cast, and prints `0`
 * where it prints `'0'::bigint` for the literal.
 */
const numberOfType: ReadonlyMap<string, RegExp> = new Map([
  ["integer", /^-?\d+$/],
  ["numeric", /^-?\d*\.\d+$/],
]);
const quotedLiteral = /^'((?:[^']|'')*)'(?:::([a-z][a-z0-9_ ]*(?:\([0-9, ]+\))?(?:\[\])?))?$/i;

/** SQL that is nothing but a literal of the column's own type says the same as the literal. */
function foldLiteral(reading: Reading, type: ColumnType, sql: string): DefaultValue | null {
  if (type.dimensions === 0 && numberOfType.get(type.name)?.test(sql) === true) {
    return { kind: "literal", text: sql };
  }
  if (type.dimensions === 0 && type.name === "boolean" && /^(?:true|false)$/i.test(sql)) {
    return { kind: "literal", text: sql.toLowerCase() };
  }
  if (dateTypes.has(type.name)) return null;
  const [, text, cast] = quotedLiteral.exec(sql) ?? [];
  if (text === undefined || (cast !== undefined && !sameBaseType(reading, type, cast))) return null;
  return { kind: "literal", text: canonicalText(type, text.replaceAll("''", "'")) };
}

function sameBaseType(reading: Reading, type: ColumnType, cast: string): boolean {
  const other = reading.types.parse(cast);
  return (
    other.args.length === 0 &&
    other.name === type.name &&
    other.schema === type.schema &&
    other.dimensions === type.dimensions
  );
}

/**
 * TypeORM prints the clock's keywords in the form that old servers deparsed them to
 * (`PostgresDriver.normalizeDatetimeFunction`); the same here, or every synchronized database would differ.
 */
function clockFunction(sql: string): string {
  const match = /^(CURRENT_TIMESTAMP|CURRENT_DATE|CURRENT_TIME|LOCALTIMESTAMP|LOCALTIME)(\(\d+\))?$/i.exec(
    sql,
  );
  if (match === null) return sql;
  const [, word = "", precision = ""] = match;
  switch (word.toUpperCase()) {
    case "CURRENT_TIMESTAMP":
      return precision === "" ? "now()" : `('now'::text)::timestamp${precision} with time zone`;
    case "CURRENT_DATE":
      return "('now'::text)::date";
    case "CURRENT_TIME":
      return `('now'::text)::time${precision} with time zone`;
    case "LOCALTIMESTAMP":
      return `('now'::text)::timestamp${precision} without time zone`;
    default:
      return `('now'::text)::time${precision} without time zone`;
  }
}
