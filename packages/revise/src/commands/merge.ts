import { openProject, type CommandOptions } from "./project";
import {
  emptyBody,
  planFile,
  prepare,
  writeFiles,
  type RevisionHeader,
  type WrittenRevision,
} from "./write-revision";

export interface MergeOptions extends CommandOptions {
  /** The parents, as targets; `heads` for all heads. */
  readonly revisions: readonly string[];
  readonly message?: string;
  readonly revisionId?: string;
  readonly branchLabel?: string;
  readonly splice?: boolean;
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
