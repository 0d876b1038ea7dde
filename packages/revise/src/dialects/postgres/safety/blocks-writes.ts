import { displayName } from "../../../model/names";
import type { Rule } from "../../../safety/rule";
import { isCreatedHere } from "../../../safety/lifespan";

/** CREATE INDEX holds a SHARE lock while it builds: nobody writes to the table. */
export const blocksWrites: Rule = {
  code: "blocks-writes",
  check(operation, context) {
    if (operation.kind !== "createIndex" || operation.index.concurrently) return null;
    if (isCreatedHere(operation.table, context)) return null;
    return {
      severity: "risky",
      message: `Creating the index ${operation.index.name} blocks writes to ${displayName(operation.table)} until it is built`,
      hint: "On a big table build it with `concurrently: true` (`concurrent` of @Index), which does not.",
    };
  },
};
