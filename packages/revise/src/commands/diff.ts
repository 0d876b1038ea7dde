import type { ComparisonReport } from "./comparison-report";
import { openProject, type CommandOptions } from "./project";

/** What `diff` finds. */
export interface DiffResult {
  /** The difference between the database and the entities. */
  readonly comparison: ComparisonReport;
  /** A unified diff of the schema as SQL; empty where nothing differs. */
  readonly patch: string;
  /** The statements that would close the difference. */
  readonly sql: string;
}

/** The difference between the database and the entities, for review. */
export async function diff(options: CommandOptions = {}): Promise<DiffResult> {
  const { configuration, graph } = await openProject(options, "diff");
  const { compareProject } = await import("./compare-project.js");
  const { schemaPatch } = await import("./schema-patch.js");
  const { onEvent } = options;
  const comparison = await compareProject(configuration, graph({ missing: "empty" }), { onEvent });
  return { comparison: comparison.report, patch: schemaPatch(comparison), sql: comparison.sql };
}
