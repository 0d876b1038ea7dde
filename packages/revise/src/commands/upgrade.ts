import { planUpgrade } from "../revisions/plan";
import { inEnvironment } from "./environment";
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
  const plan = (rows: readonly string[]): ReturnType<typeof planUpgrade> => planUpgrade(graph, rows, target);
  return inEnvironment({
    project,
    command: "upgrade",
    options,
    run: (chosen) => {
      const request = { project: chosen, graph, options, plan };
      if (options.sql === true) return runOffline(request, start);
      return options.dryRun === true ? runDry(request) : runOnline(request);
    },
  });
}
