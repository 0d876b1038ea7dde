/**
 * A TypeORM project as plain data: what the laws draw, change, print and build. Everything refers to everything else
 * by name, so a part can be taken out without the rest falling apart; `tidy.ts` drops what refers to nothing.
 */

/** How the database's name of a table or column is made from the one in the program. */
export type Naming = "default" | "snake" | "upper" | "hostile" | "long";

export interface Project {
  readonly options: ProjectOptions;
  /** Enum types with names of their own, which columns of several tables share. */
  readonly enums: readonly SharedEnum[];
  readonly entities: readonly Entity[];
  readonly views: readonly View[];
}

export interface ProjectOptions {
  readonly uuidExtension: "uuid-ossp" | "pgcrypto";
  readonly entityPrefix: string;
}

export interface SharedEnum {
  readonly name: string;
  readonly values: readonly string[];
}

export interface Entity {
  /** The name of the class. */
  readonly id: string;
  readonly naming: Naming;
  readonly schema: string | null;
  readonly comment: string | null;
  readonly key: Key;
  /** Columns of an abstract parent class. */
  readonly inherited: readonly Column[];
  readonly columns: readonly Column[];
  readonly embeddeds: readonly Embedded[];
  readonly tree: Tree | null;
  /** Single-table inheritance: the subclasses with what they add. */
  readonly children: readonly Child[];
  readonly relations: readonly Relation[];
  readonly junctions: readonly Junction[];
  readonly indexes: readonly Index[];
  readonly uniques: readonly Unique[];
  readonly checks: readonly Check[];
  readonly exclusions: readonly Exclusion[];
}

export type Tree = "closure-table" | "materialized-path" | "nested-set" | "adjacency-list";

export interface Key {
  readonly kind: "increment" | "identity" | "identity always" | "uuid" | "plain" | "composite";
  /** `int`, `bigint` or `smallint` for numbers that count; for a plain or composite key any type that can be one. */
  readonly type: string;
  /** Type of the second column of a composite key. */
  readonly second: string;
  readonly constraintName: string | null;
}

/** What TypeORM has a decorator of its own for. */
export type Role = "column" | "createDate" | "updateDate" | "deleteDate" | "version" | "counter" | "uuid";

export interface Column {
  /** The name of the property. */
  readonly property: string;
  readonly naming: Naming;
  readonly role: Role;
  /** A key of `columnTypes`, or `enum`, `enum array`, `simple-enum`. */
  readonly type: string;
  /** Of an enum type. */
  readonly values: readonly string[];
  /** The enum type with a name of its own, which then has the values. */
  readonly enumName: string | null;
  readonly nullable: boolean;
  readonly unique: boolean;
  /** Which of the defaults that fit the type; 0 for none. */
  readonly fallback: number;
  readonly comment: string | null;
  readonly collation: string | null;
  /** A generated column: which expression over which other column. */
  readonly computed: { readonly of: string; readonly template: number } | null;
}

export interface Embedded {
  readonly property: string;
  /** null for TypeORM's own, "" for none. */
  readonly prefix: string | null;
  readonly columns: readonly Column[];
}

export interface Child {
  readonly id: string;
  readonly value: string | null;
  readonly columns: readonly Column[];
}

export type Action = "NO ACTION" | "RESTRICT" | "CASCADE" | "SET NULL";
export type Deferrability = "INITIALLY DEFERRED" | "INITIALLY IMMEDIATE" | null;

export interface Relation {
  readonly property: string;
  /** `foreignKey` is a column with `@ForeignKey`, without a relation. */
  readonly kind: "manyToOne" | "oneToOne" | "foreignKey";
  readonly target: string;
  readonly nullable: boolean;
  readonly onDelete: Action | null;
  readonly onUpdate: Action | null;
  readonly deferrable: Deferrability;
  /** False for a relation without a foreign key. */
  readonly constrained: boolean;
  readonly columnName: string | null;
  readonly constraintName: string | null;
}

export interface Junction {
  readonly property: string;
  readonly target: string;
  readonly name: string | null;
  readonly onDelete: Action | null;
}

export interface Index {
  readonly name: string | null;
  /** Properties of columns. */
  readonly columns: readonly string[];
  readonly unique: boolean;
  readonly method: string | null;
  /** A predicate over a column. */
  readonly where: Template | null;
}

export interface Unique {
  readonly name: string | null;
  readonly columns: readonly string[];
  readonly deferrable: Deferrability;
}

export interface Template {
  readonly column: string;
  readonly template: number;
}

export interface Check extends Template {
  readonly name: string | null;
}

export interface Exclusion {
  readonly name: string | null;
  /** A column of a range type. */
  readonly column: string;
  readonly deferrable: Deferrability;
}

export interface View {
  readonly id: string;
  readonly schema: string | null;
  readonly materialized: boolean;
  /** The entity that it reads, or the view before it. */
  readonly of: string;
  readonly columns: readonly string[];
  readonly where: Template | null;
  /** Of a materialized view: the column that has an index. */
  readonly indexed: string | null;
}
