import { join } from "node:path";
import type { Operation } from "../operations/operation";
import { createDate } from "../revisions/date-parts";
import { fileFormat } from "./format-file";

/** What a revision file says. What is left out is null, empty, or now. */
export interface RevisionContent {
  /** Its id. */
  readonly revision: string;
  /** The parents; null for a base. */
  readonly downRevision?: string | readonly string[] | null;
  /** Labels for the branch that starts with it. */
  readonly branchLabels?: string | readonly string[] | null;
  /** Revisions that must have been applied before, besides the parents. */
  readonly dependsOn?: string | readonly string[] | null;
  /** What it does; may be of several lines. */
  readonly message?: string;
  /** As it is to be written. */
  readonly createDate?: string;
  /** What `upgrade` does, in this order. */
  readonly upgrade?: readonly Operation[];
  /** What `downgrade` does, in this order. */
  readonly downgrade?: readonly Operation[];
}

/**
 * The TypeScript of a revision file, from operations as `compareMetadata` and `produceRevision` give them. Writes nothing.
 *
 * @param path where the file would be, whose prettier configuration decides the layout; the working directory by default
 */
export async function renderRevision(content: RevisionContent, path?: string): Promise<string> {
  const { style, format } = await fileFormat(path ?? join(process.cwd(), `${content.revision}.ts`));
  const { renderRevisionFile } = await import("../render/revision-file.js");
  return format(
    renderRevisionFile(
      {
        revision: content.revision,
        downRevision: content.downRevision ?? null,
        branchLabels: content.branchLabels ?? null,
        dependsOn: content.dependsOn ?? null,
        message: content.message ?? "",
        createDate: content.createDate ?? createDate(new Date(), null),
        upgrade: content.upgrade ?? [],
        downgrade: content.downgrade ?? [],
      },
      style,
    ),
  );
}
