import type { QualifiedName } from "./names";

/** An enum type; the order of `values` is its sort order. */
export interface EnumType {
  readonly name: QualifiedName;
  readonly values: readonly string[];
}
