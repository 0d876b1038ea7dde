/** What the parts of a project are called in the program and in the database. */
import { columnTypes, entryOf, isEnum, type Family } from "./column-types";
import type { Column, Entity, Naming, Project, Relation, View } from "./project";

export function snakeCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? "" : "_"}${letter.toLowerCase()}`);
}

/** Null where TypeORM finds the name by itself. */
export function givenName(name: string, naming: Naming): string | null {
  switch (naming) {
    case "default":
      return null;
    case "snake":
      return `${snakeCase(name)}_x`;
    case "upper":
      return name.toUpperCase();
    case "hostile":
      return `${name} Ä-$1 'q' \\`;
    case "long":
      return `${name}_${"l".repeat(62)}`;
  }
}

export function columnName(column: Column): string {
  return givenName(column.property, column.naming) ?? column.property;
}

/** Without the prefix of the DataSource. */
export function tableName(entity: Entity): string {
  return givenTableName(entity) ?? snakeCase(entity.id);
}

/** TypeORM asks for tables by names whose quotes it does not double. */
export function givenTableName({ id, naming }: Entity): string | null {
  return givenName(id, naming)?.replaceAll("'", "") ?? null;
}

/** What stands in a query, quoted. */
export function tablePath(project: Project, id: string): string {
  const { entityPrefix } = project.options;
  const entity = project.entities.find((one) => one.id === id);
  const view = project.views.find((one) => one.id === id);
  const name = entity === undefined ? snakeCase(id) : tableName(entity);
  const schema = entity?.schema ?? view?.schema ?? null;
  return `${schema === null ? "" : `${quote(schema)}.`}${quote(`${entityPrefix}${name}`)}`;
}

export function quote(name: string): string {
  return `"${name}"`;
}

/** All columns that checks, indexes, uniques and views of the entity may name: its own and inherited ones. */
export function ownColumns(entity: Entity): readonly Column[] {
  return [...entity.inherited, ...entity.columns];
}

export function findColumn(entity: Entity, property: string): Column | undefined {
  return ownColumns(entity).find((column) => column.property === property);
}

/** The type under a column, as a key of `columnTypes`. */
export function typeOf(column: Column): string {
  switch (column.role) {
    case "column":
      return column.type;
    case "createDate":
    case "updateDate":
    case "deleteDate":
      return "timestamp";
    case "version":
    case "counter":
      return "int";
    case "uuid":
      return "uuid";
  }
}

export function familyOf(column: Column): Family {
  return entryOf(typeOf(column)).family;
}

/** The values of an enum column: its own or those of the type that it shares. */
export function valuesOf(project: Project, column: Column): readonly string[] {
  if (!isEnum(column.type)) return [];
  const shared = project.enums.find(({ name }) => name === column.enumName);
  return shared?.values ?? column.values;
}

/** The defaults that a column may have: `fallback` counts through them, after 0 for none. */
export function defaultsOf(project: Project, column: Column): readonly unknown[] {
  if (column.type === "enum array") {
    // TypeORM prints the elements of arrays as they are.
    const first = valuesOf(project, column).find((value) => /^[A-Za-z]\w*$/.test(value));
    return [[], ...(first === undefined ? [] : [[first]]), { sql: "'{}'" }];
  }
  // TypeORM prints quotes as they are; authors write two.
  if (isEnum(column.type)) return valuesOf(project, column).map((value) => value.replaceAll("'", "''"));
  return columnTypes[column.type]?.defaults ?? [];
}

/** The columns of the key, by property, with their types. */
export function keyColumns(entity: Entity): readonly { readonly property: string; readonly type: string }[] {
  const { key } = entity;
  if (key.kind === "composite") {
    return [
      { property: "id", type: key.type },
      { property: "part", type: key.second },
    ];
  }
  return [{ property: "id", type: key.kind === "uuid" ? "uuid" : key.type }];
}

export function findTarget(project: Project, relation: Pick<Relation, "target">): Entity | undefined {
  return project.entities.find(({ id }) => id === relation.target);
}

export function findView(project: Project, id: string): View | undefined {
  return project.views.find((view) => view.id === id);
}
