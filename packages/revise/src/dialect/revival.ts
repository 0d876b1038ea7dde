import type { QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { View } from "../model/view";
import type { Operation } from "../operations/operation";

/** Something that the database has, and has to read anew once columns that it reads have other types. */
export interface Revival {
  readonly made:
    | View
    /** What stands on the table, or on none, by the SQL that makes it. */
    | { readonly table: QualifiedName | null; readonly sql: string }
    /** A part of the table. */
    | Extract<Operation, { readonly kind: "createIndex" | "addCheck" | "addExclusion" }>;
  /** The tables and views that it reads. */
  readonly reads: readonly QualifiedName[];
}

/** Between which states of the database it is read anew. */
export interface Change {
  readonly before: SchemaModel;
  readonly after: SchemaModel;
  /** What `schema: null` stands for. */
  readonly defaultSchema: string;
}
