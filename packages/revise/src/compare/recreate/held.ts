/** Finds operations whose objects something needs that neither steps aside nor is ours to drop. */
import type { Dependent } from "../../dialect/dependent";
import { displayName, nameKey, objectKey, type ObjectKey, sameName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import { isAlterEnum } from "../../operations/enum-type";
import { tableKey } from "../../operations/footprint";
import type { Operation } from "../../operations/operation";
import type { HeldOperation } from "../../operations/refused";
import { letGoBy } from "./by-hand";
import { freedBy, goesWithItsRelation, isFreed, isLedAlong, nameOf, neededBy } from "./unmodelled";
import { droppedBy, woundsOf, type Wounds } from "./wounds";

interface Blow {
  readonly keys: readonly ObjectKey[];
  /** What is dropped is gone afterwards, or comes again. */
  readonly dropped?: "for good" | "meanwhile";
  /** Whether values are cast by an expression. */
  readonly cast?: boolean;
  /** Whether the column is another one under the old name. */
  readonly remade?: boolean;
  /** The tables whose rows take another form. */
  readonly reshaped?: readonly ObjectKey[];
  /** The columns that get another name, by their new ones. */
  readonly renamed?: readonly ObjectKey[];
  /** The tables that get another column. */
  readonly grown?: readonly ObjectKey[];
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
  const gone = new Set<ObjectKey>();
  const freed = new Set<ObjectKey>();
  const executed = new Set<string>();
  // Told already, or let go by hand.
  const settled = new Set<string>();
  return operations.flatMap((operation): readonly HeldOperation[] => {
    for (const one of letGoBy(operation, dependents)) settled.add(nameOf(one));
    freedBy([operation]).forEach((key) => freed.add(key));
    if (operation.kind === "execute") executed.add(operation.sql);
    const blow = blowOf(operation, wounds);
    if (blow === null) return [];
    const course = { fates, gone, freed, executed };
    const holders = dependents.filter((one) => !settled.has(nameOf(one)) && holds(one, blow, wounds, course));
    // A key goes before its columns do: what rests on it is told once.
    for (const one of holders) if (one.key !== undefined) settled.add(nameOf(one));
    if (blow.dropped !== undefined) blow.keys.forEach((key) => gone.add(key));
    if (holders.length === 0) return [];
    const bound = holders.filter((one) => isBound(one, wounds)).flatMap(columnsOf);
    return [{ kind: "held", operation, by: [...new Set(holders.map(nameOf))], bound, back: false }];
  });
}

/**
 * What the way back changes otherwise than the way there did: rebuilds that take added values away again, and columns that come
 * again with a value in every row.
 *
 * @param operations the way there
 * @param dependents what of them is there after it, see `stayingDependents`
 */
export function heldOnWayBack(
  current: SchemaModel,
  operations: readonly Operation[],
  back: readonly Operation[],
  dependents: readonly Dependent[],
): readonly HeldOperation[] {
  const { added } = woundsOf(operations);
  const unlike = new Set(
    operations.flatMap((operation): readonly ObjectKey[] => {
      if (operation.kind === "addEnumValue") return [objectKey("enum", operation.name)];
      if (operation.kind !== "dropColumn") return [];
      const key = objectKey("column", operation.table, operation.column);
      return added.has(key) ? [] : [key];
    }),
  );
  if (unlike.size === 0) return [];
  return heldOperations(current, back, dependents)
    .filter(({ operation }) => {
      if (isAlterEnum(operation)) return unlike.has(objectKey("enum", operation.name));
      if (operation.kind !== "addColumn") return false;
      return unlike.has(objectKey("column", operation.table, operation.column.name));
    })
    .map((held) => ({ ...held, back: true }));
}

function blowOf(operation: Operation, wounds: Wounds): Blow | null {
  const key = droppedBy(operation);
  if (key !== null) return { keys: [key], dropped: wounds.added.has(key) ? "meanwhile" : "for good" };
  switch (operation.kind) {
    case "dropEnum":
      return { keys: [objectKey("enum", operation.name)], dropped: "for good" };
    case "renameColumn":
      return { keys: [], renamed: [objectKey("column", operation.table, operation.to)] };
    case "alterColumn": {
      const key = objectKey("column", operation.table, operation.column);
      if (!wounds.retyped.has(key)) return null;
      const reshaped =
        operation.type === undefined && operation.collation === undefined ? [] : [tableKey(operation.table)];
      return { keys: [key], cast: wounds.cast.has(key), remade: wounds.remade.has(key), reshaped };
    }
    case "alterEnum": {
      const columns = operation.usedBy.map(({ table, column }) => objectKey("column", table, column));
      const reshaped = operation.usedBy.map(({ table }) => tableKey(table));
      return { keys: [objectKey("enum", operation.name), ...columns], cast: true, reshaped };
    }
    case "addColumn": {
      // A column with a value counts as a change of the rows, even where they need not be written anew.
      const { default: value, generation } = operation.column;
      const grown = [tableKey(operation.table)];
      return { keys: [], grown, reshaped: value === null && generation === null ? [] : grown };
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

interface Course {
  readonly fates: ReturnType<typeof viewsAfterwards>;
  /** What has been dropped so far. */
  readonly gone: ReadonlySet<ObjectKey>;
  /** What the models hold, and has let go so far. */
  readonly freed: ReadonlySet<ObjectKey>;
  /** The statements that have run so far. */
  readonly executed: ReadonlySet<string>;
}

function holds(dependent: Dependent, blow: Blow, wounds: Wounds, course: Course): boolean {
  if (dependent.expression !== undefined) return binds(dependent, blow, wounds, course.gone);
  if (dependent.inModel) return mentionsConstants(dependent, blow, wounds, course);
  return standsInTheWay(dependent, blow, wounds, course);
}

function standsInTheWay(dependent: Dependent, blow: Blow, wounds: Wounds, { fates }: Course): boolean {
  if (!isReached(dependent, blow) || goesWithItsRelation(dependent, wounds)) return false;
  const { dropped } = blow;
  if (dependent.view !== undefined) {
    const fate = fates(dependent.view);
    return fate === "untouched" || (fate === "same" && dropped === "for good");
  }
  if (dropped !== undefined && dependent.goesAlong) return false;
  if (dropped === "for good") return true;
  return dependent.aside === null && (dropped !== undefined || !isLedAlong(dependent, blow));
}

function isReached(dependent: Dependent, { keys, reshaped = [], renamed = [], grown = [] }: Blow): boolean {
  const { columns, relations, enums } = neededBy(dependent);
  const { holdsRows = false, fixesForm, key } = dependent;
  return (
    (key !== undefined && keys.includes(objectKey(key.role, key.table, key.name))) ||
    [...columns, ...relations, ...enums].some((key) => keys.includes(key)) ||
    (holdsRows && relations.some((key) => reshaped.includes(key))) ||
    (fixesForm !== undefined && columns.some((key) => renamed.includes(key))) ||
    (fixesForm === "columns" && relations.some((key) => grown.includes(key)))
  );
}

/** What the models hold mentions constants of an enum as long as nothing has dropped it, or changed it. */
function mentionsConstants(
  dependent: Dependent,
  { keys }: Blow,
  wounds: Wounds,
  { freed, executed }: Course,
): boolean {
  if (isFreed(dependent, freed) || (dependent.aside !== null && executed.has(dependent.aside.drop)))
    return false;
  if (goesWithItsRelation(dependent, wounds)) return false;
  return neededBy(dependent).enums.some((key) => keys.includes(key));
}

/** An expression that stays, or that is gone by then, is led like the rest of the column. */
function binds(
  dependent: Dependent,
  { keys, reshaped = [] }: Blow,
  wounds: Wounds,
  gone: ReadonlySet<ObjectKey>,
): boolean {
  const { columns, relations, enums } = neededBy(dependent);
  if ([...columns, ...relations].some((key) => gone.has(key))) return false;
  if (dependent.expression === "present" && !columns.some((key) => wounds.plain.has(key))) return false;
  return (
    enums.some((key) => keys.includes(key)) ||
    (reshaped.length > 0 && columns.some((key) => keys.includes(key)))
  );
}

/** Whether it stays after the revision, which could drop it earlier otherwise. */
function isBound(dependent: Dependent, wounds: Wounds): boolean {
  if (dependent.expression === undefined || goesWithItsRelation(dependent, wounds)) return false;
  return !neededBy(dependent).columns.some((key) => wounds.dropped.has(key));
}

function columnsOf({ reads: [read] }: Dependent): readonly string[] {
  return read?.column == null ? [] : [`${displayName(read.relation)}.${read.column}`];
}
