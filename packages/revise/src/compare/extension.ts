import type { SchemaModel } from "../model/schema-model";
import { type Changes, changes, type CompareContext } from "./comparison";
import { isManaged } from "./filter";
import { matchByKey } from "./match";

/** Extensions that are missing are created; one that a revision created and nobody asks for any more is dropped. */
export function compareExtensions(
  current: SchemaModel,
  desired: SchemaModel,
  context: CompareContext,
): Changes {
  const { added, removed } = matchByKey(current.extensions, desired.extensions, ({ name }) => name);
  return changes({
    operations: [
      ...added.map(({ name }) => ({ kind: "createExtension", name }) as const),
      ...removed
        .filter(({ name }) => isManaged("extension", { schema: null, name }, context))
        .map(({ name }) => ({ kind: "dropExtension", name }) as const),
    ],
  });
}
