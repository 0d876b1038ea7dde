/** `upgrade` and `downgrade`: the same command with another planner. */
import type { RevisionGraph } from "../revisions/graph";
import type { Step } from "../revisions/step";
import { inEnvironment } from "./environment";
import { runDry, runOffline, runOnline, type MigrationOptions, type MigrationOutcome } from "./migration";
import { readSpan, rejectBoth } from "./migration-span";
import { openProject } from "./project";

/** Plans the way from the rows of a version table to a target. */
export type PlanTo = (graph: RevisionGraph, rows: readonly string[], target: string) => readonly Step[];

/** @throws the errors of the target before anything runs; `revision-failed` */
export async function migrateTo(
  command: "upgrade" | "downgrade",
  planTo: PlanTo,
  options: MigrationOptions,
): Promise<MigrationOutcome> {
  rejectBoth(["--sql", options.sql === true], ["--dry-run", options.dryRun === true]);
  const project = await openProject(options, command);
  const graph = project.graph({ broken: "warn" });
  const { rows: start, target } = readSpan(graph, options);
  const plan = (rows: readonly string[]): readonly Step[] => planTo(graph, rows, target);
  return inEnvironment({
    project,
    command,
    options,
    run: (chosen, onEvent) => {
      const request = { project: chosen, graph, onEvent, signal: options.signal, plan };
      if (options.sql === true) return runOffline(request, start);
      return options.dryRun === true ? runDry(request) : runOnline(request);
    },
  });
}
