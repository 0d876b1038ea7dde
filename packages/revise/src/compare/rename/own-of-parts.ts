import type { Dependent, OwnOfPart } from "../../dialect/dependent";
import type { Dialect } from "../../dialect/dialect";
import { type QualifiedName, sameName } from "../../model/names";
import type { Operation } from "../../operations/operation";
import { afterTypeRename } from "../../operations/type-rename";
import type { CompareContext } from "../comparison";
import { renamedDependent } from "./dependents";

/**
 * What a part has of its own, with the statement that gives it back, in the words after an operation. A column of the whole
 * takes those of the parts along when it gets another name; a table leaves its parts where they are.
 *
 * @param types the enum types of the database
 */
export function renamedPart(
  part: Dependent,
  operation: Operation,
  types: readonly QualifiedName[],
  { afterValueRename, giveOwn }: Pick<CompareContext, "afterValueRename" | "giveOwn">,
): Dependent {
  const { ofPart, reads } = part;
  if (ofPart === undefined || giveOwn === undefined) return part;
  if (operation.kind === "renameColumn") {
    const { table, from, to } = operation;
    if (!reads.some(({ relation, column }) => column === from && sameName(relation, table))) return part;
    const after = { ...part, name: to, reads: reads.map(({ relation }) => ({ relation, column: to })) };
    return given(after, { ...ofPart, column: to }, giveOwn);
  }
  const after = renamedDependent(part, operation);
  const rewrite = afterTypeRename(operation, types, afterValueRename);
  if (after === part && rewrite === null) return part;
  const { expression } = ofPart;
  const own = {
    ...ofPart,
    table: after.table ?? ofPart.table,
    expression: expression === null ? null : (rewrite?.(expression) ?? expression),
  };
  return given(after, own, giveOwn);
}

function given(part: Dependent, ofPart: OwnOfPart, giveOwn: Dialect["giveOwn"]): Dependent {
  return { ...part, ofPart, aside: { drop: "", create: [giveOwn(ofPart)] } };
}
