/** Which values of a column another type does not take as they are, as a condition that fails on no value itself. */
import type { ColumnType } from "../../model/column-type";
import { quoteLiteral } from "./expressions/literal";
import { canonicalType } from "./types/canonical";
import { extensionTypes } from "./types/catalog";
import { isBuiltin, sqlType } from "./types/format";

const integerRanges: Readonly<Record<string, readonly [string, string]>> = {
  smallint: ["-32768", "32767"],
  integer: ["-2147483648", "2147483647"],
  bigint: ["-9223372036854775808", "9223372036854775807"],
};

const numbers: ReadonlySet<string> = new Set([
  ...Object.keys(integerRanges),
  "numeric",
  "real",
  "double precision",
]);
const texts: ReadonlySet<string> = new Set(["text", "varchar", "char", "bpchar", "citext"]);
const times: ReadonlySet<string> = new Set(["timestamp", "timestamptz", "time", "timetz", "interval"]);

/** `pg_input_is_valid` tells whether a text is a value of a type. */
const versionThatReads = 160_000;

interface Change {
  /** SQL of the value. */
  readonly value: string;
  readonly from: ColumnType;
  readonly to: ColumnType;
  /** Of an enum: what it takes. */
  readonly values: readonly string[] | null;
}

/**
 * @param column its name, quoted
 * @param version `150018` and the like
 * @returns null where it takes a look at each value to tell
 */
export function misfit(
  column: string,
  change: Pick<Change, "from" | "to" | "values">,
  version: number,
): string | null {
  const from = canonicalType(change.from);
  const to = canonicalType(change.to);
  if (from.dimensions > 0 || to.dimensions > 0) return null;
  const one = { value: column, from, to, values: change.values };
  return tooLong(one) ?? tooLarge(one) ?? tooFine(one) ?? unreadable(one, version);
}

/** Blanks at the end are cut without a word. */
function tooLong({ value, from, to }: Change): string | null {
  const [length] = to.args;
  if (length === undefined) return null;
  if (to.name === "varchar" || to.name === "char" || to.name === "bpchar") {
    return `char_length(rtrim(${value}::text)) > ${length}`;
  }
  if (from.name !== "bit" && from.name !== "varbit") return null;
  if (to.name === "varbit") return `length(${value}) > ${length}`;
  return to.name === "bit" ? `length(${value}) <> ${length}` : null;
}

/** Digits that are rounded away count as well as those that there is no room for. */
function tooLarge({ value, from, to }: Change): string | null {
  if (!numbers.has(from.name)) return null;
  const number = `${value}::numeric`;
  const range = integerRanges[to.name];
  if (range !== undefined) {
    return `(${number} NOT BETWEEN ${range[0]} AND ${range[1]} OR ${number} <> trunc(${number}))`;
  }
  const [precision, scale = "0"] = to.args;
  if (to.name !== "numeric" || precision === undefined) return null;
  const rounded = `round(${number}, ${scale})`;
  return `(${rounded} <> ${number} OR abs(${rounded}) >= power(10::numeric, ${precision} - (${scale})))`;
}

function tooFine({ value, from, to }: Change): string | null {
  if (to.name === "date" && (from.name === "timestamp" || from.name === "timestamptz")) {
    return `${value} <> date_trunc('day', ${value})`;
  }
  if (from.name !== to.name || !times.has(to.name) || to.args.length === 0) return null;
  return `${value} <> ${value}::${sqlType(to)}`;
}

function unreadable({ value, from, to, values }: Change, version: number): string | null {
  if (!texts.has(from.name)) return null;
  const text = `${value}::text`;
  if (values !== null) return `${text} <> ALL (ARRAY[${values.map(quoteLiteral).join(", ")}]::text[])`;
  if (!isBuiltin(to) || extensionTypes.has(to.name)) return null;
  if (version >= versionThatReads) return `NOT pg_input_is_valid(${text}, ${quoteLiteral(sqlType(to))})`;
  const range = integerRanges[to.name];
  if (range !== undefined) {
    return `CASE WHEN ${text} ~ '^\\s*[-+]?[0-9]+\\s*$' THEN ${text}::numeric NOT BETWEEN ${range[0]} AND ${range[1]} ELSE ${value} IS NOT NULL END`;
  }
  if (to.name !== "uuid") return null;
  return `${text} !~* '^(\\{)?[0-9a-f]{4}(-?[0-9a-f]{4}){7}(\\})?$'`;
}
