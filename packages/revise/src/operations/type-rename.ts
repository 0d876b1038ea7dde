import { renameType } from "../model/expression-text";
import type { QualifiedName } from "../model/names";
import { isValueRename, type RenameEnumValue } from "./enum-type";
import type { Operation } from "./operation";
import { relocationOf } from "./relocation";

/** What the database printed, as it prints it after the rename of a value of an enum. */
type AfterValueRename = (
  print: string,
  rename: Pick<RenameEnumValue, "name" | "from" | "to">,
  types: readonly QualifiedName[],
) => string;

/**
 * What the rename of an enum type or of one of its values makes of an expression; null for other operations.
 *
 * @param types the enum types of the database
 * @param afterValueRename the dialect's answer; without it values keep their names
 */
export function afterTypeRename(
  operation: Operation,
  types: readonly QualifiedName[],
  afterValueRename: AfterValueRename | undefined,
): ((sql: string) => string) | null {
  if (isValueRename(operation)) {
    return afterValueRename === undefined ? null : (sql) => afterValueRename(sql, operation, types);
  }
  const relocation = relocationOf(operation);
  if (relocation?.kind !== "type") return null;
  return (sql) => renameType(sql, relocation.from, relocation.to);
}
