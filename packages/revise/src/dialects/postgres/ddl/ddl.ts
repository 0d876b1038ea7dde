/** What the noun files of this folder give: the statements of one operation, before they are tied to it. */
import type { OperationKind, PerKind } from "../../../operations/operation";

export interface Ddl {
  readonly sql: string;
  readonly parameters?: readonly unknown[];
  /** False for what must run outside a transaction block; true where it is absent. */
  readonly transactional?: boolean;
}

/** A plain string is a statement without values that may run in a transaction. */
export type DdlSlice<Kind extends OperationKind> = PerKind<Kind, [], readonly (Ddl | string)[]>;

/** An anonymous code block, for what only the server knows when the statement runs. */
export function doBlock(body: string): string {
  let tag = "$revise$";
  for (let count = 1; body.includes(tag); count += 1) tag = `$revise${String(count)}$`;
  return `DO ${tag}\n${body}\n${tag}`;
}
