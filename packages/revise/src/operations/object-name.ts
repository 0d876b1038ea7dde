/** How a revision file writes the name of an object: `"user"`, `"app.user"`, or `{ schema, name }`. */
import type { QualifiedName } from "../model/names";
import { fields, invalid, nameOf, nullable, optional, text, type Place, type Reader } from "./arguments";

/** The name of a table, type, sequence or view: `"user"`, `"app.user"`, or an object where a name holds a dot. */
export type ObjectName = string | { readonly schema?: string | null; readonly name: string };

/** The shortest spelling that {@link objectName} reads back as the same name. */
export function encodeName({ schema, name }: QualifiedName): ObjectName {
  if (name.includes(".") || schema?.includes(".") === true) {
    return schema === null ? { name } : { schema, name };
  }
  return schema === null ? name : `${schema}.${name}`;
}

/** The new name in a renaming, which stays in the schema of the old one. */
export function encodeNewName(name: string): ObjectName {
  return encodeName({ schema: null, name });
}

const spelledOut = fields({ schema: optional(nullable(text)), name: text });

export const objectName: Reader<QualifiedName> = (value, place) => {
  if (typeof value === "object" && value !== null) {
    const { schema, name } = spelledOut(value, place);
    return { schema: schema ?? null, name };
  }
  if (typeof value !== "string") {
    throw invalid(place, `must be a name, not ${nameOf(value)}`, spellings);
  }
  const parts = value.split(".");
  if (parts.length > 2 || parts.some((part) => part === "")) {
    throw invalid(place, `is no name of an object: ${nameOf(value)}`, spellings);
  }
  const [first = "", second] = parts;
  return second === undefined ? { schema: null, name: first } : { schema: first, name: second };
};

const spellings = 'Write "user", "app.user", or { schema: "app", name: "a.b" } where a name holds a dot.';

/** Reads the new name of an object that stays in the schema of `from`; the schema may be repeated. */
export function newNameOf(from: QualifiedName, to: QualifiedName, place: Place): string {
  if (to.schema === null || to.schema === from.schema) return to.name;
  throw invalid(
    place,
    "names another schema",
    "Renaming keeps the schema. A new name that holds a dot is written { name: … }.",
  );
}
