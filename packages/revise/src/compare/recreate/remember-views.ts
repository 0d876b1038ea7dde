import { nameKey } from "../../model/names";
import type { Operation } from "../../operations/operation";

/** A view that is dropped and comes again keeps what belongs to it: owner, grants, options, triggers. */
export function rememberViews(operations: readonly Operation[]): readonly Operation[] {
  const keys = (kind: "createView" | "dropView"): ReadonlySet<string> =>
    new Set(
      operations.flatMap((operation) => {
        if (operation.kind === "createView" && kind === "createView") return [nameKey(operation.view.name)];
        return operation.kind === "dropView" && kind === "dropView" ? [nameKey(operation.name)] : [];
      }),
    );
  const [created, dropped] = [keys("createView"), keys("dropView")];
  return operations.map((operation): Operation => {
    switch (operation.kind) {
      case "dropView":
        return created.has(nameKey(operation.name)) ? { ...operation, remember: true } : operation;
      case "createView":
        return dropped.has(nameKey(operation.view.name)) ? { ...operation, restore: true } : operation;
      default:
        return operation;
    }
  });
}
