import type { Namespace } from "../../../model/namespace";
import { compareText } from "../../../util/text";
import type { ReadScope } from "./scope";

/** The existing schemas in scope besides the default one, which needs no name in the model. */
export function toNamespaces(scope: ReadScope): readonly Namespace[] {
  return scope.namespaces
    .filter(({ name }) => name !== scope.defaultSchema)
    .map(({ name }) => ({ name }))
    .sort((left, right) => compareText(left.name, right.name));
}
