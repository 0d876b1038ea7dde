/** Which values of a column another type does not take as they are, as a condition that fails on no value itself. */
import type { ColumnType } from "../../model/column-type";
import { quoteLiteral } from "./expressions/literal";
import { misfitNumber, isNumber, isOutside } from "./misfit-number";
import { canonicalType } from "./types/canonical";
import { extensionTypes } from "./types/catalog";
import { isBuiltin, sqlType } from "./types/format";

const texts: ReadonlySet<string> = new Set(["text", "varchar", "char", "bpchar", "citext"]);

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
  if (from.dimensions !== to.dimensions) return null;
  if (from.dimensions === 0) return misfitValue({ value: column, from, to, values: change.values }, version);
  const element = { value: "element", from: single(from), to: single(to), values: change.values };
  const condition = misfitValue(element, version);
  return condition === null
    ? null
    : `EXISTS (SELECT FROM unnest(${column}) AS elements (element) WHERE ${condition})`;
}

function single(type: ColumnType): ColumnType {
  return { ...type, dimensions: 0 };
}

function misfitValue(one: Change, version: number): string | null {
  return tooLong(one) ?? misfitNumber(one) ?? tooFine(one) ?? unreadable(one, version);
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

const times: ReadonlySet<string> = new Set(["timestamp", "timestamptz", "time", "timetz"]);

/** What the other type has no place for: parts of a second, of an interval, the bits of a host. */
function tooFine(one: Change): string | null {
  const { value, from, to } = one;
  const there = `${value}::${sqlType(to)}`;
  if (from.name === "inet" && to.name === "cidr") return `${value} <> ${there}::inet`;
  if (from.name.startsWith("interval") && to.name.startsWith("interval")) return `${value} <> ${there}`;
  const part = lostPart(one);
  if (part !== null || !times.has(from.name) || !times.has(to.name) || to.args.length === 0) return part;
  return `${value}::${to.name} <> ${there}`;
}

/** The day, the time of a day, the zone. */
function lostPart({ value, from, to }: Change): string | null {
  switch (`${from.name} to ${to.name}`) {
    case "timestamp to date":
    case "timestamptz to date":
      return `${value} <> date_trunc('day', ${value})`;
    case "timestamp to time":
    case "timestamptz to time":
    case "timestamptz to timetz":
    case "timetz to time":
      return `${value} IS NOT NULL`;
    case "interval to time":
      return `CASE WHEN isfinite(${value}) THEN ${value} <> ${value}::${sqlType(to)}::interval ELSE ${value} IS NOT NULL END`;
    default:
      return null;
  }
}

function unreadable({ value, from, to, values }: Change, version: number): string | null {
  const isText = texts.has(from.name);
  const text = `${value}::text`;
  // From one enum to another the values go as texts, too.
  if (values !== null && (isText || !isBuiltin(from))) {
    return `${text} <> ALL (ARRAY[${values.map(quoteLiteral).join(", ")}]::text[])`;
  }
  if (!isText || !isBuiltin(to) || extensionTypes.has(to.name)) return null;
  if (version >= versionThatReads) return `NOT pg_input_is_valid(${text}, ${quoteLiteral(sqlType(to))})`;
  const outside = isNumber(to) ? isOutside(`${text}::numeric`, to) : null;
  if (outside !== null) {
    return `CASE WHEN ${text} ~ '^\\s*[-+]?[0-9]+\\s*$' THEN ${outside} ELSE ${value} IS NOT NULL END`;
  }
  if (to.name !== "uuid") return null;
  return `${text} !~* '^(\\{)?[0-9a-f]{4}(-?[0-9a-f]{4}){7}(\\})?$'`;
}
