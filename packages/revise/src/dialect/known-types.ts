import type { ColumnType } from "../model/column-type";
import type { QualifiedName } from "../model/names";

/** A way from one type to another that a server does not have by itself. */
export interface TypeCast {
  readonly source: ColumnType;
  readonly target: ColumnType;
  /** Whether it is taken only where it is asked for, not where a value is assigned. */
  readonly explicit: boolean;
}

/** What is to be known of types that are not the server's own, to lead a column from one to another. */
export interface KnownTypes {
  readonly casts: readonly TypeCast[];
  readonly domains: readonly { readonly name: QualifiedName; readonly base: ColumnType }[];
  /** Those of the database and those that are wanted. */
  readonly enums: readonly QualifiedName[];
}
