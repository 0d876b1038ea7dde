import type { DefaultValue } from "../model/column";
import type { EnumType } from "../model/enum-type";
import { nameKey, type QualifiedName } from "../model/names";
import { findColumn, findTable, type SchemaModel } from "../model/schema-model";
import { type AddEnumValue, type EnumUse, rebuilt } from "../operations/enum-type";
import type { Operation } from "../operations/operation";
import { type Changes, changes, type CompareContext } from "./comparison";
import { type EnumColumn, enumColumns, isOfType } from "./enum-uses";
import { isLeftOut } from "./filter";
import { matchByKey } from "./match";
import { isOursToDrop, partUnclaimed } from "./unclaimed";
import { sameData } from "./same-data";

/**
 * The enum types, each once however many columns share it. A type that no entity asks for is dropped where a
 * revision created it, or where this revision takes away every column that used it: nobody else can have wanted it.
 *
 * @param everything the current model before filtering, which knows all users of a type
 */
export function compareEnumTypes(
  current: SchemaModel,
  desired: SchemaModel,
  everything: SchemaModel,
  context: CompareContext,
): Changes {
  const { kept, added, removed } = matchByKey(current.enumTypes, desired.enumTypes, ({ name }) =>
    nameKey(name),
  );
  const { dropped, unmanaged } = partUnclaimed(
    "enum",
    removed,
    context,
    ({ name }) =>
      !staysInUse(name, everything, desired, context) &&
      (isOursToDrop("enum", name, context) || enumColumns(everything, name).length > 0),
  );
  return changes({
    operations: [
      ...added.map((type) => ({ kind: "createEnum", type }) as const),
      ...kept.flatMap(([from, to]) => compareEnumType(from, to, everything, desired, context)),
      ...dropped.map((definition) => ({ kind: "dropEnum", name: definition.name, definition }) as const),
    ],
    unmanaged,
  });
}

/** Whether a column that this revision leaves as it is has the type. */
function staysInUse(
  type: QualifiedName,
  everything: SchemaModel,
  desired: SchemaModel,
  context: CompareContext,
): boolean {
  return enumColumns(everything, type).some(
    ({ table, column }) =>
      isLeftAlone(table.name, desired, context) || isLeftOut(table.name, column.name, context),
  );
}

function isLeftAlone(table: QualifiedName, desired: SchemaModel, context: CompareContext): boolean {
  if (findTable(desired, table) !== undefined) return false;
  return !isOursToDrop("table", table, context);
}

function compareEnumType(
  current: EnumType,
  desired: EnumType,
  everything: SchemaModel,
  model: SchemaModel,
  context: CompareContext,
): readonly Operation[] {
  if (sameData(current.values, desired.values)) return [];
  const uses = enumColumns(everything, current.name).filter((use) =>
    staysOfType(use, current.name, model, context),
  );
  const usedBy = usesOf(uses, model);
  const onlyAdds = isSubsequence(current.values, desired.values);
  return onlyAdds ? addValues(current, desired, usedBy) : rebuild(current, desired, usedBy);
}

/** Columns that go or get another type do so before a rebuild. Those that no entity claims stay as they are. */
function staysOfType(
  { table, column }: EnumColumn,
  type: QualifiedName,
  desired: SchemaModel,
  context: CompareContext,
): boolean {
  const wanted = findColumn(desired, table.name, column.name);
  if (wanted !== undefined) return isOfType(wanted, type);
  return isLeftAlone(table.name, desired, context) || isLeftOut(table.name, column.name, context);
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const value of whole) if (value === part[at]) at += 1;
  return at === part.length;
}

/**
 * `ALTER TYPE … ADD VALUE`, in the desired order, each beside a neighbour that is there by then, and with the rebuild
 * that takes it away again. A default that changes as well steps aside for that, see {@link rebuild}.
 */
function addValues(current: EnumType, desired: EnumType, usedBy: readonly EnumUse[]): readonly Operation[] {
  const there = [...current.values];
  const operations: AddEnumValue[] = [];
  desired.values.forEach((value, index) => {
    if (there.includes(value)) return;
    const before = [...there];
    const previous = desired.values[index - 1];
    const at = previous === undefined ? 0 : there.indexOf(previous) + 1;
    there.splice(at, 0, value);
    operations.push({
      kind: "addEnumValue",
      name: current.name,
      value,
      position: positionAt(at, before, previous),
      rebuild: {
        values: { from: [...there], to: before },
        usedBy,
      },
    });
  });
  return operations;
}

/** The end needs no neighbour. */
function positionAt(
  at: number,
  values: readonly string[],
  previous: string | undefined,
): AddEnumValue["position"] {
  const next = values[at];
  if (next === undefined) return null;
  return previous === undefined ? { before: next } : { after: previous };
}

/**
 * Removal and reordering. A default that changes as well steps aside before and comes back after the rebuild,
 * because neither the old nor the new one need be a value on both sides.
 */
function rebuild(current: EnumType, desired: EnumType, usedBy: readonly EnumUse[]): readonly Operation[] {
  return [rebuilt(current.name, { values: { from: current.values, to: desired.values }, usedBy })];
}

function usesOf(uses: readonly EnumColumn[], desired: SchemaModel): readonly EnumUse[] {
  return uses.map((use) => {
    const wanted = findColumn(desired, use.table.name, use.column.name);
    const keeps = wanted === undefined || sameData(wanted.default, use.column.default);
    return useOf(use, keeps ? use.column.default : null);
  });
}

function useOf({ table, column }: EnumColumn, value: DefaultValue | null): EnumUse {
  const { name, type, storage } = column;
  const use = { table: table.name, column: name, dimensions: type.dimensions, default: value };
  return storage === undefined ? use : { ...use, storage };
}
