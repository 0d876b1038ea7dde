import type { QualifiedName } from "./names";
import type { TableIndex } from "./table-index";

export interface View {
  readonly name: QualifiedName;
  readonly materialized: boolean;
  /** The query, without a closing semicolon. */
  readonly definition: string;
  /** Indexes of a materialized view. */
  readonly indexes: readonly TableIndex[];
  /** Tables and views that the query reads, as far as they are known. */
  readonly dependsOn: readonly QualifiedName[];
  readonly comment: string | null;
}
