import { openProject, type CommandOptions } from "./project";
import {
  emptyBody,
  planFile,
  prepare,
  writeFiles,
  type RevisionHeader,
  type WrittenRevision,
} from "./write-revision";

/** The options of {@link merge}. */
export interface MergeOptions
  extends CommandOptions, Pick<RevisionHeader, "message" | "revisionId" | "branchLabel" | "splice"> {
  /** The parents, as targets; `heads` for all heads. */
  readonly revisions: readonly string[];
}

/** Writes an empty revision that follows several. */
export async function merge(options: MergeOptions): Promise<WrittenRevision> {
  const { configuration, graph: readGraph } = await openProject(options, "merge");
  const graph = readGraph();
  const header: RevisionHeader = { ...options, heads: options.revisions };
  const place = { configuration, graph, cwd: options.cwd ?? process.cwd() };
  const file = await planFile(place, prepare(graph, header), header, emptyBody);
  const [written] = await writeFiles(place, [file]);
  if (written === undefined) throw new Error("One file was to be written");
  return written;
}
