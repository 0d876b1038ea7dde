import { type ColumnType, writtenArgs } from "../../../model/column-type";
import { quoteIdentifier, quoteName } from "../identifiers";
import { canonicalType } from "./canonical";
import { builtinName, builtinTypname } from "./catalog";

/** The shortest spelling in TypeORM's words: `varchar(255)`, `timestamptz(3)`, `app.mood[]`. `parse` reads it back. */
export function formatType(type: ColumnType): string {
  const canonical = canonicalType(type);
  return withSuffix(canonical, isBuiltin(canonical) ? canonical.name : formatOwnName(canonical));
}

/** The type in DDL: names of types of one's own are quoted, `"app"."mood"[]`. */
export function sqlType(type: ColumnType): string {
  const canonical = canonicalType(type);
  return withSuffix(canonical, isBuiltin(canonical) ? canonical.name : quoteName(canonical));
}

/** Whether the canonical `type` is one of the server or of an extension that TypeORM knows. */
export function isBuiltin(type: ColumnType): boolean {
  return type.schema === null && builtinName(type.name) !== null;
}

function withSuffix(type: ColumnType, name: string): string {
  const args = writtenArgs(type);
  return `${name}${args.length === 0 ? "" : `(${args.join(",")})`}${type.dimensions > 0 ? "[]" : ""}`;
}

function formatOwnName(type: ColumnType): string {
  if (type.schema === null) return bareOrQuoted(type.name, isAmbiguous(type.name));
  return `${bareOrQuoted(type.schema, type.schema === "pg_catalog")}.${bareOrQuoted(type.name, false)}`;
}

function bareOrQuoted(name: string, ambiguous: boolean): string {
  return /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(name) && !ambiguous ? name : quoteIdentifier(name);
}

/** A type called `Date` would be read as `date`. */
function isAmbiguous(name: string): boolean {
  return builtinName(name.toLowerCase()) !== null || builtinTypname(name) !== null;
}
