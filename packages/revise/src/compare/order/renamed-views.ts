import { type QualifiedName, sameName } from "../../model/names";
import type { RenameObject } from "../../operations/object";
import type { Operation } from "../../operations/operation";
import type { Edge } from "./rebuilds";

/**
 * A view that gets another name and another query is renamed first and made anew then, under its new name, so that it
 * finds again what belongs to it; on the way back the other way round. Both the rename and the drop speak of the new name,
 * from which alone it would seem that the name becomes free by the drop.
 *
 * @param back see `OrderOptions`
 */
export function aroundViewRenames(operations: readonly Operation[], back: boolean): readonly Edge[] {
  const renames = operations.filter((operation) => operation.kind === "renameObject").filter(isOfView);
  return renames.flatMap((rename) => {
    const name = nameOutside(rename, back);
    const materialized = rename.object.kind === "materializedView";
    return operations
      .filter((operation) => {
        const remade = remadeView(operation);
        return remade !== null && remade.materialized === materialized && sameName(remade.name, name);
      })
      .map((remake): Edge => (back ? [rename, remake] : [remake, rename]));
  });
}

function isOfView({ object: { kind } }: RenameObject): boolean {
  return kind === "view" || kind === "materializedView";
}

/** The name that the entities know, wherever the rename leads. */
function nameOutside({ object: { name }, to }: RenameObject, back: boolean): QualifiedName {
  return back ? name : { schema: name.schema, name: to };
}

function remadeView(
  operation: Operation,
): { readonly name: QualifiedName; readonly materialized: boolean } | null {
  if (operation.kind === "dropView") return operation;
  return operation.kind === "createView" ? operation.view : null;
}
