/** What an entity or a decision says and cannot be: the comparison stops there. */
import type { RefusedRename } from "../compare/rename-refusal";
import type { Unsettled } from "../dialect/dialect";
import { ReviseError } from "../errors";
import { objectKey } from "../model/names";
import type { MetadataModel } from "../typeorm/metadata-model";

/** @throws `expression-rejected`, for the first of those that the server answered with an error */
export function rejectExpressions(unsettled: readonly Unsettled[], { origins }: MetadataModel): void {
  const rejected = unsettled.find((one) => one.rejected);
  if (rejected === undefined) return;
  const { table, what, reason } = rejected;
  const entity =
    origins.get(objectKey("table", table)) ?? origins.get(objectKey("view", table)) ?? table.name;
  throw new ReviseError(
    "expression-rejected",
    `The server does not accept the ${what} of ${entity}: ${reason}`,
    {
      hint: "Correct the expression in the entity. It is SQL, with the names that columns have in the database.",
      details: { entity, what, reason },
    },
  );
}

/** @throws `rename-invalid`, which names them all */
export function rejectUnusedRenames(refused: readonly RefusedRename[]): void {
  if (refused.length === 0) return;
  throw new ReviseError("rename-invalid", refused.map(({ reason }) => reason).join("\n"), {
    hint: "The old name must be in the database, the new one in an entity, and nothing that keeps its name may have the new one: --rename user:account for a table, --rename user.mail:email for a column.",
    details: { renames: refused.map(({ decision: { from, to } }) => `${from}:${to}`) },
  });
}
