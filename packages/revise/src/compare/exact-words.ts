import type { AlterColumn } from "../operations/column";
import type { Operation } from "../operations/operation";
import {
  type Rewrite,
  rewriteColumn,
  rewriteConstraint,
  rewriteDefault,
  rewriteGeneration,
  rewriteIndex,
  rewriteTable,
  rewriteView,
} from "./expression-map";

/** The operations with other words for the expressions of what they make. */
export function withWords(operations: readonly Operation[], rewrite: Rewrite): readonly Operation[] {
  return operations.map((operation) => inOtherWords(operation, rewrite));
}

/** The expressions of what an operation makes, as the server reads them. */
export function expressionsOf(operation: Operation): readonly string[] {
  const found: string[] = [];
  inOtherWords(operation, (sql) => {
    found.push(sql);
    return sql;
  });
  return found;
}

function inOtherWords(operation: Operation, rewrite: Rewrite): Operation {
  switch (operation.kind) {
    case "createTable":
      return { ...operation, table: rewriteTable(operation.table, rewrite) };
    case "addColumn":
      return { ...operation, column: rewriteColumn(operation.column, rewrite) };
    case "alterColumn":
      return { ...operation, ...rewriteChanges(operation, rewrite) };
    case "addCheck":
      return { ...operation, constraint: rewriteConstraint(operation.constraint, rewrite) };
    case "addExclusion":
      return { ...operation, constraint: rewriteConstraint(operation.constraint, rewrite) };
    case "createIndex":
      return { ...operation, index: rewriteIndex(operation.index, rewrite) };
    case "execute":
      return operation.known === undefined ? operation : { ...operation, sql: rewrite(operation.sql) };
    case "createView":
      return { ...operation, view: rewriteView(operation.view, rewrite) };
    default:
      return operation;
  }
}

function rewriteChanges(
  { default: value, generation }: AlterColumn,
  rewrite: Rewrite,
): Pick<AlterColumn, "default" | "generation"> {
  return {
    ...(value && { default: { ...value, to: rewriteDefault(value.to, rewrite) } }),
    ...(generation && { generation: { ...generation, to: rewriteGeneration(generation.to, rewrite) } }),
  };
}
