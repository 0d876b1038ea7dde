/** Operations that the database will refuse, because of something that neither steps aside nor is ours to drop. */
import type { Dependent } from "../../dialect/dialect";
import { displayName, nameKey, objectKey, type ObjectKey, sameName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import { tableKey } from "../../operations/footprint";
import type { Operation } from "../../operations/operation";
import { goesWithItsRelation, neededBy } from "./unmodelled";
import { woundsOf, type Wounds } from "./wounds";

export interface HeldOperation {
  readonly operation: Operation;
  /** What cannot go on as it is while that happens: `function total(integer)`. */
  readonly by: readonly string[];
}

interface Blow {
  readonly keys: readonly ObjectKey[];
  /** Whether what has these keys is gone afterwards. */
  readonly forGood: boolean;
  /** Whether values are cast by an expression. */
  readonly cast: boolean;
  /** The tables whose rows take another form. */
  readonly reshaped?: readonly ObjectKey[];
}

/**
 * @param current the model on which `operations` run
 * @param dependents by the names of that model
 */
export function heldOperations(
  current: SchemaModel,
  operations: readonly Operation[],
  dependents: readonly Dependent[],
): readonly HeldOperation[] {
  if (dependents.length === 0) return [];
  const wounds = woundsOf(operations);
  const fates = viewsAfterwards(current, operations);
  return operations.flatMap((operation): readonly HeldOperation[] => {
    const blow = blowOf(operation, wounds);
    if (blow === null) return [];
    const by = dependents.filter((one) => holds(one, blow, wounds, fates)).map(nameOf);
    return by.length === 0 ? [] : [{ operation, by: [...new Set(by)] }];
  });
}

function blowOf(operation: Operation, wounds: Wounds): Blow | null {
  switch (operation.kind) {
    case "dropTable":
      return { keys: [tableKey(operation.name)], forGood: true, cast: false };
    case "dropEnum":
      return { keys: [objectKey("enum", operation.name)], forGood: true, cast: false };
    case "dropView": {
      const key = objectKey("view", operation.name);
      return { keys: [key], forGood: !wounds.added.has(key), cast: false };
    }
    case "dropColumn": {
      const key = objectKey("column", operation.table, operation.column);
      return { keys: [key], forGood: !wounds.added.has(key), cast: false };
    }
    case "alterColumn": {
      const key = objectKey("column", operation.table, operation.column);
      if (!wounds.retyped.has(key)) return null;
      const reshaped =
        operation.type === undefined && operation.collation === undefined ? [] : [tableKey(operation.table)];
      return { keys: [key], forGood: false, cast: wounds.cast.has(key), reshaped };
    }
    case "alterEnum": {
      const columns = operation.usedBy.map(({ table, column }) => objectKey("column", table, column));
      const reshaped = operation.usedBy.map(({ table }) => tableKey(table));
      return { keys: [objectKey("enum", operation.name), ...columns], forGood: false, cast: true, reshaped };
    }
    case "addColumn": {
      // A column with a value counts as a change of the rows, even where they need not be written anew.
      const { default: value, generation } = operation.column;
      if (value === null && generation === null) return null;
      return { keys: [], forGood: false, cast: false, reshaped: [tableKey(operation.table)] };
    }
    default:
      return null;
  }
}

/** What becomes of the views: the same query as before, another one, or nothing. */
type Fate = "same" | "changed" | "gone";

function viewsAfterwards(
  { views }: SchemaModel,
  operations: readonly Operation[],
): (view: NonNullable<Dependent["view"]>) => Fate | "untouched" {
  const fates = new Map<string, Fate>();
  for (const operation of operations) {
    if (operation.kind === "dropView" && !fates.has(nameKey(operation.name))) {
      fates.set(nameKey(operation.name), "gone");
    }
    if (operation.kind !== "createView") continue;
    const { name, definition } = operation.view;
    const before = views.find((view) => sameName(view.name, name));
    fates.set(nameKey(name), before?.definition === definition ? "same" : "changed");
  }
  return (view) => fates.get(nameKey(view)) ?? "untouched";
}

function holds(
  dependent: Dependent,
  { keys, forGood, cast, reshaped = [] }: Blow,
  wounds: Wounds,
  fateOf: ReturnType<typeof viewsAfterwards>,
): boolean {
  const { columns, relations, enums } = neededBy(dependent);
  const isReached =
    [...columns, ...relations, ...enums].some((key) => keys.includes(key)) ||
    (dependent.holdsRows === true && relations.some((key) => reshaped.includes(key)));
  if (!isReached || goesWithItsRelation(dependent, wounds)) return false;
  if (dependent.view !== undefined) {
    const fate = fateOf(dependent.view);
    return fate === "untouched" || (fate === "same" && forGood);
  }
  if (forGood) return !dependent.goesAlong;
  return dependent.aside === null && (!dependent.followsType || cast);
}

function nameOf({ kind, name, table }: Dependent): string {
  return `${kind} ${name}${table === null || kind === "statistics" ? "" : ` on ${displayName(table)}`}`;
}
