/** What the noun files of this folder give: the statements of one operation, before they are tied to it. */
import type { OperationKind, PerKind } from "../../../operations/operation";
import { quoteLiteral } from "../expressions/literal";
import { quoteIdentifier } from "../identifiers";

export interface Ddl {
  readonly sql: string;
  readonly parameters?: readonly unknown[];
  /** See `Statement`; true where it is absent. */
  readonly transactional?: boolean | "last";
}

/** A plain string is a statement without values that may run in a transaction. */
export type DdlSlice<Kind extends OperationKind> = PerKind<Kind, [], readonly (Ddl | string)[]>;

/** An anonymous code block, for what only the server knows when the statement runs. */
export function doBlock(body: string): string {
  return `DO ${dollarQuote(`\n${body}\n`)}`;
}

/** A text that needs no escapes, between tags that it does not hold. */
export function dollarQuote(text: string): string {
  let tag = "$revise$";
  // A dollar at the end would become part of the tag.
  for (let count = 1; `${text}$`.includes(tag); count += 1) tag = `$revise${String(count)}$`;
  return `${tag}${text}${tag}`;
}

/** `("fillfactor" = '70')`; the parameters of a TOAST table have a dot in their names. */
export function parameterList(parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(parameters).map(
    ([name, value]) => `${name.split(".").map(quoteIdentifier).join(".")} = ${quoteLiteral(value)}`,
  );
  return `(${pairs.join(", ")})`;
}
