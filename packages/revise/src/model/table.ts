import type { Column } from "./column";
import type { Constraint } from "./constraint";
import type { QualifiedName } from "./names";
import type { TableIndex } from "./table-index";

export interface Table {
  readonly name: QualifiedName;
  /** In the order of the database or of the entity; the order never causes a difference. */
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly TableIndex[];
  readonly comment: string | null;
  /** What neither entities nor the introspection speak of. */
  readonly storage?: TableStorage;
}

/** How the rows of a table are kept, where it is not the usual way. The comparison does not look at it. */
export interface TableStorage {
  /** `RANGE ("createdAt")`, `LIST (country)`, `HASH (id)`. */
  readonly partitionBy?: string;
  readonly inherits?: readonly QualifiedName[];
  /** The table access method. */
  readonly method?: string;
  /** Storage parameters, `fillfactor` → `70`. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tablespace?: string;
  readonly unlogged?: true;
}
