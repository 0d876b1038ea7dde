/** Judges a revision: every rule looks at every operation, and most at what a custom one stands for. */
import type { SchemaModel } from "../model/schema-model";
import { plainOperations } from "../operations/custom";
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
  const context = { before, operations: operations.flatMap(plainOperations) };
  const all = [...generalRules, ...rules];
  return operations.flatMap((operation) =>
    all.flatMap((rule) =>
      (rule.ofWhole === true ? [operation] : plainOperations(operation)).flatMap((part): Finding[] => {
        const found = rule.check(part, context);
        return found === null ? [] : [{ code: rule.code, operation, ...found }];
      }),
    ),
  );
}
