/** What a comparison looks at: not TypeORM's own tables, not the version table, nothing that entities keep off. */
import { nameKey, type ObjectKey, type ObjectKind, objectKey, type QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Table } from "../model/table";
import type { CompareContext } from "./comparison";
import { columnsByEnumType } from "./enum-uses";

/** `name` with the default schema folded to null. */
export function foldSchema(name: QualifiedName, defaultSchema: string): QualifiedName {
  return name.schema === defaultSchema ? { schema: null, name: name.name } : name;
}

/** Whether a revision created the object; revisions may have spelt the default schema out. */
export function isManaged(kind: ObjectKind, name: QualifiedName, context: CompareContext): boolean {
  if (context.managed.has(objectKey(kind, name))) return true;
  return (
    name.schema === null &&
    context.managed.has(objectKey(kind, { schema: context.defaultSchema, name: name.name }))
  );
}

/** Whether the user keeps the column, or its whole table, out of the comparison. */
export function isLeftOut(table: QualifiedName, column: string, { include }: CompareContext): boolean {
  if (include === undefined) return false;
  return (
    !include({ kind: "table", name: table, member: null }, "current") ||
    !include({ kind: "column", name: table, member: column }, "current")
  );
}

/** The model without what is not compared. */
export function filterModel(
  model: SchemaModel,
  side: "current" | "desired",
  context: CompareContext,
): SchemaModel {
  const hidden = new Set([...context.untouched, ...hiddenTables(context)]);
  const all = context.untouched.size === 0 && context.include === undefined;
  const seen = (kind: ObjectKind, name: QualifiedName, member?: string): boolean =>
    (all && kind !== "table") ||
    (!hidden.has(objectKey(kind, name, member)) &&
      (context.include?.({ kind, name, member: member ?? null }, side) ?? true));
  const inNoSchema = (kind: ObjectKind, name: string): boolean => seen(kind, { schema: null, name });
  const tables = model.tables
    .filter(({ name }) => seen("table", name))
    .map((table) => (all ? table : filterTable(table, seen)));
  const orphans = side === "desired" && context.include !== undefined ? orphanedEnums(model, tables) : null;
  return {
    namespaces: model.namespaces.filter(({ name }) => inNoSchema("schema", name)),
    extensions: model.extensions.filter(({ name }) => inNoSchema("extension", name)),
    enumTypes: model.enumTypes.filter(
      ({ name }) => seen("enum", name) && orphans?.has(nameKey(name)) !== true,
    ),
    sequences: model.sequences.filter(({ name }) => seen("sequence", name)),
    tables,
    views: model.views
      .filter(({ name }) => seen("view", name) && seen("table", name))
      .map((view) => ({
        ...view,
        indexes: view.indexes.filter(({ name }) => seen("index", view.name, name)),
      })),
  };
}

/** Enum types that only left-out columns are of, which go with them; those in the database stay with their columns. */
function orphanedEnums(model: SchemaModel, kept: readonly Table[]): ReadonlySet<string> {
  const before = columnsByEnumType(model);
  const after = columnsByEnumType({ ...model, tables: kept });
  const orphans = [...before].filter(([type, uses]) => uses.length > 0 && after.get(type)?.length === 0);
  return new Set(orphans.map(([type]) => type));
}

function filterTable(
  table: Table,
  seen: (kind: ObjectKind, name: QualifiedName, member?: string) => boolean,
): Table {
  return {
    ...table,
    columns: table.columns.filter(({ name }) => seen("column", table.name, name)),
    constraints: table.constraints.filter(({ name }) => seen("constraint", table.name, name)),
    indexes: table.indexes.filter(({ name }) => seen("index", table.name, name)),
  };
}

function hiddenTables(context: CompareContext): ReadonlySet<ObjectKey> {
  const versionTable = foldSchema(context.versionTable, context.defaultSchema);
  return new Set([...context.houseTables, objectKey("table", versionTable)]);
}
