/** What an entity or a decision says and cannot be: the comparison stops there. */
import type { RefusedRename } from "../compare/rename/refusal";
import type { Unsettled } from "../dialect/settlement";
import { ReviseError } from "../errors";
import { displayName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { MetadataModel } from "../typeorm/metadata-model";
import { sharedNames } from "./shared-names";
import { rejectedExpressions, rejectionMessage } from "./rejected-expressions";

/** @throws `expression-rejected` for what the server answered with an error */
export function rejectExpressions(unsettled: readonly Unsettled[], metadata: MetadataModel): void {
  const rejected = rejectedExpressions(unsettled, metadata);
  if (rejected.length === 0) return;
  throw new ReviseError("expression-rejected", rejectionMessage(rejected), {
    hint: "Correct it in the entity. An expression is SQL, with the names that columns have in the database. What the database only lacks (a type, a function, an extension) is made by a revision of its own before this one.",
    details: { ...rejected[0], rejected },
  });
}

/**
 * @param wanted the entities' side of the comparison
 * @throws `metadata-invalid` for a name that is given twice
 */
export function rejectSharedNames(wanted: SchemaModel, { origins }: Pick<MetadataModel, "origins">): void {
  const shared = sharedNames(wanted, origins);
  if (shared.length === 0) return;
  const lines = shared.map(
    ({ name, owners: [first, second] }) =>
      `"${name.name}" is the name of the ${first} and of the ${second}; the database wants a name once per schema.`,
  );
  throw new ReviseError("metadata-invalid", lines.join("\n"), {
    hint: "Give one of them another name.",
    details: { names: shared.map(({ name }) => displayName(name)) },
  });
}

/** @throws `rename-invalid`, which names them all */
export function rejectUnusedRenames(refused: readonly RefusedRename[]): void {
  if (refused.length === 0) return;
  throw new ReviseError("rename-invalid", refused.map(({ reason }) => reason).join("\n"), {
    hint: "The old name must be in the database, the new one in an entity, and nothing that keeps its name may have the new one: --rename user:account for a table, --rename user.mail:email for a column, --rename order_status_enum.open:placed for a value of an enum.",
    details: { renames: refused.map(({ decision: { from, to } }) => `${from}:${to}`) },
  });
}
