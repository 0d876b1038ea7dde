import { nameKey, type QualifiedName, sameName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { AlterEnum } from "../operations/enum-type";
import type { Operation } from "../operations/operation";
import type { DropIndex } from "../operations/table-index";
import { describe, reverse } from "../operations/traits-table";
import { inSteps } from "./rebuild-steps";
import type { Dependent } from "../dialect/dialect";
import { recreateDependents } from "./recreate";
import { rememberViews } from "./remember-views";
import { renamed } from "./renamed";

/**
 * The exact way back: every operation reversed, the last one first. Values added to an enum type take one rebuild
 * together, which stands in the way of more than the additions did.
 *
 * @param current the model on which `operations` run
 */
export function downgradeOf(
  operations: readonly Operation[],
  current: SchemaModel,
  dependents: readonly Dependent[],
): { readonly operations: readonly Operation[]; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const reversed = operations.toReversed().flatMap((operation) => {
    const opposite = reverse(operation);
    if (opposite.reversible) return opposite.operations;
    notes.push(`${describe(operation)} cannot be undone: ${opposite.reason}`);
    return [];
  });
  const joined = withoutIndexesOfDropped(joinRebuilds(reversed));
  if (!operations.some(({ kind }) => kind === "addEnumValue")) return { operations: joined, notes };
  const after = operations.reduce(renamed, current);
  return {
    operations: rememberViews(recreateDependents(after, current, inSteps(joined), dependents)),
    notes,
  };
}

/**
 * An index goes with its table or materialized view: dropping it first says nothing, dropping it after fails. One whose
 * name the index of another table takes goes first all the same, because its own table may stay for longer than that.
 */
function withoutIndexesOfDropped(operations: readonly Operation[]): readonly Operation[] {
  const name = (table: QualifiedName, index: string): string =>
    nameKey({ schema: table.schema, name: index });
  const takers = operations.filter((operation) => operation.kind === "createIndex");
  const isTaken = ({ table, name: dropped }: DropIndex): boolean =>
    takers.some(
      (taker) =>
        name(taker.table, taker.index.name) === name(table, dropped) && !sameName(taker.table, table),
    );
  const dropped = new Set(
    operations.flatMap((operation) =>
      operation.kind === "dropTable" || operation.kind === "dropView" ? [nameKey(operation.name)] : [],
    ),
  );
  return operations.filter(
    (operation) =>
      operation.kind !== "dropIndex" || !dropped.has(nameKey(operation.table)) || isTaken(operation),
  );
}

/** Several rebuilds of one type are one. */
function joinRebuilds(operations: readonly Operation[]): readonly Operation[] {
  const joined = new Map<string, AlterEnum>();
  for (const operation of operations) {
    if (operation.kind !== "alterEnum") continue;
    const key = nameKey(operation.name);
    const first = joined.get(key);
    joined.set(key, first === undefined ? operation : join(first, operation));
  }
  const written = new Set<string>();
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== "alterEnum") return [operation];
    const key = nameKey(operation.name);
    if (written.has(key)) return [];
    written.add(key);
    return [joined.get(key) ?? operation];
  });
}

function join(first: AlterEnum, second: AlterEnum): AlterEnum {
  const { from } = first.values;
  return {
    ...second,
    values: from === undefined ? { to: second.values.to } : { from, to: second.values.to },
  };
}
