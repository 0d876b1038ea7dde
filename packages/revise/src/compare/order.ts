/**
 * Puts operations into an order that can be run. What must precede what follows from their footprints alone, by the
 * four rules of `operations/traits.ts`; among what is free the phases keep a file readable.
 */
import type { ObjectKey } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { AddForeignKey } from "../operations/constraint/addition";
import { cycleError } from "../operations/cycle";
import { formerSequence, keyOver, literal } from "../operations/footprint";
import type { Operation } from "../operations/operation";
import type { Footprint } from "../operations/traits";
import { footprint } from "../operations/traits-table";
import { type SortResult, topologicalSort } from "../util/graph";
import { placeByFormerName } from "./order/former-names";
import {
  aroundRebuilds,
  beforeValueRenames,
  consecutiveDefaults,
  consecutiveTypes,
  consecutiveValues,
} from "./order/rebuilds";
import { aroundColumnRenames } from "./order/renamed-columns";
import { aroundTypeRenames } from "./order/renamed-types";
import { aroundViewRenames } from "./order/renamed-views";
import { phaseOf } from "./order/phases";
import { isRename, namesIn, overTemporaryName, type Rename } from "./rename/temporary-names";

export interface OrderOptions {
  /** What is there before and after; a rename over a temporary name takes none of their names. */
  readonly models?: readonly SchemaModel[];
  /** Whether the operations lead back: they know tables by the names that the renames back take away. */
  readonly back?: boolean;
}

/**
 * @throws ReviseError `operation-cycle` where operations wait for each other; foreign keys are operations of their own and
 * renames can step aside, so that is not known to happen to what a comparison makes, but operations of the user may say
 * anything
 */
export function orderOperations(
  operations: readonly Operation[],
  options: OrderOptions = {},
): readonly Operation[] {
  const { models = [], back = false } = options;
  const byPhase = operations.toSorted((left, right) => phaseOf(left) - phaseOf(right));
  const strict = sortBy(byPhase, back, () => true);
  if (strict.cyclic.length === 0) return strict.sorted;
  // A literal is taken for a value of any enum that has such a value, and an expression for one that uses any sequence,
  // before and after. Where these guesses contradict themselves, the phases do: types are ready before the columns that
  // use them, and sequences have their names.
  const lenient = sortBy(byPhase, back, (key) => !key.startsWith(literalPrefix) && key !== formerSequence);
  if (lenient.cyclic.length === 0) return lenient.sorted;
  const aside = lenient.cyclic.find(
    (one): one is Rename =>
      isRename(one) && one.temporary === undefined && waitsForName(one, lenient.predecessors),
  );
  if (aside === undefined) {
    throw cycleError(onCircle(lenient));
  }
  const taken = new Set([...models.flatMap(namesIn), ...operations.filter(isRename).map(({ to }) => to)]);
  const steps = overTemporaryName(aside, taken);
  return orderOperations(
    byPhase.flatMap((operation) => (operation === aside ? steps : [operation])),
    options,
  );
}

/** Without those that only come after a circle. */
function onCircle({ cyclic, predecessors }: Sorting): readonly Operation[] {
  const followers = (operation: Operation): readonly Operation[] =>
    cyclic.filter((other) => predecessors.get(other)?.includes(operation) === true);
  return topologicalSort(cyclic, followers).cyclic;
}

/** Whether something that holds the new name of a rename waits itself, however indirectly, for that rename. */
function waitsForName(rename: Operation, predecessors: Predecessors): boolean {
  const names = new Set(footprint(rename).creates);
  const holders = (predecessors.get(rename) ?? []).filter(
    (operation) => operation !== rename && footprint(operation).drops.some((key) => names.has(key)),
  );
  const seen = new Set<Operation>();
  const open = [...holders];
  for (let operation = open.pop(); operation !== undefined; operation = open.pop()) {
    if (operation === rename) return true;
    if (seen.has(operation)) continue;
    seen.add(operation);
    open.push(...(predecessors.get(operation) ?? []));
  }
  return false;
}

const literalPrefix = literal("");

function sortBy(
  operations: readonly Operation[],
  back: boolean,
  counts: (key: ObjectKey) => boolean,
): Sorting {
  const predecessors = predecessorsOf(operations, back, counts);
  return {
    ...topologicalSort(operations, (operation) => predecessors.get(operation) ?? []),
    predecessors,
  };
}

interface Sorting extends SortResult<Operation> {
  readonly predecessors: Predecessors;
}

type Predecessors = ReadonlyMap<Operation, readonly Operation[]>;

type Index = ReadonlyMap<ObjectKey, readonly Operation[]>;

function predecessorsOf(
  operations: readonly Operation[],
  back: boolean,
  counts: (key: ObjectKey) => boolean,
): Predecessors {
  const footprints = new Map(
    operations.map((operation) => [operation, filterKeys(footprint(operation), counts)]),
  );
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
      const place = back ? placeByFormerName(operation, creators.get(key), droppers.get(key)) : null;
      if (place !== null) {
        add(operation, place.before);
        addToAll(place.after, operation);
        continue;
      }
      add(operation, creators.get(key));
      if (operation.kind === "addForeignKey" && key === keyBehind(operation)) {
        add(operation, droppers.get(key));
      } else if (!creators.has(key)) addToAll(droppers.get(key), operation);
    }
    for (const key of releases) addToAll(droppers.get(key), operation);
  }
  const renamesOfRemade = [...aroundViewRenames(operations, back), ...aroundColumnRenames(operations, back)];
  for (const [operation, before] of renamesOfRemade) {
    const others = (predecessors.get(before) ?? []).filter((one) => one !== operation);
    predecessors.set(before, others);
  }
  const edges = [
    ...renamesOfRemade,
    ...aroundRebuilds(operations, footprints),
    ...consecutiveTypes(operations),
    ...consecutiveDefaults(operations),
    ...aroundTypeRenames(operations, back),
    ...consecutiveValues(operations),
    ...(back ? beforeValueRenames(operations) : []),
  ];
  for (const [operation, before] of edges) add(operation, [before]);
  return predecessors;
}

/**
 * The key that a foreign key points at. There may be several over the same columns, and the foreign key must not come
 * to rest on the one that goes.
 */
function keyBehind({ constraint: { references } }: AddForeignKey): ObjectKey {
  return keyOver(references.table, references.columns);
}

function filterKeys(print: Footprint, counts: (key: ObjectKey) => boolean): Footprint {
  return {
    creates: print.creates.filter(counts),
    drops: print.drops.filter(counts),
    needs: print.needs.filter(counts),
    releases: print.releases.filter(counts),
  };
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
