/** Changes of columns that take two steps because an enum type is rebuilt in between. */
import type { ColumnType } from "../../model/column-type";
import { nameKey, type QualifiedName } from "../../model/names";
import type { AlterColumn } from "../../operations/column";
import type { EnumUse } from "../../operations/enum-type";
import type { Operation } from "../../operations/operation";
import { withDefaultLast } from "../default-last";

/** The operations of a comparison with those changes in two steps each. */
export function inSteps(operations: readonly Operation[]): readonly Operation[] {
  return aroundRebuild(betweenChangedTypes(comingAndGoing(operations)));
}

/** Columns that become generated or cease to be, beside a rebuild that leads what they read. */
function comingAndGoing(operations: readonly Operation[]): readonly Operation[] {
  const rebuilt = new Set(
    operations.flatMap((operation) =>
      operation.kind === "alterEnum" ? operation.usedBy.map((use) => nameKey(use.table)) : [],
    ),
  );
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== "alterColumn" || !rebuilt.has(nameKey(operation.table))) return [operation];
    const [from, to] = [operation.generation?.from, operation.generation?.to].map(
      (side) => side?.kind === "expression",
    );
    if (from === to) return [operation];
    return from === true ? lettingGo(operation) : computingLast(operation);
  });
}

/**
 * A column that ceases to be generated and gets another type or a default lets go of the columns that it reads before one
 * of them is led to the rebuilt type, and takes its own new type and default when that is ready.
 */
function lettingGo(operation: AlterColumn): readonly AlterColumn[] {
  const { generation, ...others } = operation;
  if (generation?.from == null || (operation.type === undefined && operation.default === undefined))
    return [operation];
  const { kind, table, column } = operation;
  return [
    { kind, table, column, generation: { from: generation.from, to: null } },
    generation.to === null ? others : { ...others, generation: { from: null, to: generation.to } },
  ];
}

/** A default may be a value that the rebuild takes away, or know it by another name: it goes before, and the column computes after. */
function computingLast(operation: AlterColumn): readonly AlterColumn[] {
  const { kind, table, column, default: value, ...others } = operation;
  if (value?.from == null || operation.type !== undefined) return [operation];
  return [
    { kind, table, column, default: { from: value.from, to: null } },
    { kind, table, column, ...others },
  ];
}

/**
 * A default that changes while its column's type is rebuilt: neither the old nor the new one need be a value on both
 * sides, so the one leaves before and the other comes after. A list that becomes one value, or the other way round, does
 * so on the side where the rebuild does not know it as such.
 */
function aroundRebuild(operations: readonly Operation[]): readonly Operation[] {
  const uses = new Map(
    operations.flatMap((operation) =>
      operation.kind === "alterEnum"
        ? operation.usedBy.map((use) => [columnKey(use.table, use.column), use] as const)
        : [],
    ),
  );
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== "alterColumn") return [operation];
    const use = uses.get(columnKey(operation.table, operation.column));
    return use === undefined ? [operation] : besideRebuild(operation, use);
  });
}

function besideRebuild(operation: AlterColumn, { dimensions }: EnumUse): readonly AlterColumn[] {
  const { kind, table, column, default: value, ...others } = operation;
  if (value?.from === undefined) return [operation];
  if (operation.type?.to.dimensions === dimensions) return withDefaultLast(operation);
  const leaves = value.from === null ? null : { default: { from: value.from, to: null } };
  const comes = value.to === null ? null : { default: { from: null, to: value.to } };
  const bare = { kind, table, column };
  if (leaves === null || (comes === null && operation.type === undefined)) return [operation];
  return [
    { ...bare, ...leaves },
    { ...bare, ...others, ...comes },
  ];
}

const text: ColumnType = { name: "text", schema: null, args: [], dimensions: 0 };

/**
 * A column that goes from one enum type to another while both change their values: it leaves the one before that is
 * rebuilt and enters the other after. With two such columns in opposite directions there is no order without a
 * stop in between.
 */
function betweenChangedTypes(operations: readonly Operation[]): readonly Operation[] {
  const changing = new Set(
    operations.flatMap((operation) =>
      operation.kind === "alterEnum" || operation.kind === "addEnumValue" ? [nameKey(operation.name)] : [],
    ),
  );
  const changes = (type: ColumnType | undefined): boolean =>
    type !== undefined && changing.has(nameKey(type));
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== "alterColumn" || operation.type === undefined) return [operation];
    const { from, to } = operation.type;
    if (from === undefined || !changes(from) || !changes(to) || nameKey(from) === nameKey(to))
      return [operation];
    return stopOver({ ...operation, type: { from, to } });
  });
}

function stopOver(
  operation: AlterColumn & { readonly type: { readonly from: ColumnType; readonly to: ColumnType } },
): readonly Operation[] {
  const { kind, table, column, type, using, storage, ...others } = operation;
  const value = operation.default;
  const stop = { ...text, dimensions: type.from.dimensions };
  const oldDefault = value?.from === undefined ? {} : { default: { from: value.from, to: null } };
  const newDefault = value === undefined ? {} : { default: { from: null, to: value.to } };
  const former = storage?.from === undefined ? {} : { storage: { from: storage.from, to: {} } };
  return [
    {
      kind,
      table,
      column,
      type: { from: type.from, to: stop },
      using: swap(using, "from"),
      ...oldDefault,
      ...former,
    },
    {
      kind,
      table,
      column,
      ...others,
      type: { from: stop, to: type.to },
      using: swap(using, "to"),
      ...newDefault,
      ...(storage && { storage: { from: {}, to: storage.to } }),
    },
  ];
}

/** The cast from text is the one of the whole change; the cast to text needs none. */
function swap(using: AlterColumn["using"], side: "from" | "to"): { from: string | null; to: string | null } {
  return { from: null, to: null, [side]: using?.[side] ?? null };
}

function columnKey(table: QualifiedName, column: string): string {
  return JSON.stringify([nameKey(table), column]);
}
