/**
 * - `per-revision`: each revision and its change of the version table are one transaction.
 * - `all`: one transaction spans the run.
 * - `none`: every statement is a transaction of its own.
 */
export type TransactionMode = "per-revision" | "all" | "none";

/** A revision as its header tells it; the file is not executed for this. */
export interface Revision {
  readonly id: string;
  /** Parents; empty for a base, several for a merge. */
  readonly downRevisions: readonly string[];
  readonly branchLabels: readonly string[];
  /** Revisions or labels that must have been applied before, besides the parents. */
  readonly dependsOn: readonly string[];
  /** What `export const transaction` says: a transaction of its own, or none; null where the run decides. */
  readonly transaction: Exclude<TransactionMode, "all"> | null;
  /** The whole header comment's text without its field lines; the first line is the message. */
  readonly doc: string;
  /** `Create Date` of the header, as written; null where there is none. */
  readonly createDate: string | null;
  /** Absolute path. */
  readonly path: string;
}

/** A file of a version directory whose header can't be read. */
export interface BrokenRevision {
  readonly path: string;
  readonly reason: string;
}

/** The first paragraph of the doc on one line. */
export function message(revision: Revision): string {
  return (revision.doc.trim().split(/\n\s*\n/, 1)[0] ?? "").split(/\s*\n\s*/).join(" ");
}
