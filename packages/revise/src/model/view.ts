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
  /** What neither entities nor the introspection speak of. */
  readonly details?: ViewDetails;
}

/** How a view is kept, where it is not the usual way. The comparison does not look at it. */
export interface ViewDetails {
  /** Names of the columns, where not those of the query. */
  readonly columns?: readonly string[];
  /** `security_barrier`, `security_invoker`; storage parameters of a materialized view. */
  readonly options?: Readonly<Record<string, string>>;
  /** Whether rows written through the view must be visible in it. */
  readonly checkOption?: "LOCAL" | "CASCADED";
  /** Of a materialized view: it is filled later. */
  readonly withoutRows?: true;
  readonly tablespace?: string;
  /** The table access method. */
  readonly method?: string;
}
