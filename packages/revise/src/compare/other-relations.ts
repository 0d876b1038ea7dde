/** Entities that map a relation which is not a table of its own: a view, a foreign table, a partition. */
import type { UnmodelledObject } from "../dialect/introspection";
import { displayName, nameKey, objectKey, type ObjectKey, type QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";

export interface OtherRelation {
  /** What it is in the database: `view`, `foreign table`. */
  readonly kind: string;
  readonly name: QualifiedName;
}

const relationKinds: readonly string[] = ["foreign table", "partition", "child table"];

/**
 * The tables of the desired side whose names belong to relations of another kind. Such an entity reads what somebody
 * else made; its columns say nothing that `ALTER TABLE` could bring about.
 */
export function otherRelations(
  current: SchemaModel,
  unmodelled: readonly UnmodelledObject[],
  desired: SchemaModel,
): readonly OtherRelation[] {
  const relations: readonly OtherRelation[] = [
    ...current.views.map(({ name, materialized }) => ({
      kind: materialized ? "materialized view" : "view",
      name,
    })),
    ...unmodelled.filter(({ kind }) => relationKinds.includes(kind)),
  ];
  const claimed = new Set(desired.views.map(({ name }) => nameKey(name)));
  const tables = new Set(desired.tables.map(({ name }) => nameKey(name)));
  return relations.filter(({ name }) => tables.has(nameKey(name)) && !claimed.has(nameKey(name)));
}

export function otherRelationNote(
  { kind, name }: OtherRelation,
  origins: ReadonlyMap<ObjectKey, string>,
): string {
  const entity = origins.get(objectKey("table", name)) ?? displayName(name);
  return `${entity} maps the ${kind} ${displayName(name)}, which was not compared: only tables are altered`;
}
