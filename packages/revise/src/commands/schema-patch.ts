import { createTwoFilesPatch } from "diff";
import { apply } from "../operations/traits-table";
import type { ProjectComparison } from "./compare-project";
import { schemaText } from "./schema-text";

/** A unified diff from the database as it is to what the entities make of it; empty where nothing differs. */
export function schemaPatch({ result, dialect }: Pick<ProjectComparison, "result" | "dialect">): string {
  const desired = result.upgrade.reduce((model, operation) => apply(model, operation), result.current);
  const before = schemaText(result.current, dialect);
  const after = schemaText(desired, dialect);
  if (before === after) return "";
  const patch = createTwoFilesPatch("database", "entities", before, after, "", "", { context: 3 });
  return patch.replace(/^=+\n/, "");
}
