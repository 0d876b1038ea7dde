import { createTwoFilesPatch } from "diff";
import { apply } from "../operations/traits-table";
import { compareProject } from "./compare-project";
import { reportOf, type ComparisonReport } from "./comparison-report";
import { openProject, type CommandOptions } from "./project";
import { schemaText } from "./schema-text";
import { statementText } from "./statement-text";

export interface DiffResult {
  readonly comparison: ComparisonReport;
  /** A unified diff of the schema as SQL; empty where nothing differs. */
  readonly patch: string;
  readonly sql: string;
}

/** The difference between the database and the entities, for review. */
export async function diff(options: CommandOptions = {}): Promise<DiffResult> {
  const { configuration, graph } = await openProject(options, "diff");
  const { result, dialect } = await compareProject(configuration, graph({ missing: "empty" }));
  const desired = result.upgrade.reduce((model, operation) => apply(model, operation), result.current);
  const texts = [result.current, desired].map((model) => schemaText(model, dialect));
  const [before = "", after = ""] = texts;
  const patch =
    before === after
      ? ""
      : createTwoFilesPatch("database", "entities", before, after, "", "", { context: 3 });
  return {
    comparison: reportOf(result),
    patch: patch.replace(/^=+\n/, ""),
    sql: statementText(dialect, result.upgrade),
  };
}
