/**
 * Puts operations into an order that can be run. What must precede what follows from their footprints alone, by the
 * four rules of `operations/traits.ts`; among what is free the phases keep a file readable.
 */
import { objectKey, type ObjectKey, sameName } from "../model/names";
import type { AlterColumn } from "../operations/column";
import type { AlterEnum } from "../operations/enum-type";
import type { Operation } from "../operations/operation";
import type { Footprint } from "../operations/traits";
import { describe, footprint } from "../operations/traits-table";
import { topologicalSort } from "../util/graph";
import { phaseOf } from "./phases";

/**
 * @throws Error where operations wait for each other; foreign keys are operations of their own, so that never
 * happens to what a comparison makes
 */
export function orderOperations(operations: readonly Operation[]): readonly Operation[] {
  const byPhase = operations.toSorted((left, right) => phaseOf(left) - phaseOf(right));
  const predecessors = predecessorsOf(byPhase);
  const { sorted, cyclic } = topologicalSort(byPhase, (operation) => predecessors.get(operation) ?? []);
  if (cyclic.length > 0) {
    throw new Error(`These operations wait for each other: ${cyclic.map(describe).join("; ")}`);
  }
  return sorted;
}

/** The operation, and what goes before it. */
type Edge = readonly [operation: Operation, before: Operation];
type Index = ReadonlyMap<ObjectKey, readonly Operation[]>;

function predecessorsOf(operations: readonly Operation[]): ReadonlyMap<Operation, readonly Operation[]> {
  const footprints = new Map(operations.map((operation) => [operation, footprint(operation)]));
  const creators = indexBy(footprints, "creates");
  const droppers = indexBy(footprints, "drops");
  const predecessors = new Map<Operation, Operation[]>(operations.map((operation) => [operation, []]));
  const add = (operation: Operation, before: readonly Operation[] | undefined): void => {
    if (before !== undefined) predecessors.get(operation)?.push(...before);
  };
  const addToAll = (after: readonly Operation[] | undefined, before: Operation): void => {
    for (const operation of after ?? []) predecessors.get(operation)?.push(before);
  };
  for (const [operation, { creates, needs, releases }] of footprints) {
    for (const key of creates) add(operation, droppers.get(key));
    for (const key of needs) {
      add(operation, creators.get(key));
      if (!creators.has(key)) addToAll(droppers.get(key), operation);
    }
    for (const key of releases) addToAll(droppers.get(key), operation);
  }
  for (const [operation, before] of aroundRebuilds(operations, footprints)) add(operation, [before]);
  return predecessors;
}

function indexBy(footprints: ReadonlyMap<Operation, Footprint>, part: "creates" | "drops"): Index {
  const index = new Map<ObjectKey, Operation[]>();
  for (const [operation, print] of footprints) {
    for (const key of print[part]) {
      const found = index.get(key);
      if (found === undefined) index.set(key, [operation]);
      else found.push(operation);
    }
  }
  return index;
}

/**
 * A rebuild of an enum type leads the columns that keep the type to the new one. Columns that leave the type leave
 * before, columns that get it get it after, and so does a default that steps aside for the rebuild.
 */
function aroundRebuilds(
  operations: readonly Operation[],
  footprints: ReadonlyMap<Operation, Footprint>,
): readonly Edge[] {
  return operations.flatMap((rebuild) => {
    if (rebuild.kind !== "alterEnum") return [];
    const type = objectKey("enum", rebuild.name);
    return operations.flatMap((operation): readonly Edge[] => {
      const place = placeBesideRebuild(operation, rebuild, type, footprints.get(operation));
      if (place === null) return [];
      return [place === "before" ? [rebuild, operation] : [operation, rebuild]];
    });
  });
}

function placeBesideRebuild(
  operation: Operation,
  rebuild: AlterEnum,
  type: ObjectKey,
  print: Footprint | undefined,
): "before" | "after" | null {
  if (operation.kind === "alterColumn" && operation.default !== undefined && uses(rebuild, operation)) {
    return operation.default.to === null ? "before" : "after";
  }
  switch (operation.kind) {
    case "createTable":
    case "addColumn":
    case "alterColumn":
    case "dropColumn":
    case "dropTable":
      if (print?.needs.includes(type) === true) return "after";
      return print?.releases.includes(type) === true ? "before" : null;
    default:
      return null;
  }
}

function uses({ usedBy }: AlterEnum, { table, column }: AlterColumn): boolean {
  return usedBy.some((use) => use.column === column && sameName(use.table, table));
}
