/** What has to be read anew because columns that it reads get other types, and may make no sense in them. */
import type { Dependent } from "../../dialect/dependent";
import type { Revival } from "../../dialect/revival";
import { sameType } from "../../model/column-type";
import { mentions } from "../../model/expression-text";
import { displayName, objectKey, type ObjectKey, type QualifiedName, sameName } from "../../model/names";
import { findColumn, type SchemaModel } from "../../model/schema-model";
import type { Table } from "../../model/table";
import { expressionsIn } from "../../model/table-index";
import { columnNameOf } from "../../operations/column/existence";
import type { Operation } from "../../operations/operation";
import { apply } from "../../operations/traits-table";
import { nameOf, neededBy } from "./unmodelled";
import { woundsOf, type Wounds } from "./wounds";

export interface RevivedObject extends Revival {
  /** `policy own on user` */
  readonly what: string;
  /** The operation that makes it again; the change of a column where the database takes it along. */
  readonly operation: Operation;
}

interface Course {
  readonly operations: readonly Operation[];
  readonly wounds: Wounds;
  /** The columns that have another type afterwards. */
  readonly retyped: ReadonlySet<ObjectKey>;
}

export interface Revivals {
  readonly objects: readonly RevivedObject[];
  /** The database as the objects know it, and as they will find it. */
  readonly before: SchemaModel;
  readonly after: SchemaModel;
}

/**
 * @param before the model on which `operations` run
 * @param dependents by the names of that model
 */
export function revivals(
  before: SchemaModel,
  operations: readonly Operation[],
  dependents: readonly Dependent[],
): Revivals {
  const wounds = woundsOf(operations);
  const changes = operations.filter((operation) => givesTypes(operation, wounds));
  const after = changes.reduce(apply, before);
  const course = { operations, wounds, retyped: retypedColumns(changes, before, after) };
  // A type may come with the extension, and can't be tried before.
  const isUnknown = operations.some(({ kind }) => kind === "createExtension");
  if (course.retyped.size === 0 || isUnknown) return { objects: [], before, after };
  const objects = [
    ...dependents.flatMap((dependent) => revivedDependent(dependent, course)),
    ...before.tables.flatMap((table) => revivedOnTable(table, course)),
    ...revivedViews(before, course),
  ];
  return { objects, before, after };
}

function givesTypes(operation: Operation, { dropped, added }: Wounds): boolean {
  switch (operation.kind) {
    case "createEnum":
      return true;
    case "alterColumn":
      return operation.type !== undefined || operation.collation !== undefined;
    case "dropColumn":
      return added.has(objectKey("column", operation.table, operation.column));
    case "addColumn":
      return dropped.has(objectKey("column", operation.table, operation.column.name));
    default:
      return false;
  }
}

function retypedColumns(
  changes: readonly Operation[],
  before: SchemaModel,
  after: SchemaModel,
): ReadonlySet<ObjectKey> {
  return new Set(
    changes.flatMap((change) => {
      if (change.kind !== "alterColumn" && change.kind !== "addColumn") return [];
      const { table } = change;
      const name = columnNameOf(change);
      const [was, becomes] = [before, after].map((model) => findColumn(model, table, name));
      if (was === undefined || becomes === undefined || sameType(was.type, becomes.type)) return [];
      return [objectKey("column", table, name)];
    }),
  );
}

function revivedDependent(dependent: Dependent, course: Course): readonly RevivedObject[] {
  const { aside, table, inModel, reads } = dependent;
  const [sql] = aside?.create ?? [];
  if (sql === undefined || inModel) return [];
  const cause = neededBy(dependent).columns.find((key) => course.retyped.has(key));
  if (cause === undefined) return [];
  const again = course.operations.find((operation) => operation.kind === "execute" && operation.sql === sql);
  const operation = again ?? changeOf(cause, course);
  if (operation === undefined) return [];
  const relations = reads.map(({ relation }) => relation);
  return [{ made: { table, sql }, reads: relations, what: nameOf(dependent), operation }];
}

function changeOf(column: ObjectKey, { operations }: Course): Operation | undefined {
  return operations.find(
    (operation) =>
      operation.kind === "alterColumn" && objectKey("column", operation.table, operation.column) === column,
  );
}

interface Expression {
  readonly key: ObjectKey;
  readonly what: string;
  readonly texts: readonly string[];
  readonly made: Revival["made"];
  readonly isAgain: (operation: Operation) => boolean;
}

function revivedOnTable(table: Table, course: Course): readonly RevivedObject[] {
  const causes = table.columns.filter(({ name }) =>
    course.retyped.has(objectKey("column", table.name, name)),
  );
  if (causes.length === 0) return [];
  return expressionsOf(table, course.wounds).flatMap(({ key, what, texts, made, isAgain }) => {
    const cause = causes.find(({ name }) => texts.some((text) => mentions(text, name)));
    if (cause === undefined) return [];
    const operation = course.wounds.dropped.has(key)
      ? course.operations.find(isAgain)
      : changeOf(objectKey("column", table.name, cause.name), course);
    if (operation === undefined) return [];
    return [{ made, reads: [table.name], what, operation }];
  });
}

function expressionsOf(table: Table, { newNames }: Wounds): readonly Expression[] {
  const { name: owner } = table;
  const isOf = (other: QualifiedName): boolean => sameName(other, owner);
  const on = displayName(owner);
  return [
    ...table.indexes.map((index): Expression => {
      const key = objectKey("index", owner, index.name);
      const name = newNames.get(key) ?? index.name;
      return {
        key,
        what: `index ${name} on ${on}`,
        texts: expressionsIn(index),
        made: { kind: "createIndex", table: owner, index: { ...index, concurrently: false, valid: true } },
        isAgain: (one) =>
          one.kind === "createIndex" &&
          isOf(one.table) &&
          one.index.name === name &&
          one.index.where === index.where &&
          expressionsIn(one.index).join("\0") === expressionsIn(index).join("\0"),
      };
    }),
    ...table.constraints.flatMap((constraint): readonly Expression[] => {
      if (constraint.kind !== "check" && constraint.kind !== "exclusion") return [];
      const key = objectKey("constraint", owner, constraint.name);
      const name = newNames.get(key) ?? constraint.name;
      const isAgain = (one: Operation): boolean =>
        (one.kind === "addCheck" || one.kind === "addExclusion") &&
        isOf(one.table) &&
        one.constraint.name === name &&
        one.constraint.expression === constraint.expression;
      const what = `${constraint.kind} ${name} on ${on}`;
      const made =
        constraint.kind === "check"
          ? ({ kind: "addCheck", table: owner, constraint } as const)
          : ({ kind: "addExclusion", table: owner, constraint } as const);
      return [{ key, what, texts: [constraint.expression], made, isAgain }];
    }),
  ];
}

/** Views that are made again in the same words. */
function revivedViews({ views }: SchemaModel, { operations }: Course): readonly RevivedObject[] {
  return operations.flatMap((operation): readonly RevivedObject[] => {
    if (operation.kind !== "createView") return [];
    const view = views.find(({ name }) => sameName(name, operation.view.name));
    if (view?.definition !== operation.view.definition) return [];
    const what = `${view.materialized ? "materialized view" : "view"} ${displayName(view.name)}`;
    return [{ made: view, reads: view.dependsOn, what, operation }];
  });
}
