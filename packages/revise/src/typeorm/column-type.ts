import type { ColumnType } from "../model/column-type";
import type { QualifiedName } from "../model/names";
import { enumTypeName, isEnumColumn } from "./enum-type";
import { columnOrigin } from "./metadata-types";
import type { ColumnMetadata } from "./metadata-types";
import type { Reading } from "./reading";

/** The types that take a precision; for any other TypeORM would print what PostgreSQL does not parse. */
const precise = new Set([
  "numeric",
  "interval",
  "timestamp without time zone",
  "timestamp with time zone",
  "time without time zone",
  "time with time zone",
]);

/**
 * The type of a column, by the rules of TypeORM's `PostgresDriver.createFullType`: a length wins over precision and
 * scale, a scale without a precision is not printed.
 */
export function readColumnType(reading: Reading, table: QualifiedName, column: ColumnMetadata): ColumnType {
  const dimensions = column.isArray ? 1 : 0;
  if (isEnumColumn(column)) return { ...enumTypeName(reading, table, column), args: [], dimensions };
  const { driver } = reading.dataSource;
  const name = driver.normalizeType(column);
  return reading.builtinType(name, readArgs(reading, column, name), dimensions);
}

function readArgs(reading: Reading, column: ColumnMetadata, name: string): readonly string[] {
  if (name === "geometry" || name === "geography") return readSpatialArgs(column);
  const length = reading.dataSource.driver.getColumnLength(column);
  if (length !== "") return [length];
  const precision = column.precision ?? undefined;
  if (precision === undefined) return [];
  if (!precise.has(name)) {
    if (!column.isGenerated) {
      reading.warn(
        `${columnOrigin(column)}: the precision is ignored, because PostgreSQL's type ${name} has none.`,
      );
    }
    return [];
  }
  if (name === "numeric" && column.scale !== undefined) return [String(precision), String(column.scale)];
  return [String(precision)];
}

function readSpatialArgs(column: ColumnMetadata): readonly string[] {
  const { spatialFeatureType: feature, srid } = column;
  if (feature === undefined) return [];
  return srid === undefined ? [feature] : [feature, String(srid)];
}
