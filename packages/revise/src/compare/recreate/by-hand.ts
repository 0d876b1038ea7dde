/** What the steps that somebody wrote by hand, in a comparator or a custom operation, do to what the models do not hold. */
import type { Dependent } from "../../dialect/dependent";
import { mentions } from "../../model/expression-text";
import type { Operation } from "../../operations/operation";

/**
 * The dependents that may be gone after the operation, or need less. Nobody reads what a statement does; who mentions a
 * dependent there knows of it, and need not be told.
 */
export function letGoBy(operation: Operation, dependents: readonly Dependent[]): readonly Dependent[] {
  switch (operation.kind) {
    case "execute": {
      const { known, sql } = operation;
      return known === undefined ? dependents.filter((one) => mentions(sql, bareName(one))) : [];
    }
    case "dropTrigger":
    case "dropPolicy":
    case "dropRule":
      return dependents.filter((one) => bareName(one) === operation.name);
    case "dropFunction":
    case "dropProcedure":
    case "dropStatistics":
      return dependents.filter((one) => bareName(one) === operation.name.name);
    default:
      return [];
  }
}

/** `total` of `app."total"(integer, text)`. */
function bareName({ name }: Dependent): string {
  return /([^."(]+)"?(?:\(.*)?$/su.exec(name)?.[1] ?? name;
}
