import type { AlterColumn } from "../operations/column";

/** The change of a column without the default that it brings, and then that default. */
export function withDefaultLast(operation: AlterColumn): readonly AlterColumn[] {
  const { kind, table, column, default: value, ...others } = operation;
  if (value === undefined || value.to === null) return [operation];
  const { from = null, to } = value;
  const bare = { kind, table, column };
  return [
    { ...bare, ...others, ...(from !== null && { default: { from, to: null } }) },
    { ...bare, default: { from: null, to } },
  ];
}
