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
  for (const part of Object.values(value)) {
    const found = findUnstorable(part);
    if (found !== null) return found;
  }
  return null;
}
