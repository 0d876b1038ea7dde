import type { ColumnType } from "../../../model/column-type";
import { builtinName, extensionTypes } from "./catalog";

/**
 * The canonical form of a type: aliases folded, modifiers that say nothing dropped, implied ones stated where the
 * catalog always states them (`char` is `char(1)`, `bit` is `bit(1)`, `geography(Point)` is `geography(Point,4326)`).
 * PostgreSQL manual, chapter 8; PostGIS `gserialized_typmod.c`.
 */
export function canonicalType(type: ColumnType): ColumnType {
  const dimensions = type.dimensions > 0 ? 1 : 0;
  const schema =
    type.schema === "pg_catalog" || (type.schema !== null && extensionTypes.has(type.name))
      ? null
      : type.schema;
  const builtin = schema === null ? builtinName(type.name) : null;
  if (builtin === null) return { name: type.name, schema, args: type.args, dimensions };
  const args = type.args.map((arg) => arg.trim());
  const written = type.written === undefined ? {} : { written: type.written };
  return { ...written, ...withArgs(type.name, builtin, args), schema: null, dimensions };
}

function withArgs(
  spelling: string,
  name: string,
  args: readonly string[],
): Pick<ColumnType, "name" | "args" | "written"> {
  switch (name) {
    case "char":
    case "bit":
      return { name, args: args.length === 0 ? ["1"] : args };
    case "bpchar":
      return { name: args.length === 0 ? name : "char", args };
    case "numeric":
      return { name, args: args[1] === "0" ? args.slice(0, 1) : args };
    case "double precision":
      return { name: isSingleFloat(spelling, args[0]) ? "real" : name, args: [] };
    case "geometry":
    case "geography":
      return { name, args: spatialArgs(name, args) };
    default:
      // Six digits are what a time has without being told.
      return takesPrecision(name) && args[0] === "6" ? { name, args: [], written: args } : { name, args };
  }
}

/** `float(24)` and below is `real`, the rest is `double precision`. */
function isSingleFloat(spelling: string, digits: string | undefined): boolean {
  return spelling === "float" && digits !== undefined && Number(digits) <= 24;
}

function takesPrecision(name: string): boolean {
  return /^(?:timestamp|timestamptz|time|timetz|interval(?: .*)?)$/.test(name);
}

const spatialTypes: ReadonlyMap<string, string> = new Map(
  [
    ..."Geometry Point LineString Polygon MultiPoint MultiLineString MultiPolygon GeometryCollection".split(
      " ",
    ),
    ..."CircularString CompoundCurve CurvePolygon MultiCurve MultiSurface PolyhedralSurface Triangle Tin".split(
      " ",
    ),
  ].map((name) => [name.toLowerCase(), name]),
);

function spatialArgs(name: "geometry" | "geography", args: readonly string[]): readonly string[] {
  const written = args[0];
  if (written === undefined) return [];
  const [, base = written, dimension = ""] =
    /^([a-z]+?)(zm|z|m)?$/i.exec(written.replaceAll(/["' ]/g, "")) ?? [];
  const shape = `${spatialTypes.get(base.toLowerCase()) ?? base}${dimension.toUpperCase()}`;
  const srid = args[1] === undefined || args[1] === "0" ? (name === "geography" ? "4326" : null) : args[1];
  if (srid === null) return shape === "Geometry" ? [] : [shape];
  return [shape, srid];
}
