import { checkRows } from "../revisions/plan";
import { currentHeads } from "../revisions/resolve";
import { withSession } from "./session";
import { editedFiles } from "./applied-history";
import { rowsOf } from "./current-rows";
import { openProject, type CommandOptions } from "./project";
import { summarize, type RevisionSummary } from "./revision-summary";

/** Where a database is. */
export interface CurrentState {
  /** Where the database is, with the password masked. */
  readonly database: string;
  /** The revisions that it is at, those implied by `dependsOn` too. */
  readonly revisions: readonly RevisionSummary[];
  /** Whether every head has been applied; false also where a file whose header can't be read may be another one. */
  readonly atHeads: boolean;
  /** Ids of the heads that have not been applied. */
  readonly missingHeads: readonly string[];
  /** Files of applied revisions that were changed afterwards, as far as the history table knows. */
  readonly edited: readonly string[];
}

/** The revisions that the database is at, those implied by `dependsOn` too. Changes nothing, creates no table. */
export async function current(options: CommandOptions = {}): Promise<CurrentState> {
  const project = await openProject(options, "current");
  const graph = project.graph({ broken: "warn" });
  return withSession(project.configuration, async (session) => {
    const rows = await rowsOf(session, project.configuration);
    checkRows(graph, rows);
    const ids = currentHeads(graph, rows);
    const missingHeads = graph.heads.filter((head) => !ids.includes(head));
    return {
      database: session.database.displayUrl,
      revisions: ids.map((id) => summarize(graph, id, ids)),
      atHeads: missingHeads.length + graph.broken.length === 0,
      missingHeads,
      edited: await editedFiles(session, project.configuration, graph, rows),
    };
  });
}
