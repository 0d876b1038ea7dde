/**
 * Whether a column can change from one type to another by itself (`ALTER COLUMN … TYPE` takes implicit and assignment
 * casts), needs a `USING` expression, or has no way at all. From `pg_cast` of a fresh server, the casts that this
 * server has besides, and the rules of PostgreSQL's `find_coercion_pathway`: everything becomes text by assignment,
 * everything comes from text explicitly, arrays follow their elements, and a domain is what it stands on.
 */
import type { KnownTypes } from "../../../dialect/known-types";
import { type ColumnType, sameType } from "../../../model/column-type";
import { sameName } from "../../../model/names";
import { toFillIn } from "../../../operations/column/fill-in";
import { quoteIdentifier } from "../identifiers";
import { canonicalType } from "./canonical";
import { isBuiltin, sqlType } from "./format";

type CastContext = "assignment" | "explicit" | "none";

/** How a column gets from one type to another: as it is, by an expression, or not at all. */
export type Conversion =
  | { readonly kind: "plain" }
  | { readonly kind: "using"; readonly sql: string }
  | { readonly kind: "impossible" };

/** Of types of one's own nothing is known. */
export const noKnownTypes: KnownTypes = { casts: [], domains: [], enums: [] };

const plain: Conversion = { kind: "plain" };
const impossible: Conversion = { kind: "impossible" };

function using(sql: string): Conversion {
  return { kind: "using", sql };
}

/**
 * @param column the column in SQL, quoted
 * @param known what the types that are not the server's own are
 */
export function conversion(from: ColumnType, to: ColumnType, column: string, known: KnownTypes): Conversion {
  const target = canonicalType(to);
  const type = sqlType(target);
  const [source, base] = [baseType(canonicalType(from), known), baseType(target, known)];
  if (source.dimensions !== base.dimensions) return betweenScalarAndArray(source, target, column, known);
  const suffix = target.dimensions > 0 ? "[]" : "";
  switch (castContext(source, base, known)) {
    case "assignment":
      return plain;
    case "explicit":
      return using(`${column}::${type}`);
    case "none":
      if (isEnum(source, known) && isEnum(base, known)) return using(`${column}::text${suffix}::${type}`);
      return suffix === "" ? bridge(source.name, base.name, column, type) : impossible;
  }
}

/**
 * For the socket: the `USING` expression of a change of the column `column`; null where the plain change works. Where
 * no cast leads to the new type the expression is one to fill in: through the text form, on which the server fails at
 * the first value that does not fit, where dropping and adding the column would lose every value in silence.
 */
export function castExpression(
  from: ColumnType,
  to: ColumnType,
  column: string,
  known: KnownTypes,
): string | null {
  const quoted = quoteIdentifier(column);
  const found = conversion(from, to, quoted, known);
  if (found.kind === "plain") return null;
  return found.kind === "using" ? found.sql : toFillIn(suggestion(from, to, quoted, known));
}

function suggestion(from: ColumnType, to: ColumnType, column: string, known: KnownTypes): string {
  if (from.dimensions > 0 && to.dimensions === 0) {
    const first = `${column}[1]`;
    const element = conversion({ ...from, dimensions: 0 }, to, first, known);
    if (element.kind !== "impossible") return element.kind === "using" ? element.sql : first;
  }
  return `${column}::text::${sqlType(to)}`;
}

/** What a domain stands on; an array of a domain is an array of that. */
function baseType(type: ColumnType, known: KnownTypes): ColumnType {
  const domain = known.domains.find(({ name }) => sameName(name, type));
  if (domain === undefined) return type;
  const base = baseType(canonicalType(domain.base), known);
  return type.dimensions > 0 ? { ...base, dimensions: type.dimensions } : base;
}

function isEnum(type: ColumnType, { enums }: KnownTypes): boolean {
  return enums.some((name) => sameName(name, type));
}

/** A value becomes an array of one; text holds an array literal. An array has no one value, but it has a text. */
function betweenScalarAndArray(
  from: ColumnType,
  to: ColumnType,
  column: string,
  known: KnownTypes,
): Conversion {
  if (baseType(to, known).dimensions === 0) return isText(to) ? plain : impossible;
  if (isText(from)) return using(`${column}::${sqlType(to)}`);
  const element = conversion(from, { ...to, dimensions: 0 }, column, known);
  if (element.kind === "impossible" || to.dimensions === 0) return impossible;
  const value = element.kind === "using" ? element.sql : column;
  return using(`CASE WHEN ${column} IS NOT NULL THEN ARRAY[${value}]::${sqlType(to)} END`);
}

/** Casts that exist in two steps, or as a comparison. */
function bridge(from: string, to: string, column: string, type: string): Conversion {
  if (from === "boolean" && numbers.has(to)) return using(`${column}::integer::${type}`);
  return numbers.has(from) && to === "boolean" ? using(`(${column} <> 0)`) : impossible;
}

function castContext(from: ColumnType, to: ColumnType, { casts }: KnownTypes): CastContext {
  const own = casts.find(({ source, target }) => isSame(source, from) && isSame(target, to));
  if (own !== undefined) return own.explicit ? "explicit" : "assignment";
  return from.name === to.name && from.schema === to.schema ? "assignment" : builtinContext(from, to);
}

function builtinContext(from: ColumnType, to: ColumnType): CastContext {
  if (isText(to)) return "assignment";
  if (isText(from)) return isAssignedFromText(from.name, to) ? "assignment" : "explicit";
  if (!isBuiltin(from) || !isBuiltin(to)) return "none";
  const source = family(from.name);
  const target = family(to.name);
  if (source === target) return "assignment";
  if (assignments.get(source)?.has(target) === true) return "assignment";
  return explicits.get(source)?.has(target) === true ? "explicit" : "none";
}

/** Modifiers and arrays make no difference to a cast. */
function isSame(left: ColumnType, right: ColumnType): boolean {
  return sameType({ ...left, args: [], dimensions: 0 }, { ...right, args: [], dimensions: 0 });
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
