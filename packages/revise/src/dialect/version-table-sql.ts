import type { QualifiedName } from "../model/names";

/** The SQL of the version table and its rows. */
export interface VersionTableSql {
  /** Asks whether it `exists`, and for the `schema` of names without one; null where the user may use none. */
  exists(table: QualifiedName): { readonly sql: string; readonly parameters: readonly unknown[] };
  /**
   * Asks for the `schema` that the table is in, or would be created in: a revision may change what unqualified names
   * stand for.
   */
  locate(table: QualifiedName): { readonly sql: string; readonly parameters: readonly unknown[] };
  create(table: QualifiedName): string;
  select(table: QualifiedName): string;
  insert(table: QualifiedName): string;
  update(table: QualifiedName): string;
  delete(table: QualifiedName): string;
}
