import type { ColumnType } from "../../model/column-type";

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

export function isNumber({ name }: ColumnType): boolean {
  return numbers.has(name);
}

/** Whether a `numeric` is no value of a type of integers; null for other types. */
export function isOutside(number: string, { name }: ColumnType): string | null {
  const range = integerRanges[name];
  return range === undefined ? null : `${number} NOT BETWEEN ${range[0]} AND ${range[1]}`;
}

/** Digits that are rounded away count as well as those that there is no room for. */
export function misfitNumber({
  value,
  from,
  to,
}: {
  readonly value: string;
  readonly from: ColumnType;
  readonly to: ColumnType;
}): string | null {
  if (!isNumber(from)) return null;
  if (to.name === "boolean") return `${value} NOT IN (0, 1)`;
  const number = `${value}::numeric`;
  const outside = isOutside(number, to);
  if (outside !== null) return `(${outside} OR ${number} <> trunc(${number}))`;
  if (to.name === "real" || to.name === "double precision") return inexact(value, from, to.name);
  const [precision, scale = "0"] = to.args;
  if (to.name !== "numeric") return null;
  if (precision === undefined) return roundedFloat(value, from);
  const rounded = `round(${number}, ${scale})`;
  return `(${rounded} <> ${number} OR abs(${rounded}) >= power(10::numeric, ${precision} - (${scale})))`;
}

/** Beyond these a value of `real` or `double precision` is too great or too small, and its conversion fails. */
const limits = {
  real: ["1.2e-38", "3.4e38"],
  "double precision": ["2.3e-308", "1.7e308"],
} as const;

/** The greatest `real` that is a `bigint`; what is greater may be rounded to what is none. */
const greatestInteger = "9223371487098961920";

function inexact(value: string, from: ColumnType, to: keyof typeof limits): string {
  const there = `${value}::${to}`;
  if (integerRanges[from.name] !== undefined) {
    return `CASE WHEN ${value} NOT BETWEEN -${greatestInteger} AND ${greatestInteger} THEN true ELSE ${there}::bigint <> ${value} END`;
  }
  const [least, greatest] = limits[to];
  // The shortest text of a float is the number that it stands for.
  const back = from.name === "numeric" ? `${there}::text::numeric` : `${there}::${from.name}`;
  return `CASE WHEN ${value}::text IN ('NaN', 'Infinity', '-Infinity') OR ${value} = 0 THEN false
    WHEN abs(${value}) NOT BETWEEN ${least} AND ${greatest} THEN true ELSE ${back} <> ${value} END`;
}

/** A float becomes a numeric of 6 or 15 digits. */
function roundedFloat(value: string, from: ColumnType): string | null {
  if (from.name !== "real" && from.name !== "double precision") return null;
  const [least, greatest] = limits[from.name];
  return `CASE WHEN abs(${value}) BETWEEN ${least}::${from.name} AND ${greatest}::${from.name} THEN ${value}::numeric::${from.name} <> ${value} ELSE false END`;
}
