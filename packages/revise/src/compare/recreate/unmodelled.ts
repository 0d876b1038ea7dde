/** Triggers, policies, functions and the like that stand in the way of a change step aside and come back. */
import type { Dependent, StepAside } from "../../dialect/dependent";
import { displayName, objectKey, type ObjectKey } from "../../model/names";
import {
  anyEnumValue,
  anyShape,
  builtOn,
  footprintOf,
  formerAnyShape,
  tableKey,
  tornDownFrom,
} from "../../operations/footprint";
import type { Operation } from "../../operations/operation";
import type { Execute } from "../../operations/sql";
import type { Situation } from "./situation";
import { woundsOf, type Wounds } from "./wounds";

interface Movable extends Dependent {
  readonly aside: StepAside;
}

export function steppingAside(
  dependents: readonly Dependent[],
  { wounds, operations }: Situation,
): readonly Operation[] {
  const written = new Set(
    operations.flatMap((operation) => (operation.kind === "execute" ? [operation.sql] : [])),
  );
  const freed = freedBy(operations);
  return dependents
    .filter((dependent): dependent is Movable => dependent.aside !== null)
    .filter((dependent) => !written.has(dependent.aside.drop) && isInTheWay(dependent, wounds))
    .filter((dependent) => !isFreed(dependent, freed))
    .flatMap((dependent) => [stepAside(dependent), ...comeBack(dependent)]);
}

/** What stands on something that goes for good is not ours to drop; a default goes by itself where its column is computed then. */
function isInTheWay(dependent: Dependent, wounds: Wounds): boolean {
  if (goesWithItsRelation(dependent, wounds)) return false;
  const { columns, relations, enums } = neededBy(dependent);
  const rebuilds = enums.some((key) => wounds.rebuilt.has(key));
  if (dependent.inModel) return rebuilds;
  if (dependent.kind === "default" && columns.some((key) => wounds.computed.has(key))) return false;
  if ([...columns, ...relations].some((key) => wounds.dropped.has(key) && !wounds.added.has(key)))
    return false;
  const isCause = (key: ObjectKey): boolean =>
    wounds.dropped.has(key) ||
    (wounds.retyped.has(key) &&
      (dependent.forgotten === true ||
        !isLedAlong(dependent, { cast: wounds.cast.has(key), remade: wounds.remade.has(key) })));
  return columns.some(isCause) || relations.some((key) => wounds.dropped.has(key)) || rebuilds;
}

/** Whether the server leads it through a change of a column: to another type, by an expression, to another column of the name. */
export function isLedAlong(
  { followsType, followsCast }: Dependent,
  { cast = false, remade = false }: { readonly cast?: boolean; readonly remade?: boolean },
): boolean {
  return followsType && !remade && (!cast || followsCast === true);
}

/** Those that are still there after the operations, or there again. */
export function stayingDependents(
  dependents: readonly Dependent[],
  operations: readonly Operation[],
): readonly Dependent[] {
  const { dropped, added } = woundsOf(operations);
  const gone = { dropped: new Set([...dropped].filter((key) => !added.has(key))) };
  const freed = freedBy(operations);
  return dependents.filter((one) => !goesWithItsRelation(one, gone) && !isFreed(one, freed));
}

/** What the operations drop of what the models hold, or give another form. */
export function freedBy(operations: readonly Operation[]): ReadonlySet<ObjectKey> {
  return new Set(operations.map(freedPart).filter((key) => key !== null));
}

export function isFreed(dependent: Dependent, freed: ReadonlySet<ObjectKey>): boolean {
  return dependent.inModel === true && freed.has(keyOf(dependent));
}

function freedPart(operation: Operation): ObjectKey | null {
  switch (operation.kind) {
    case "dropConstraint":
      return keyOf({ kind: "constraint", name: operation.name, table: operation.table });
    case "dropIndex":
      return keyOf({ kind: "index", name: operation.name, table: operation.table });
    case "dropColumn":
      return keyOf({ kind: "default", name: operation.column, table: operation.table });
    case "alterColumn":
      return operation.default === undefined
        ? null
        : keyOf({ kind: "default", name: operation.column, table: operation.table });
    default:
      return null;
  }
}

/** Whether the table or view that it stands on is dropped; what belongs to a view that is made anew comes back with it. */
export function goesWithItsRelation({ table }: Dependent, { dropped }: Pick<Wounds, "dropped">): boolean {
  return table !== null && (dropped.has(tableKey(table)) || dropped.has(objectKey("view", table)));
}

/** By which keys operations speak of what a dependent needs. Tables and views share their names. */
export function neededBy({ reads, enums }: Dependent): {
  readonly columns: readonly ObjectKey[];
  readonly relations: readonly ObjectKey[];
  readonly enums: readonly ObjectKey[];
} {
  return {
    columns: reads.flatMap(({ relation, column }) =>
      column === null ? [] : [objectKey("column", relation, column)],
    ),
    relations: reads.flatMap(({ relation }) => [tableKey(relation), objectKey("view", relation)]),
    enums: enums.map((name) => objectKey("enum", name)),
  };
}

function stepAside(dependent: Movable): Execute {
  const { reads, table, aside } = dependent;
  const footprint = footprintOf({
    drops: [keyOf(dependent)],
    needs: table === null ? [] : [tableKey(table)],
    // A rebuild of an enum changes the shape of the tables that use it.
    releases: [
      ...(dependent.enums.length > 0 ? [formerAnyShape] : []),
      ...reads.flatMap(({ relation, column }) => [
        objectKey("view", relation),
        ...(column === null ? [] : tornDownFrom(relation, [column])),
      ]),
    ],
  });
  const undo = aside.create.map((sql) => statement(sql));
  return { ...statement(aside.drop), known: { footprint, undo: ordered(undo, dependent, []) } };
}

function comeBack(dependent: Movable): readonly Execute[] {
  const drop = {
    ...statement(dependent.aside.drop),
    known: { footprint: stepAside(dependent).known?.footprint ?? footprintOf({}), undo: [] },
  };
  return ordered(dependent.aside.create.map(statement), dependent, [drop]);
}

/** The first statement creates it, the others say the rest about it. */
function ordered(
  statements: readonly Execute[],
  dependent: Movable,
  undo: readonly Execute[],
): readonly Execute[] {
  const built = [
    ...(dependent.table === null ? [] : [tableKey(dependent.table)]),
    ...dependent.reads.flatMap(({ relation, column }) => [
      objectKey("view", relation),
      ...(column === null ? [] : builtOn(relation, [column])),
    ]),
    ...(dependent.enums.length > 0 ? [anyShape, anyEnumValue] : []),
  ];
  return statements.map((one, index) => ({
    ...one,
    known: {
      undo: index === 0 ? undo : [],
      footprint: footprintOf(
        index === 0 ? { creates: [keyOf(dependent)], needs: built } : { needs: [keyOf(dependent), ...built] },
      ),
    },
  }));
}

function keyOf({ kind, name, table }: Pick<Dependent, "kind" | "name" | "table">): ObjectKey {
  return objectKey("table", table ?? { schema: null, name: "" }, `${kind} ${name}`);
}

function statement(sql: string): Execute {
  return { kind: "execute", sql, parameters: [] };
}

/** `policy own on user` */
export function nameOf({ kind, name, table }: Dependent): string {
  return `${kind} ${name}${table === null || kind === "statistics" ? "" : ` on ${displayName(table)}`}`;
}
