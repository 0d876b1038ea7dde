import type { ObjectKey, QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";

/** What the entities of a project ask for. */
export interface MetadataModel {
  readonly model: SchemaModel;
  /** Objects that an entity names with `synchronize: false`: neither created, altered nor dropped. */
  readonly untouched: ReadonlySet<ObjectKey>;
  /** Tables of TypeORM itself (`migrations`, `typeorm_metadata`, the query result cache). Never compared. */
  readonly houseTables: ReadonlySet<ObjectKey>;
  /** Where a desired table, view or enum type comes from, for messages: `User`, `User.mood`. */
  readonly origins: ReadonlyMap<ObjectKey, string>;
  /** The same of a column, which hardly anybody asks for: `User.email`; null for one that no entity has. */
  readonly originOfColumn: (table: QualifiedName, column: string) => string | null;
  readonly generatedUuids: {
    /** Columns that are to be filled with a uuid by whatever function. */
    readonly columns: ReadonlySet<ObjectKey>;
    /** The extension that the model names for their sake alone. */
    readonly extension: string | null;
  };
  /** The extensions that entities can ask for, whether or not these do: of the others nobody can say that they are not needed. */
  readonly entailedExtensions: ReadonlySet<string>;
  /** What the reader has to say: identifiers cut to 63 bytes, options that PostgreSQL does not know. */
  readonly warnings: readonly string[];
}
