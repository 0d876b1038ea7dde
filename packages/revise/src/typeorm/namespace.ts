import type { Namespace } from "../model/namespace";
import type { QualifiedName } from "../model/names";
import { compareText } from "../util/text";

/** The schemas that the objects live in, without the default one. TypeORM never creates a schema. */
export function readNamespaces(names: readonly QualifiedName[]): readonly Namespace[] {
  const schemas = new Set(names.map((name) => name.schema).filter((schema) => schema !== null));
  return [...schemas].sort(compareText).map((name) => ({ name }));
}
