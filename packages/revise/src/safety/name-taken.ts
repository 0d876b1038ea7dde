/** Operations that the database refuses because something else, which stays, has the name that they give. */
import {
  kindOf,
  memberOf,
  nameKey,
  objectKey,
  type ObjectKey,
  ownerOf,
  type QualifiedName,
} from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import { relationName, tableKey } from "../operations/footprint";
import type { Operation } from "../operations/operation";
import { describe, footprint } from "../operations/traits-table";
import { tableBefore } from "./former-names";
import type { Finding } from "./rule";

/** What has a name before the revision. */
export interface NameHolder {
  readonly name: QualifiedName;
  /** As people speak of it: `index total on invoice`. */
  readonly text: string;
  /** Whether no table, view, index or sequence may have the name besides. */
  readonly isRelation: boolean;
  /** Whether no type may have the name besides; of a table, its rows are one. */
  readonly isType: boolean;
  /** The table, or the column of it, that it goes with. */
  readonly partOf: { readonly table: QualifiedName; readonly column: string | null } | null;
}

interface Taken {
  readonly name: QualifiedName;
  readonly what: "relation" | "relation with a type" | "type";
}

/** The names that operations give, which only one object of a schema can have. */
export function namesTakenBy(
  operations: readonly Operation[],
  before: SchemaModel,
): readonly QualifiedName[] {
  const names = operations.flatMap((operation) => takenBy(operation, operations, before));
  return [...new Map(names.map(({ name }) => [nameKey(name), name])).values()];
}

/** @param holders of the names that the operations give */
export function nameTakenFindings(
  operations: readonly Operation[],
  before: SchemaModel,
  holders: readonly NameHolder[],
): Finding[] {
  if (holders.length === 0) return [];
  const byName = grouped(holders.map((holder) => [nameKey(holder.name), holder]));
  const byKey = grouped(holders.flatMap((holder) => keysOf(holder).map((key) => [key, holder])));
  const gone = new Set<NameHolder>();
  return operations.flatMap((operation): Finding[] => {
    for (const key of footprint(operation).drops) byKey.get(key)?.forEach((holder) => gone.add(holder));
    return takenBy(operation, operations, before).flatMap((taken): Finding[] => {
      const inTheWay = byName
        .get(nameKey(taken.name))
        ?.find((holder) => !gone.has(holder) && excludes(holder, taken));
      return inTheWay === undefined ? [] : [finding(operation, inTheWay)];
    });
  });
}

function grouped<Key>(
  pairs: readonly (readonly [Key, NameHolder])[],
): ReadonlyMap<Key, readonly NameHolder[]> {
  const groups = new Map<Key, NameHolder[]>();
  for (const [key, holder] of pairs) groups.set(key, [...(groups.get(key) ?? []), holder]);
  return groups;
}

/** What is free once one of these is gone. */
function keysOf({ name, partOf }: NameHolder): readonly ObjectKey[] {
  if (partOf === null) return [relationName(name)];
  const { table, column } = partOf;
  return [
    relationName(name),
    tableKey(table),
    ...(column === null ? [] : [objectKey("column", table, column)]),
  ];
}

function excludes({ isRelation, isType }: NameHolder, { what }: Taken): boolean {
  return (isRelation && what !== "type") || (isType && what !== "relation");
}

function finding(operation: Operation, { name, text }: NameHolder): Finding {
  const words = describe(operation);
  return {
    code: "name-taken",
    severity: "risky",
    message: `The database refuses to ${words.charAt(0).toLowerCase()}${words.slice(1)} while the ${text} has the name "${name.name}"`,
    hint: "Give one of them another name: this one in the entity, the other before this line, by the words of op; or drop it there.",
    operation,
  };
}

/** The sequence of a serial column gives way to what has its name. */
function takenBy(
  operation: Operation,
  operations: readonly Operation[],
  before: SchemaModel,
): readonly Taken[] {
  const { creates } = footprint(operation);
  const unique = new Set(creates);
  return creates.flatMap((key): Taken[] => {
    const taken = takenFor(key);
    if (taken === null || !unique.has(relationName(taken.name))) return [];
    return operation.kind === "renameConstraint" && !hasIndex(operation, { operations, before })
      ? []
      : [taken];
  });
}

function takenFor(key: ObjectKey): Taken | null {
  const [owner, member] = [ownerOf(key), memberOf(key)];
  switch (kindOf(key)) {
    case "table":
    case "view":
    case "sequence":
      return member === null ? { name: owner, what: "relation with a type" } : null;
    case "enum":
      return member === null ? { name: owner, what: "type" } : null;
    case "constraint":
    case "index":
      return member === null ? null : { name: { schema: owner.schema, name: member }, what: "relation" };
    default:
      return null;
  }
}

function hasIndex(
  { table, from }: Extract<Operation, { kind: "renameConstraint" }>,
  context: { readonly operations: readonly Operation[]; readonly before: SchemaModel },
): boolean {
  const constraint = tableBefore(table, context)?.constraints.find(({ name }) => name === from);
  return constraint?.kind !== "check" && constraint?.kind !== "foreignKey";
}
