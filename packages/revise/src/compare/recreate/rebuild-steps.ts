/** Changes of columns that take two steps because an enum type is rebuilt in between. */
import type { DefaultValue, Generation } from "../../model/column";
import type { ColumnType } from "../../model/column-type";
import { mentions } from "../../model/expression-text";
import { nameKey, type QualifiedName, sameName } from "../../model/names";
import type { AlterColumn } from "../../operations/column";
import { type AlterEnum, type EnumUse, isAlterEnum } from "../../operations/enum-type";
import type { Operation } from "../../operations/operation";
import { withDefaultLast } from "../default-last";

/** The operations of a comparison with those changes in two steps each. */
export function inSteps(operations: readonly Operation[]): readonly Operation[] {
  return besideMentions(aroundRebuild(betweenChangedTypes(comingAndGoing(operations))));
}

/** Columns that become generated or cease to be, beside a rebuild that leads what they read, or whose constants they mention. */
function comingAndGoing(operations: readonly Operation[]): readonly Operation[] {
  const rebuilds = operations.filter(isAlterEnum);
  const led = new Set(rebuilds.flatMap(({ usedBy }) => usedBy.map((use) => nameKey(use.table))));
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== "alterColumn") return [operation];
    const [from, to] = [operation.generation?.from, operation.generation?.to].map(expressionOf);
    if ((from === null) === (to === null)) return [operation];
    if (!led.has(nameKey(operation.table)) && !mentionsRebuilt(from ?? to ?? null, rebuilds))
      return [operation];
    return from === null ? computingLast(operation) : lettingGo(operation);
  });
}

/** Names without a schema are enough: an expression that means something else of that name takes a step too many. */
export function mentionsRebuilt(sql: string | null, rebuilds: readonly AlterEnum[]): boolean {
  return sql !== null && rebuilds.some(({ name: { name } }) => mentions(sql, name));
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

/**
 * What mentions a constant of an enum goes before the rebuild of that enum and comes after it, and so does a default at its
 * own pace: one that mentions another constant, or one that follows upon what had to go. Any expression may wait for a
 * value that the rebuild brings.
 */
function besideMentions(operations: readonly Operation[]): readonly Operation[] {
  const rebuilds = operations.filter(isAlterEnum);
  if (rebuilds.length === 0) return operations;
  const isBound = (part: Parameters<typeof expressionOf>[0]): boolean =>
    mentionsRebuilt(expressionOf(part), rebuilds);
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== "alterColumn" || operation.default?.from === undefined) return [operation];
    const { default: value, type, generation } = operation;
    const leaves = isBound(value.from);
    const goes =
      leaves ||
      isBound(generation?.from) ||
      rebuilds.some(({ name }) => type?.from !== undefined && sameName(type.from, name));
    const comes = isBound(value.to) || (goes && value.to?.kind === "expression");
    return withDefaultApart({ ...operation, default: value }, leaves, comes);
  });
}

/** @param leaves and `comes`: whether the old default goes, and the new one comes, in a step of its own */
function withDefaultApart(
  operation: AlterColumn & { readonly default: { from?: DefaultValue | null; to: DefaultValue | null } },
  leaves: boolean,
  comes: boolean,
): readonly AlterColumn[] {
  const { kind, table, column, default: value, ...others } = operation;
  const { from = null, to } = value;
  if (leaves !== comes && Object.keys(others).length === 0) return [operation];
  const bare = { kind, table, column };
  const between = { from: leaves ? null : from, to: comes ? null : to };
  const rest = { ...others, ...((between.from ?? between.to) !== null && { default: between }) };
  return [
    ...(leaves ? [{ ...bare, default: { from, to: null } }] : []),
    ...(Object.keys(rest).length > 0 ? [{ ...bare, ...rest }] : []),
    ...(comes ? [{ ...bare, default: { from: null, to } }] : []),
  ];
}

function expressionOf(part: DefaultValue | Generation | null | undefined): string | null {
  if (part?.kind !== "expression") return null;
  return "sql" in part ? part.sql : part.expression;
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
