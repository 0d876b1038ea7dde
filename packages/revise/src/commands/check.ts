import type { ComparisonReport } from "./comparison-report";
import { openProject, type CommandOptions } from "./project";

/** What `check` finds. */
export interface CheckResult {
  /** The difference between the database and the entities. */
  readonly comparison: ComparisonReport;
  /** The statements that would close the difference. */
  readonly sql: string;
}

/** Compares and writes nothing. There is a difference where `comparison.changes` is not empty. */
export async function check(options: CommandOptions = {}): Promise<CheckResult> {
  const { configuration, graph } = await openProject(options, "check");
  const { compareProject } = await import("./compare-project.js");
  const { onEvent } = options;
  const { report, sql } = await compareProject(configuration, graph({ missing: "empty" }), { onEvent });
  return { comparison: report, sql };
}
