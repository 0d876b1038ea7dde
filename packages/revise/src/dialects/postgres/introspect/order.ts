import type { QualifiedName } from "../../../model/names";
import { compareText } from "../../../util/text";

/** The default schema first, then by schema and name. */
export function compareNames(left: QualifiedName, right: QualifiedName): number {
  return compareText(left.schema ?? "", right.schema ?? "") || compareText(left.name, right.name);
}

export function byName<Item extends { readonly name: QualifiedName }>(
  items: readonly Item[],
): readonly Item[] {
  return items.toSorted((left, right) => compareNames(left.name, right.name));
}

/** The same for what is named within its table. */
export function byPlainName<Item extends { readonly name: string }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((left, right) => compareText(left.name, right.name));
}
