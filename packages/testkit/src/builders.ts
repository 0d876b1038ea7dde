/** Short words for models, for tests of whatever works on plain data. */
import type { Column, Generation } from "../../revise/src/model/column";
import type { ColumnType } from "../../revise/src/model/column-type";
import type { Check, Constraint, ForeignKey, PrimaryKey, Unique } from "../../revise/src/model/constraint";
import type { EnumType } from "../../revise/src/model/enum-type";
import type { QualifiedName } from "../../revise/src/model/names";
import { emptyModel, type SchemaModel } from "../../revise/src/model/schema-model";
import type { Table } from "../../revise/src/model/table";
import { columnKey, plainIndex, type TableIndex } from "../../revise/src/model/table-index";
import type { View } from "../../revise/src/model/view";

/** `app.user` or `user`. */
export function name(text: string): QualifiedName {
  const dot = text.indexOf(".");
  return dot === -1
    ? { schema: null, name: text }
    : { schema: text.slice(0, dot), name: text.slice(dot + 1) };
}

/** `varchar(255)`, `numeric(10,2)`, `text[]`, `app.mood`. */
export function type(text: string): ColumnType {
  const [, path = "", args, array] = /^([^([]+)(?:\(([^)]*)\))?(\[\])?$/.exec(text) ?? [];
  return { ...name(path), args: args?.split(",") ?? [], dimensions: array === undefined ? 0 : 1 };
}

/** A column that is NOT NULL and has nothing else about it but what `rest` says. */
export function column(columnName: string, typeText: string, rest: Partial<Column> = {}): Column {
  return {
    name: columnName,
    type: type(typeText),
    nullable: false,
    default: null,
    generation: null,
    collation: null,
    comment: null,
    ...rest,
  };
}

export function generated(columnName: string, typeText: string, expression: string): Column {
  const generation: Generation = { kind: "expression", expression, stored: true };
  return column(columnName, typeText, { generation, nullable: true });
}

type Part = Column | Constraint | TableIndex;

/** `table("app.user", column("id", "bigint"), primaryKey("user_pkey", "id"))`. */
export function table(tableName: string, ...parts: readonly Part[]): Table {
  return {
    name: name(tableName),
    columns: parts.filter((part): part is Column => "nullable" in part),
    constraints: parts.filter((part): part is Constraint => "kind" in part),
    indexes: parts.filter((part): part is TableIndex => "keys" in part),
    comment: null,
  };
}

export function primaryKey(keyName: string, ...columns: readonly string[]): PrimaryKey {
  return { kind: "primaryKey", name: keyName, givenName: true, columns, deferrable: null, include: [] };
}

export function unique(uniqueName: string, ...columns: readonly string[]): Unique {
  return {
    kind: "unique",
    name: uniqueName,
    givenName: true,
    columns,
    deferrable: null,
    include: [],
    nullsNotDistinct: false,
  };
}

/** `foreignKey("fk", ["author"], "user", ["id"])`. */
export function foreignKey(
  keyName: string,
  columns: readonly string[],
  target: string,
  targetColumns: readonly string[],
  rest: Partial<ForeignKey> = {},
): ForeignKey {
  return {
    kind: "foreignKey",
    name: keyName,
    givenName: true,
    columns,
    references: { table: name(target), columns: targetColumns },
    onDelete: "NO ACTION",
    onDeleteColumns: [],
    onUpdate: "NO ACTION",
    match: "SIMPLE",
    deferrable: null,
    notValid: false,
    ...rest,
  };
}

export function check(checkName: string, expression: string): Check {
  return { kind: "check", name: checkName, givenName: true, expression, noInherit: false, notValid: false };
}

/** A btree index over plain columns. */
export function index(
  indexName: string,
  columns: readonly string[],
  rest: Partial<TableIndex> = {},
): TableIndex {
  return { ...plainIndex(indexName, columns.map(columnKey)), ...rest };
}

/** The same constraint or index under a name that nobody chose. */
export function unnamed<Item extends { readonly givenName: boolean }>(item: Item): Item {
  return { ...item, givenName: false };
}

export function enumType(typeName: string, ...values: readonly string[]): EnumType {
  return { name: name(typeName), values };
}

export function view(
  viewName: string,
  definition: string,
  dependsOn: readonly string[],
  rest: Partial<View> = {},
): View {
  return {
    name: name(viewName),
    materialized: false,
    definition,
    indexes: [],
    dependsOn: dependsOn.map(name),
    comment: null,
    ...rest,
  };
}

export function model(parts: Partial<SchemaModel> = {}): SchemaModel {
  return { ...emptyModel, ...parts };
}
