import { displayName, objectKey } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { Operation } from "../../operations/operation";
import type { HeldOperation } from "../../operations/refused";
import { hasTarget, isCutOff, isUnclaimed, keysNeeded } from "./foreign-key";
import { droppedBy, woundsOf } from "./wounds";

/**
 * Foreign keys of tables that no entity claims, on what goes for good: they can't be made again, and are not ours to drop.
 *
 * @param current the model on which `operations` run
 * @param desired what entities claim
 */
export function unkeptForeignKeys(
  current: SchemaModel,
  desired: SchemaModel,
  operations: readonly Operation[],
): readonly HeldOperation[] {
  const wounds = woundsOf(operations);
  if (wounds.dropped.size === 0) return [];
  const situation = { current, desired, wounds, operations };
  const holders = new Map<Operation, string[]>();
  for (const table of current.tables) {
    if (!isUnclaimed(table, situation) || wounds.dropped.has(objectKey("table", table.name))) continue;
    for (const constraint of table.constraints) {
      if (constraint.kind !== "foreignKey") continue;
      if (wounds.dropped.has(objectKey("constraint", table.name, constraint.name))) continue;
      if (!isCutOff(constraint, situation) || hasTarget(constraint, situation)) continue;
      const needed = keysNeeded(constraint, current);
      const first = operations.find((operation) => needed.some((key) => key === droppedBy(operation)));
      const by = `foreign key ${constraint.name} on ${displayName(table.name)}`;
      if (first !== undefined) holders.set(first, [...(holders.get(first) ?? []), by]);
    }
  }
  return [...holders].map(([operation, by]) => ({ kind: "held", operation, by, bound: [], back: false }));
}
