import { compareProject } from "./compare-project";
import { reportOf, type ComparisonReport } from "./comparison-report";
import { openProject, type CommandOptions } from "./project";
import { statementText } from "./statement-text";

export interface CheckResult {
  readonly comparison: ComparisonReport;
  /** The statements that would close the difference. */
  readonly sql: string;
}

/** Compares and writes nothing. There is a difference where `comparison.changes` is not empty. */
export async function check(options: CommandOptions = {}): Promise<CheckResult> {
  const { configuration, graph } = await openProject(options, "check");
  const { result, dialect } = await compareProject(configuration, graph({ missing: "empty" }));
  for (const message of result.warnings) options.onEvent?.({ kind: "warning", message });
  return { comparison: reportOf(result), sql: statementText(dialect, result.upgrade) };
}
