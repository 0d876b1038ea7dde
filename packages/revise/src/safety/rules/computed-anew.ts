/** What stands on a generated column and must hold for the values that another expression gives. */
import { mentions } from "../../model/expression-text";
import { displayName, type QualifiedName, sameName } from "../../model/names";
import type { Table } from "../../model/table";
import type { AlterColumn } from "../../operations/column";
import type { Operation } from "../../operations/operation";
import { columnNameBefore } from "../../operations/former-name";
import { columnBefore, tableBefore } from "../former-names";
import type { Rule, RuleContext } from "../rule";

/** Two rows may come to have one value. */
export const uniqueOnNewValues: Rule = {
  code: "unique-on-existing",
  check: (operation, context) =>
    refusal(operation, context, ({ constraints, indexes }, column) => {
      const unique =
        constraints.find(
          (one) => (one.kind === "unique" || one.kind === "primaryKey") && one.columns.includes(column),
        ) ?? indexes.find((index) => index.unique && index.keys.some((key) => key.column === column));
      return unique === undefined ? null : `two rows get values that ${unique.name} forbids`;
    }),
};

/** A row may come to have none. */
export const nullInNewValues: Rule = {
  code: "not-null-on-existing",
  check: (operation, context) =>
    refusal(operation, context, () => {
      if (operation.kind !== "alterColumn" || operation.nullable !== undefined) return null;
      const column = columnBefore(operation.table, operation.column, context);
      return column?.nullable === false ? "the new one gives NULL, which the column forbids" : null;
    }),
};

/** A row may break a check or an exclusion. */
export const checkOnNewValues: Rule = {
  code: "check-on-existing",
  check: (operation, context) =>
    refusal(operation, context, (table, column) => {
      const rule = table.constraints.find(
        (one) => (one.kind === "check" || one.kind === "exclusion") && mentions(one.expression, column),
      );
      return rule === undefined ? null : `a row gets a value that ${rule.name} forbids`;
    }),
};

/** @param reason when the change fails, from the table and the column as they were before; null for never */
function refusal(
  operation: Operation,
  context: RuleContext,
  reason: (table: Table, column: string) => string | null,
): ReturnType<Rule["check"]> {
  if (!isComputedAnew(operation)) return null;
  const { table, column } = operation;
  const former = tableBefore(table, context);
  if (former === undefined) return null;
  // What the revision makes again is judged where it does.
  const constraints = former.constraints.filter(({ name }) => !isDropped(name, table, context));
  const when = reason({ ...former, constraints }, columnNameBefore(table, column, context.operations));
  if (when === null) return null;
  return {
    severity: "risky",
    message: `Changing the expression of ${displayName(table)}.${column} fails where ${when}`,
    hint: null,
  };
}

function isDropped(name: string, table: QualifiedName, { operations }: RuleContext): boolean {
  return operations.some(
    (one) => one.kind === "dropConstraint" && one.name === name && sameName(one.table, table),
  );
}

function isComputedAnew(operation: Operation): operation is AlterColumn {
  if (operation.kind !== "alterColumn") return false;
  return operation.generation?.from?.kind === "expression" && operation.generation.to?.kind === "expression";
}
