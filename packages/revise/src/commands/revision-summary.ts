/** A revision as commands give it out: its header, its place in the graph, its place in the database. */
export interface RevisionSummary {
  readonly id: string;
  readonly downRevisions: readonly string[];
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  readonly message: string;
  readonly doc: string;
  readonly createDate: string | null;
  readonly path: string;
  readonly children: readonly string[];
  readonly isHead: boolean;
  /** A head by its parents that another revision depends on. */
  readonly isEffectiveHead: boolean;
  readonly isBranchPoint: boolean;
  readonly isMergePoint: boolean;
  /** Whether the database is at it; false where the database was not asked. */
  readonly isCurrent: boolean;
}
