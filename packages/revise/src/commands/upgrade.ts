import { planUpgrade } from "../revisions/plan";
import {
  readSpan,
  rejectBoth,
  runDry,
  runOffline,
  runOnline,
  type MigrationOptions,
  type MigrationOutcome,
} from "./migration";
import { openProject } from "./project";

/**
 * Applies the revisions up to a target. One process at a time: others wait for the lock, and find the work done.
 *
 * @throws `unknown-revision`, `invalid-target`, `multiple-heads` before anything runs; `revision-failed`
 */
export async function upgrade(options: MigrationOptions): Promise<MigrationOutcome> {
  rejectBoth(["--sql", options.sql === true], ["--dry-run", options.dryRun === true]);
  const project = await openProject(options, "upgrade");
  const graph = project.graph();
  const { rows: start, target } = readSpan(graph, options);
  const request = {
    project,
    graph,
    options,
    plan: (rows: readonly string[]) => planUpgrade(graph, rows, target),
  };
  if (options.sql === true) return runOffline(request, start);
  return options.dryRun === true ? runDry(request) : runOnline(request);
}
