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
}
