/** The order around the rebuild of an enum type, which names of objects alone do not tell. */
import { mentions } from "../../model/expression-text";
import { nameKey, objectKey, type QualifiedName, sameName } from "../../model/names";
import type { AlterColumn } from "../../operations/column";
import { facets } from "../../operations/column/facets";
import { type AlterEnum, isValueRename } from "../../operations/enum-type";
import type { Operation } from "../../operations/operation";
import type { Footprint } from "../../operations/traits";
import { reverse } from "../../operations/traits-table";
import { expressionsOf } from "../exact-words";
import { namesOfType } from "./renamed-types";

type Place = "before" | "after";

/** The operation, and what goes before it. */
export type Edge = readonly [operation: Operation, before: Operation];

/**
 * A rebuild of an enum type leads the columns that keep the type to the new one. Columns that leave the type leave
 * before, columns that get it get it after, and so does a default that steps aside for the rebuild. Whatever mentions a
 * constant of the type goes before and comes after, because the one that it mentions is of the type from before.
 */
export function aroundRebuilds(
  operations: readonly Operation[],
  footprints: ReadonlyMap<Operation, Footprint>,
): readonly Edge[] {
  return operations.flatMap((rebuild) => {
    if (rebuild.kind !== "alterEnum") return [];
    const names = namesOfType(rebuild.name.name, operations);
    return operations.flatMap((operation): readonly Edge[] => {
      const place =
        placeOfColumns(operation, rebuild, footprints.get(operation)) ?? placeByMention(operation, names);
      if (place === null) return [];
      return [place === "before" ? [rebuild, operation] : [operation, rebuild]];
    });
  });
}

function placeOfColumns(
  operation: Operation,
  rebuild: AlterEnum,
  print: Footprint | undefined,
): Place | null {
  const asUsed = operation.kind === "alterColumn" ? placeAsUsed(operation, rebuild) : null;
  if (asUsed !== null) return asUsed;
  const type = objectKey("enum", rebuild.name);
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

/** Names without a schema are enough: what mentions something else of that name loses nothing by its place. */
function placeByMention(operation: Operation, names: readonly string[]): Place | null {
  // A statement names more than what its expressions mention, and has its place from its footprint.
  if (operation.kind === "execute") return null;
  const isMentioned = (one: Operation): boolean =>
    expressionsOf(one).some((sql) => names.some((name) => mentions(sql, name)));
  if (isMentioned(operation)) return "after";
  const opposite = reverse(operation);
  return opposite.reversible && opposite.operations.some(isMentioned) ? "before" : null;
}

/** The place of a change of a column that the rebuild itself leads over; null where the type does not say it. */
function placeAsUsed({ table, column, type, ...change }: AlterColumn, { usedBy }: AlterEnum): Place | null {
  const use = usedBy.find((one) => one.column === column && sameName(one.table, table));
  if (use === undefined) return null;
  if (change.default !== undefined) return change.default.to === null ? "before" : "after";
  // From a list of values to one of them, or back: the rebuild says which of the two it finds.
  if (type !== undefined) return type.to.dimensions === use.dimensions ? "before" : "after";
  return null;
}

/**
 * On the way back a column comes to an enum, or leaves it, while the values have the names with which it left or came. One
 * that is computed has no values of its own to bring.
 */
export function beforeValueRenames(operations: readonly Operation[]): readonly Edge[] {
  const renames = operations.filter(isValueRename);
  return renames.flatMap((rename) =>
    operations.flatMap((operation): readonly Edge[] => {
      if (operation.kind !== "alterColumn" || operation.generation?.to?.kind === "expression") return [];
      return changesTo(operation, rename.name) ? [[rename, operation]] : [];
    }),
  );
}

/** Whether the column gets the type or had it. */
export function changesTo({ type }: AlterColumn, name: QualifiedName): boolean {
  return [type?.from, type?.to].some((one) => one !== undefined && sameName(one, name));
}

/** A column that changes its type in two steps takes them in their order. */
export function consecutiveTypes(operations: readonly Operation[]): readonly Edge[] {
  const steps = operations.filter((operation) => operation.kind === "alterColumn");
  const key = ({ table, column }: AlterColumn, type: unknown): string =>
    JSON.stringify([objectKey("column", table, column), type]);
  const byResult = new Map(steps.map((step) => [key(step, step.type?.to ?? null), step]));
  return steps.flatMap((step): readonly Edge[] => {
    const before = byResult.get(key(step, step.type?.from ?? "none"));
    return before === undefined || before === step ? [] : [[step, before]];
  });
}

/** A default that has a step of its own goes before whatever else changes about the column, or comes after it. */
export function consecutiveDefaults(operations: readonly Operation[]): readonly Edge[] {
  const steps = operations.filter((operation) => operation.kind === "alterColumn");
  return steps.flatMap((step) => {
    const place = placeOfDefault(step);
    if (place === null) return [];
    const others = steps.filter(
      (one) => one.column === step.column && sameName(one.table, step.table) && placeOfDefault(one) !== place,
    );
    return others.map((other): Edge => (place === "before" ? [other, step] : [step, other]));
  });
}

function placeOfDefault(step: AlterColumn): Place | null {
  const isAlone = facets.every((facet) => facet === "default" || step[facet] === undefined);
  if (step.default === undefined || !isAlone) return null;
  return step.default.to === null ? "before" : "after";
}

/** Values of one type are added in the order given: each is placed beside the ones before it. */
export function consecutiveValues(operations: readonly Operation[]): readonly Edge[] {
  const latest = new Map<string, Operation>();
  return operations.flatMap((operation): readonly Edge[] => {
    if (operation.kind !== "addEnumValue") return [];
    const before = latest.get(nameKey(operation.name));
    latest.set(nameKey(operation.name), operation);
    return before === undefined ? [] : [[operation, before]];
  });
}
