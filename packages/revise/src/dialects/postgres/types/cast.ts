/**
 * Whether a column can change from one type to another by itself (`ALTER COLUMN … TYPE` takes implicit and assignment
 * casts), needs a `USING` expression, or has no way at all. From `pg_cast` of a fresh server and the rules of
 * PostgreSQL's `find_coercion_pathway`: everything becomes text by assignment, everything comes from text explicitly,
 * arrays follow their elements.
 */
import type { ColumnType } from "../../../model/column-type";
import { quoteIdentifier } from "../identifiers";
import { canonicalType } from "./canonical";
import { isBuiltin, sqlType } from "./format";

type CastContext = "assignment" | "explicit" | "none";

/** How a column gets from one type to another: as it is, by an expression, or not at all. */
export type Conversion =
  | { readonly kind: "plain" }
  | { readonly kind: "using"; readonly sql: string }
  | { readonly kind: "impossible" };

const plain: Conversion = { kind: "plain" };
const impossible: Conversion = { kind: "impossible" };

function using(sql: string): Conversion {
  return { kind: "using", sql };
}

/** @param column the column in SQL, quoted */
export function conversion(from: ColumnType, to: ColumnType, column: string): Conversion {
  const source = canonicalType(from);
  const target = canonicalType(to);
  const type = sqlType(target);
  if (source.dimensions !== target.dimensions) return betweenScalarAndArray(source, target, column);
  const suffix = target.dimensions > 0 ? "[]" : "";
  switch (castContext(source, target)) {
    case "assignment":
      return plain;
    case "explicit":
      return using(`${column}::${type}`);
    case "none":
      if (!isBuiltin(source) || !isBuiltin(target)) return using(`${column}::text${suffix}::${type}`);
      return suffix === "" ? bridge(source.name, target.name, column, type) : impossible;
  }
}

/**
 * For the socket: the `USING` expression of a change of the column `column`; null where the plain change works. Types
 * without any cast go through their text form: the server fails on the first value that does not fit, where dropping
 * and adding the column would lose every value in silence.
 */
export function castExpression(from: ColumnType, to: ColumnType, column: string): string | null {
  const quoted = quoteIdentifier(column);
  const found = conversion(from, to, quoted);
  if (found.kind === "plain") return null;
  return found.kind === "using" ? found.sql : `${quoted}::text::${sqlType(to)}`;
}

/** A value becomes an array of one; text holds an array literal. An array has no one value, but it has a text. */
function betweenScalarAndArray(from: ColumnType, to: ColumnType, column: string): Conversion {
  if (to.dimensions === 0) return isText(to) ? plain : impossible;
  if (isText(from)) return using(`${column}::${sqlType(to)}`);
  const element = conversion(from, { ...to, dimensions: 0 }, column);
  if (element.kind === "impossible") return impossible;
  const value = element.kind === "using" ? element.sql : column;
  return using(`CASE WHEN ${column} IS NOT NULL THEN ARRAY[${value}]::${sqlType(to)} END`);
}

/** Casts that exist in two steps, or as a comparison. */
function bridge(from: string, to: string, column: string, type: string): Conversion {
  if (from === "boolean" && numbers.has(to)) return using(`${column}::integer::${type}`);
  return numbers.has(from) && to === "boolean" ? using(`(${column} <> 0)`) : impossible;
}

function castContext(from: ColumnType, to: ColumnType): CastContext {
  if (from.name === to.name && from.schema === to.schema) return "assignment";
  if (isText(to)) return "assignment";
  if (isText(from)) return isAssignedFromText(from.name, to) ? "assignment" : "explicit";
  if (!isBuiltin(from) || !isBuiltin(to)) return "none";
  const source = family(from.name);
  const target = family(to.name);
  if (source === target) return "assignment";
  if (assignments.get(source)?.has(target) === true) return "assignment";
  return explicits.get(source)?.has(target) === true ? "explicit" : "none";
}

const textNames: ReadonlySet<string> = new Set(["text", "varchar", "char", "bpchar", "citext", "name"]);
const numbers: ReadonlySet<string> = new Set([
  "smallint",
  "integer",
  "bigint",
  "numeric",
  "real",
  "double precision",
]);

/** What the catalog has a cast from text for; `citext` and `name` have none of their own. */
function isAssignedFromText(from: string, to: ColumnType): boolean {
  return to.schema === null && to.name === '"char"' && from !== "citext" && from !== "name";
}

function isText(type: ColumnType): boolean {
  return type.schema === null && textNames.has(type.name);
}

/** Types that the tables below need not tell apart: they have the same casts. */
function family(name: string): string {
  if (name.startsWith("interval")) return "interval";
  if (name === "macaddr8") return "macaddr";
  return name === "real" || name === "double precision" ? "float" : name;
}

function table(rows: Readonly<Record<string, string>>): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(Object.entries(rows).map(([from, to]) => [from, new Set(to.split(/,\s*/))]));
}

const assignments = table({
  smallint: "integer, bigint, float, numeric, oid",
  integer: "smallint, bigint, float, numeric, money, oid",
  bigint: "smallint, integer, float, numeric, money, oid",
  float: "smallint, integer, bigint, numeric",
  numeric: "smallint, integer, bigint, float, money",
  money: "numeric",
  oid: "integer, bigint",
  date: "timestamp, timestamptz",
  timestamp: "date, time, timestamptz",
  timestamptz: "date, time, timetz, timestamp",
  time: "interval, timetz",
  timetz: "time",
  interval: "time",
  json: "jsonb",
  jsonb: "json",
  bit: "varbit",
  varbit: "bit",
  cidr: "inet",
  inet: "cidr",
  point: "box",
  box: "polygon",
  path: "polygon",
  polygon: "path",
  geometry: "geography",
});

const explicits = table({
  integer: 'boolean, bit, "char"',
  bigint: "bit",
  boolean: "integer",
  bit: "integer, bigint",
  '"char"': "integer",
  jsonb: "boolean, smallint, integer, bigint, float, numeric",
  lseg: "point",
  box: "point, lseg, circle",
  polygon: "point, box, circle",
  circle: "point, box, polygon",
  geography: "geometry",
  int4range: "int4multirange",
  int8range: "int8multirange",
  numrange: "nummultirange",
  tsrange: "tsmultirange",
  tstzrange: "tstzmultirange",
  daterange: "datemultirange",
});
