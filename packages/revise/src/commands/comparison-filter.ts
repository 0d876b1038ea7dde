/** `includeName` and `includeObject` of the configuration, as the comparison asks: about an object by its name. */
import type { BothSides } from "../autogenerate";
import type { CompareContext, ObjectReference } from "../compare/comparison";
import type { IncludedType, ParentNames } from "../config/callbacks";
import type { Configuration } from "../config/config";
import type { Constraint } from "../model/constraint";
import { displayName, objectKey, type ObjectKey, type ObjectKind, type QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import { callUser } from "./user-callback";

interface Found {
  readonly object: unknown;
  readonly type: IncludedType;
}

type Filters = Pick<Configuration, "includeName" | "includeObject" | "file">;

/**
 * The filter of a comparison; undefined where the configuration has none. An object that both sides have is in on both
 * or on none: hidden on one side alone it would look missing. What stands in something that is left out is out too.
 */
export function comparisonFilter(filters: Filters, sides: BothSides): CompareContext["include"] {
  if (filters.includeName === null && filters.includeObject === null) return undefined;
  return includeOf(filters, sides);
}

type Include = NonNullable<CompareContext["include"]>;

function includeOf(filters: Filters, sides: BothSides): Include {
  const current = objectsOf(sides.current);
  const desired = objectsOf(sides.desired);
  const answers = new Map<ObjectKey, boolean>();
  const isIn = (reference: ObjectReference): boolean => {
    const key = objectKey(reference.kind, reference.name, reference.member ?? undefined);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const parent = parentOf(reference);
    const isDefault = isDefaultSchema(reference, sides.defaultSchema);
    const subject = {
      type: (desired.get(key) ?? current.get(key))?.type ?? "schema",
      name: isDefault ? null : (reference.member ?? reference.name.name),
      current: current.get(key) ?? null,
      desired: desired.get(key) ?? null,
    };
    const answer = (parent === null || isIn(parent)) && ask(filters, reference, subject, isDefault);
    answers.set(key, answer);
    return answer;
  };
  return (reference) => isIn(reference);
}

interface Subject {
  readonly type: IncludedType;
  readonly name: string | null;
  readonly current: Found | null;
  readonly desired: Found | null;
}

function ask(filters: Filters, reference: ObjectReference, subject: Subject, isDefault: boolean): boolean {
  const { includeName, includeObject, file } = filters;
  const { type, name, current, desired } = subject;
  if (includeName !== null && (current !== null || isDefault)) {
    const parents = parentNames(reference);
    if (!callUser("includeName", file, () => includeName(name, type, parents))) return false;
  }
  const object = desired ?? current;
  if (includeObject === null || object === null || isDefault) return true;
  const counterpart = desired === null ? null : (current?.object ?? null);
  return callUser("includeObject", file, () =>
    includeObject(object.object, name, type, desired === null, counterpart),
  );
}

/** Of the default schema nothing but the name is known, and not always that. */
function isDefaultSchema({ kind, name }: ObjectReference, defaultSchema: string): boolean {
  return kind === "schema" && (name.name === "" || name.name === defaultSchema);
}

/** The table of a member, the schema of everything else; what is in no schema has none. */
function parentOf({ kind, name, member }: ObjectReference): ObjectReference | null {
  if (kind === "schema" || kind === "extension") return null;
  if (member !== null) return { kind: "table", name, member: null };
  return { kind: "schema", name: { schema: null, name: name.schema ?? "" }, member: null };
}

function parentNames({ kind, name, member }: ObjectReference): ParentNames {
  if (kind === "schema" || kind === "extension") {
    return { schemaName: null, tableName: null, schemaQualifiedTableName: null };
  }
  const isInTable = member !== null || kind === "table";
  return {
    schemaName: name.schema,
    tableName: member === null ? null : name.name,
    schemaQualifiedTableName: isInTable ? displayName(name) : null,
  };
}

const constraintTypes: Readonly<Record<Constraint["kind"], IncludedType>> = {
  primaryKey: "primaryKeyConstraint",
  unique: "uniqueConstraint",
  foreignKey: "foreignKeyConstraint",
  check: "checkConstraint",
  exclusion: "exclusionConstraint",
};

function objectsOf(model: SchemaModel): ReadonlyMap<ObjectKey, Found> {
  const found = new Map<ObjectKey, Found>();
  const add = (
    kind: ObjectKind,
    name: QualifiedName,
    object: { readonly name: unknown },
    type: IncludedType,
    member?: string,
  ): void => {
    found.set(objectKey(kind, name, member), { object, type });
  };
  for (const one of model.namespaces) add("schema", { schema: null, name: one.name }, one, "schema");
  for (const one of model.extensions) add("extension", { schema: null, name: one.name }, one, "extension");
  for (const one of model.enumTypes) add("enum", one.name, one, "enum");
  for (const one of model.sequences) add("sequence", one.name, one, "sequence");
  for (const view of model.views) {
    add("view", view.name, view, "view");
    for (const index of view.indexes) add("index", view.name, index, "index", index.name);
  }
  for (const table of model.tables) {
    add("table", table.name, table, "table");
    for (const column of table.columns) add("column", table.name, column, "column", column.name);
    for (const index of table.indexes) add("index", table.name, index, "index", index.name);
    for (const constraint of table.constraints)
      add("constraint", table.name, constraint, constraintTypes[constraint.kind], constraint.name);
  }
  return found;
}
