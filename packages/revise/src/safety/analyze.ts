/** Judges a revision: every rule looks at every operation. */
import type { SchemaModel } from "../model/schema-model";
import type { Operation } from "../operations/operation";
import type { Finding, Rule } from "./rule";
import { generalRules } from "./rules";

/**
 * What is at stake, in the order in which the operations run.
 *
 * @param before the model that the revision starts from
 * @param rules those of the dialect, besides the general ones
 */
export function analyze(
  operations: readonly Operation[],
  before: SchemaModel,
  rules: readonly Rule[] = [],
): Finding[] {
  const context = { before, operations };
  const all = [...generalRules, ...rules];
  return operations.flatMap((operation) =>
    all.flatMap((rule): Finding[] => {
      const found = rule.check(operation, context);
      return found === null ? [] : [{ code: rule.code, operation, ...found }];
    }),
  );
}
