import type { Column, ColumnFacet, Generation } from "../model/column";
import { sameType } from "../model/column-type";
import { displayName, objectKey, type QualifiedName } from "../model/names";
import type { Table } from "../model/table";
import type { AlterColumn } from "../operations/column";
import type { Operation } from "../operations/operation";
import { type Changes, changes, type CompareContext, concatChanges, noChanges } from "./comparison";
import { incomparableReason } from "./incomparable";
import { judgeColumn } from "./judge-column";
import { matchByKey } from "./match";

/** The columns of a table that both sides have; their order makes no difference. */
export function compareColumns(current: Table, desired: Table, context: CompareContext): Changes {
  const table = desired.name;
  const { kept, added, removed } = matchByKey(current.columns, desired.columns, ({ name }) => name);
  return concatChanges([
    changes({
      operations: [
        ...added.map((column) => ({ kind: "addColumn", table, column }) as const),
        ...removed.map(
          (definition) => ({ kind: "dropColumn", table, column: definition.name, definition }) as const,
        ),
      ],
    }),
    ...kept.map(([from, to]) => compareColumn(table, from, to, context)),
  ]);
}

/** The changes of a column that both sides have, under one name. */
export function compareColumn(
  table: QualifiedName,
  current: Column,
  desired: Column,
  context: CompareContext,
): Changes {
  const reason = incomparableColumn(table, current, desired, context);
  const settled = reason === null ? desired : withExpressionsOf(current, desired);
  const { wanted, facets } = judgeColumn(table, current, settled, context);
  if (facets.length === 0 && reason === null) return noChanges;
  const notes = reason === null ? [] : [`${displayName(table)}.${desired.name} was not compared: ${reason}`];
  if (facets.length === 0) return changes({ notes });
  return changes({ operations: alter(table, current, wanted, facets, context), notes });
}

function alter(
  table: QualifiedName,
  current: Column,
  desired: Column,
  facets: readonly ColumnFacet[],
  context: CompareContext,
): readonly Operation[] {
  if (facets.includes("generation") && mustRebuild(current.generation, desired.generation)) {
    return columnAnew(table, current, desired);
  }
  if (facets.includes("type") && current.generation?.kind === "expression" && ceases(desired)) {
    // It lets go of the columns that it reads before they change; its type may have to wait for just such a change.
    const plain = { ...current, generation: null };
    const rest = facets.filter((facet) => facet !== "generation" || desired.generation !== null);
    const letGo = { from: current.generation, to: null };
    return [
      { kind: "alterColumn", table, column: desired.name, generation: letGo },
      ...alter(table, plain, desired, rest, context),
    ];
  }
  // A new type brings its own collation along, unless the change says which one stays.
  const keepsCollation =
    facets.includes("type") && !facets.includes("collation") && current.collation !== null;
  const stated = keepsCollation ? [...facets, "collation" as const] : facets;
  const entries = stated.map((facet) => [facet, { from: current[facet], to: desired[facet] }] as const);
  const operation: AlterColumn = {
    kind: "alterColumn",
    table,
    column: desired.name,
    ...(Object.fromEntries(entries) as Partial<AlterColumn>),
    ...storageSetBack(stated, current, desired),
  };
  return [facets.includes("type") ? withCast(operation, current, desired, context) : operation];
}

/** A column that is dropped and comes again under its name; what is granted on it stays. */
export function columnAnew(table: QualifiedName, current: Column, desired: Column): readonly Operation[] {
  return [
    { kind: "dropColumn", table, column: current.name, definition: current, remember: true },
    { kind: "addColumn", table, column: desired, restore: true },
  ];
}

/** A new type or collation brings the storage of the type along. */
function storageSetBack(
  facets: readonly ColumnFacet[],
  { storage: from }: Column,
  { storage: to = {} }: Column,
): Pick<AlterColumn, "storage"> {
  const setBack = facets.includes("type") || facets.includes("collation");
  return setBack && from !== undefined ? { storage: { from, to } } : {};
}

function ceases({ generation }: Column): boolean {
  return generation?.kind !== "expression";
}

/**
 * Virtual columns have no values that `DROP EXPRESSION` could keep, so what becomes of one is a new column. Every
 * other change of a generation is the dialect's affair.
 */
function mustRebuild(current: Generation | null, desired: Generation | null): boolean {
  return current?.kind === "expression" && !current.stored && desired?.kind !== "expression";
}

/**
 * A type change with its `USING` expressions. A default that stays steps aside: the server casts a default only as it
 * casts an assignment, and what it keeps of one is a cast of the old type (`'{}'::json` on a jsonb column).
 */
function withCast(
  operation: AlterColumn,
  current: Column,
  desired: Column,
  context: CompareContext,
): AlterColumn {
  // A column that becomes generated is made anew, in either direction; one that ceases to be keeps its values.
  const cast = (old: Column, wanted: Column): string | null =>
    wanted.generation?.kind === "expression"
      ? null
      : context.castExpression(old.type, wanted.type, desired.name);
  const to = cast(current, desired);
  const from = cast(desired, current);
  const using = to === null && from === null ? {} : { using: { from, to } };
  const otherKind = !sameType({ ...current.type, args: [] }, { ...desired.type, args: [] });
  const stepsAside =
    operation.default === undefined && current.default !== null && otherKind
      ? { default: { from: current.default, to: desired.default } }
      : {};
  return { ...operation, ...using, ...stepsAside };
}

function incomparableColumn(
  table: QualifiedName,
  current: Column,
  desired: Column,
  context: CompareContext,
): string | null {
  const bothGenerated =
    current.generation?.kind === "expression" && desired.generation?.kind === "expression";
  const key = objectKey("column", table, desired.name);
  if (bothGenerated) return incomparableReason(key, "generated", context);
  if (current.default === null || desired.default === null) return null;
  return incomparableReason(key, "default", context);
}

function withExpressionsOf(current: Column, desired: Column): Column {
  return { ...desired, default: current.default, generation: current.generation };
}
