import { list } from "../../util/text";

/** What to do with columns that can stay neither as they are nor be changed: the way that keeps their values. */
export function substituteHint(columns: readonly string[]): string {
  return `Put a new column in the place of ${list(columns)} before this line: op.addColumn, an UPDATE that copies the values, op.dropColumn, op.renameColumn.`;
}
