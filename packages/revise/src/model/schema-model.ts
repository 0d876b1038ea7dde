/**
 * The nouns of the tool as plain readonly data. Nothing here knows TypeORM, PostgreSQL or SQL; objects refer to each
 * other by name, never by reference, so a model can be printed, compared and rebuilt without surprises.
 */
import type { Column } from "./column";
import type { EnumType } from "./enum-type";
import type { Extension } from "./extension";
import { type QualifiedName, sameName } from "./names";
import type { Namespace } from "./namespace";
import type { Sequence } from "./sequence";
import type { Table } from "./table";
import type { View } from "./view";

/** Everything in scope of one database. Every list is sorted by name where the source has no order of its own. */
export interface SchemaModel {
  readonly namespaces: readonly Namespace[];
  readonly extensions: readonly Extension[];
  readonly enumTypes: readonly EnumType[];
  readonly sequences: readonly Sequence[];
  readonly tables: readonly Table[];
  readonly views: readonly View[];
}

export const emptyModel: SchemaModel = {
  namespaces: [],
  extensions: [],
  enumTypes: [],
  sequences: [],
  tables: [],
  views: [],
};

export function findTable(model: SchemaModel, name: QualifiedName): Table | undefined {
  return model.tables.find((table) => sameName(table.name, name));
}

export function findColumn(model: SchemaModel, table: QualifiedName, name: string): Column | undefined {
  return findTable(model, table)?.columns.find((column) => column.name === name);
}
