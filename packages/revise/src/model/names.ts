/** How objects are named, and the one place where keys of objects are built. */

/**
 * A name in a schema. `schema` is null for the default schema of the connection (`current_schema()`), on both sides:
 * the metadata reader and the introspector fold it at the door, so equal objects have equal names.
 */
export interface QualifiedName {
  readonly schema: string | null;
  readonly name: string;
}

export type ObjectKind =
  | "schema"
  | "extension"
  | "enum"
  | "sequence"
  | "table"
  | "column"
  | "constraint"
  | "index"
  | "view"
  | "routine"
  | "trigger"
  | "policy"
  | "rule"
  | "statistics";

declare const objectKeyBrand: unique symbol;
/** Identifies one object of a database in maps and footprints. Built by {@link objectKey} alone. */
export type ObjectKey = string & { readonly [objectKeyBrand]: true };

/** Parts of keys are joined by NUL, which no identifier can hold; no schema is the empty part, which none is called. */
const separator = "\0";

/** @param member the column, constraint or index of the table `name` */
export function objectKey(kind: ObjectKind, name: QualifiedName, member?: string): ObjectKey {
  return (kind + separator + nameKey(name) + (member === undefined ? "" : separator + member)) as ObjectKey;
}

/** The kind that {@link objectKey} was given. */
export function kindOf(key: ObjectKey): ObjectKind {
  return key.slice(0, key.indexOf(separator)) as ObjectKind;
}

/** The name that {@link objectKey} was given: of the object, or of the table of a member. */
export function ownerOf(key: ObjectKey): QualifiedName {
  const [, schema = "", name = ""] = key.split(separator);
  return { schema: schema === "" ? null : schema, name };
}

/** The column, constraint or index that {@link objectKey} was given; null for an object of its own. */
export function memberOf(key: ObjectKey): string | null {
  return key.split(separator)[3] ?? null;
}

/** The schema that an object is in, or is; null for the default schema and for what is in none. */
export function schemaOf(key: ObjectKey): string | null {
  const [kind] = key.split(separator);
  const { schema, name } = ownerOf(key);
  return kind === "schema" ? name : schema;
}

/** The key of a name alone, for maps over objects of one kind. */
export function nameKey(name: QualifiedName): string {
  return (name.schema ?? "") + separator + name.name;
}

export function sameName(left: QualifiedName, right: QualifiedName): boolean {
  return left.schema === right.schema && left.name === right.name;
}

/** For people: `user`, `app.user`. Not for SQL, which quotes. */
export function displayName(name: QualifiedName): string {
  return name.schema === null ? name.name : `${name.schema}.${name.name}`;
}
