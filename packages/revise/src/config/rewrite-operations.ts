import type { Operation, OperationKind, OperationMap } from "../operations/operation";
import type { ProcessRevisionDirectives } from "./callbacks";

/** What becomes of an operation of each kind: another one, several, or none for an empty list. */
export type OperationRewrites = {
  readonly [Kind in OperationKind]?: (
    operation: OperationMap[Kind],
    direction: "upgrade" | "downgrade",
  ) => Operation | readonly Operation[];
};

/**
 * Rewrites the operations of new revisions, both ways. What a function gives is not rewritten again.
 *
 * @example
 * defineConfig({
 *   processRevisionDirectives: rewriteOperations({
 *     createIndex: (operation) => ({ ...operation, index: { ...operation.index, concurrently: true } }),
 *   }),
 * });
 */
export function rewriteOperations(rewrites: OperationRewrites): ProcessRevisionDirectives {
  const rewrite = (operations: readonly Operation[], direction: "upgrade" | "downgrade"): Operation[] =>
    operations.flatMap((operation) => {
      // The function is the one for this very kind, which the compiler can't follow through the table.
      const own = rewrites[operation.kind] as
        ((operation: Operation, direction: string) => Operation | readonly Operation[]) | undefined;
      return own === undefined ? operation : own(operation, direction);
    });
  return (_context, _revision, directives) => {
    for (const directive of directives) {
      directive.upgrade = rewrite(directive.upgrade, "upgrade");
      directive.downgrade = rewrite(directive.downgrade, "downgrade");
    }
  };
}
