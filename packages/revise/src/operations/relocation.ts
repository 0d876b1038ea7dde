import type { QualifiedName } from "../model/names";
import type { Operation } from "./operation";
import { newName } from "./renaming";

/** A table, a view or an enum type under another name or in another schema. */
export interface Relocation {
  readonly kind: "table" | "view" | "materializedView" | "type";
  readonly from: QualifiedName;
  readonly to: QualifiedName;
}

/** What the operation relocates; null for every other operation. */
export function relocationOf(operation: Operation): Relocation | null {
  switch (operation.kind) {
    case "renameTable":
      return { kind: "table", from: operation.from, to: newName(operation) };
    case "renameEnum":
      return { kind: "type", from: operation.from, to: newName(operation) };
    case "renameObject":
    case "setSchema": {
      const { kind, name: from } = operation.object;
      if (kind !== "table" && kind !== "view" && kind !== "materializedView" && kind !== "type") return null;
      const to =
        operation.kind === "setSchema"
          ? { schema: operation.to, name: from.name }
          : { schema: from.schema, name: operation.to };
      return { kind, from, to };
    }
    default:
      return null;
  }
}
