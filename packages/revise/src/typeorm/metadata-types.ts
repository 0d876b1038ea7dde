/** Names for the parts of TypeORM's metadata that the package does not export by name. */
import type { EntityMetadata } from "typeorm";

export type ColumnMetadata = EntityMetadata["columns"][number];
export type IndexMetadata = EntityMetadata["indices"][number];
export type UniqueMetadata = EntityMetadata["uniques"][number];
export type ForeignKeyMetadata = EntityMetadata["foreignKeys"][number];

/** Whether the table is there because of a many-to-many relation, and not of a class that maps it. */
export function isJunction({ tableType }: EntityMetadata): boolean {
  return tableType === "junction";
}

/** Where a column was declared, for messages: `User.email`; of a junction table the relation: `Post.tags`. */
export function columnOrigin(column: ColumnMetadata): string {
  const { entityMetadata, relationMetadata } = column;
  if (isJunction(entityMetadata) && relationMetadata !== undefined) {
    return `${relationMetadata.entityMetadata.name}.${relationMetadata.propertyPath}`;
  }
  return `${entityOrigin(entityMetadata)}.${column.propertyPath}`;
}

/** Where a table or view was declared: the entity, or the entity or relation that brought it about. */
export function entityOrigin(entity: EntityMetadata): string {
  if (isJunction(entity)) {
    const relation = entity.ownColumns[0]?.relationMetadata;
    if (relation !== undefined) return `${relation.entityMetadata.name}.${relation.propertyPath}`;
  }
  if (entity.tableType === "closure-junction")
    return `${entity.parentClosureEntityMetadata.name} (closure table)`;
  return entity.name;
}
