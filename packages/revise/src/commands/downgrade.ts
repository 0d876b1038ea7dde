import { ReviseError } from "../errors";
import { planDowngrade } from "../revisions/plan";
import { isRange } from "../revisions/target";
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
 * Takes back the revisions down to a target.
 *
 * @throws `unknown-revision`, `invalid-target`, `multiple-heads` before anything runs; `revision-failed`
 */
export async function downgrade(options: MigrationOptions): Promise<MigrationOutcome> {
  rejectBoth(["--sql", options.sql === true], ["--dry-run", options.dryRun === true]);
  const project = await openProject(options, "downgrade");
  const graph = project.graph();
  if (options.sql === true && !isRange(options.target)) throw needsRange(options.target);
  const { rows: start, target } = readSpan(graph, options);
  const plan = (rows: readonly string[]): ReturnType<typeof planDowngrade> =>
    planDowngrade(graph, rows, target);
  return inEnvironment({
    project,
    command: "downgrade",
    options,
    run: (chosen) => {
      const request = { project: chosen, graph, options, plan };
      if (options.sql === true) return runOffline(request, start);
      return options.dryRun === true ? runDry(request) : runOnline(request);
    },
  });
}

function needsRange(target: string): ReviseError {
  return new ReviseError("usage", "downgrade --sql needs a range, because no database says where to start.", {
    hint: `Write revise downgrade <from>:${target} --sql.`,
  });
}
