/** A context in which nothing is special, and what the laws of comparison are checked with. */
import { objectKey, type ObjectKind, type QualifiedName } from "../../packages/revise/src/model/names";
import { arrange } from "../../packages/revise/src/compare/arrange";
import type { ArrangeContext, Comparison } from "../../packages/revise/src/compare/comparison";
import { compareModels } from "../../packages/revise/src/compare/compare-models";
import type { SchemaModel } from "../../packages/revise/src/model/schema-model";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { apply } from "../../packages/revise/src/operations/traits-table";
import type { Table } from "../../packages/revise/src/model/table";

export const plainContext: ArrangeContext = {
  defaultSchema: "public",
  managed: new Set(),
  untouched: new Set(),
  entailedExtensions: new Set(["citext", "hstore"]),
  houseTables: new Set(),
  versionTable: { schema: null, name: "revise_version" },
  unmanaged: "keep",
  renames: [],
  incomparable: [],
  dependents: [],
  sequenceName: (table, column) => `${table}_${column}_seq`,
  isGeneratedName: (name) => /^[A-Z]+_[0-9a-f]+$/.test(name),
  castExpression: (from, to, column) =>
    from.name === "text" || to.name.endsWith("enum") ? `"${column}"::${to.name}` : null,
};

export function managed(
  ...objects: readonly (readonly [ObjectKind, QualifiedName])[]
): Partial<ArrangeContext> {
  return { managed: new Set(objects.map(([kind, name]) => objectKey(kind, name))) };
}

export function compare(
  current: SchemaModel,
  desired: SchemaModel,
  context: Partial<ArrangeContext> = {},
): Comparison {
  const whole = { ...plainContext, ...context };
  return arrange(compareModels(current, desired, whole), whole);
}

/** `dropIndex t.i`, `renameColumn t.a -> b`: enough to tell operations apart, whatever words people read. */
export function outlines(operations: readonly Operation[]): readonly string[] {
  return operations.map(outline);
}

function outline(operation: Operation): string {
  const { kind, ...rest } = operation;
  const facts: Readonly<Record<string, unknown>> = { ...rest };
  const owner = facts["table"] ?? facts["name"] ?? facts["type"] ?? facts["view"] ?? facts["from"];
  const member = [
    facts["column"],
    facts["constraint"],
    facts["index"],
    facts["name"],
    facts["from"],
    facts["value"],
  ]
    .map(nameOf)
    .find((found) => found !== null && found !== nameOf(owner));
  const to = typeof facts["to"] === "string" ? ` -> ${facts["to"]}` : "";
  return `${kind} ${nameOf(owner) ?? ""}${member === undefined || member === null ? "" : `.${member}`}${to}`;
}

/** Of a name, of something that has one, of text. */
function nameOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || !("name" in value)) return null;
  if (typeof value.name !== "string") return nameOf(value.name);
  return "schema" in value && typeof value.schema === "string" ? `${value.schema}.${value.name}` : value.name;
}

export function applyAll(model: SchemaModel, operations: readonly Operation[]): SchemaModel {
  return operations.reduce(apply, model);
}

/** The model without what means nothing: the order of lists, who chose a name, wishes of how to build. */
export function essence(model: SchemaModel): SchemaModel {
  return {
    namespaces: byName(model.namespaces),
    extensions: byName(model.extensions),
    enumTypes: byName(model.enumTypes),
    sequences: byName(model.sequences),
    tables: byName(model.tables).map(tableEssence),
    views: byName(model.views).map((view) => ({ ...view, indexes: byName(view.indexes) })),
  };
}

function tableEssence(table: Table): Table {
  return {
    ...table,
    columns: byName(table.columns),
    constraints: byName(table.constraints).map((constraint) => ({ ...constraint, givenName: true })),
    indexes: byName(table.indexes).map((index) => ({ ...index, givenName: true, concurrently: false })),
  };
}

function byName<Item extends { readonly name: string | QualifiedName }>(
  items: readonly Item[],
): readonly Item[] {
  return items.toSorted((left, right) => (JSON.stringify(left.name) < JSON.stringify(right.name) ? -1 : 1));
}
