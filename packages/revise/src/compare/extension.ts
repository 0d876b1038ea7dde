import type { Extension } from "../model/extension";
import type { SchemaModel } from "../model/schema-model";
import { type Changes, changes, type CompareContext } from "./comparison";
import { isManaged } from "./filter";
import { matchByKey } from "./match";

/**
 * Extensions that are missing are created. One that a revision created and nobody asks for any more is dropped where entities would
 * ask for it; of another one the queries of the application may have need.
 */
export function compareExtensions(
  current: SchemaModel,
  desired: SchemaModel,
  context: CompareContext,
): Changes {
  const { added, removed } = matchByKey(current.extensions, desired.extensions, ({ name }) => name);
  const managed = removed.filter(({ name }) => isManaged("extension", { schema: null, name }, context));
  const isEntailed = ({ name }: Extension): boolean => context.entailedExtensions.has(name);
  return changes({
    operations: [
      ...added.map(({ name }) => ({ kind: "createExtension", name }) as const),
      ...managed.filter(isEntailed).map(({ name }) => ({ kind: "dropExtension", name }) as const),
    ],
    unmanaged: managed
      .filter((extension) => !isEntailed(extension))
      .map(({ name }) => ({ kind: "extension", name: { schema: null, name }, member: null })),
  });
}
