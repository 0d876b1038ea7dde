import type { Operation } from "../operations/operation";
import type { ComparisonReport } from "./comparison-report";
import { openProject, type CommandOptions } from "./project";

/** The difference between the database and the entities, as operations. */
export interface MetadataComparison {
  /** What would bring the database to what the entities say, in the order in which it runs; empty where nothing differs. */
  readonly upgrade: readonly Operation[];
  /** What would take that back. */
  readonly downgrade: readonly Operation[];
  /** The same for people, with what it puts at stake. */
  readonly comparison: ComparisonReport;
  /** The statements of `upgrade`. */
  readonly sql: string;
}

/**
 * Compares the entities with the database and gives the difference as operations. Unlike `check` it asks for no revisions:
 * the database may be anywhere between them, or in the hands of nobody yet.
 */
export async function compareMetadata(options: CommandOptions = {}): Promise<MetadataComparison> {
  const { configuration, graph } = await openProject(options, "compareMetadata");
  const { compareProject } = await import("./compare-project.js");
  const { onEvent } = options;
  const { result, report, sql } = await compareProject(configuration, graph({ missing: "empty" }), {
    anywhere: true,
    onEvent,
  });
  return { upgrade: result.upgrade, downgrade: result.downgrade, comparison: report, sql };
}
