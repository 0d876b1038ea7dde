import { ReviseError } from "../errors";
import type { ObjectKind, QualifiedName } from "../model/names";
import { objectKey } from "../model/names";
import { unstorable } from "../util/text";
import type { Reading } from "./reading";

/**
 * Looks at every text of an object: names, comments, defaults, expressions, values.
 *
 * @throws `metadata-invalid` for one that is {@link unstorable}
 */
export function checkTexts(
  { origins }: Reading,
  kind: ObjectKind,
  object: { readonly name: QualifiedName },
): void {
  const text = findUnstorable(object);
  if (text === null) return;
  const origin = origins.get(objectKey(kind, object.name)) ?? object.name.name;
  throw new ReviseError(
    "metadata-invalid",
    `A text of ${origin} ${unstorable(text) ?? ""}: ${JSON.stringify(text)}.`,
    {
      hint: "The database can't store it: remove the character from the entity.",
      details: { entity: origin },
    },
  );
}

function findUnstorable(value: unknown): string | null {
  if (typeof value === "string") return unstorable(value) === null ? null : value;
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value)) return firstUnstorable(value);
  const fields = value as Readonly<Record<string, unknown>>;
  // Not Object.values, which would make an array of every object of the model.
  for (const name in fields) {
    const found = findUnstorable(fields[name]);
    if (found !== null) return found;
  }
  return null;
}

function firstUnstorable(values: readonly unknown[]): string | null {
  for (const value of values) {
    const found = findUnstorable(value);
    if (found !== null) return found;
  }
  return null;
}
