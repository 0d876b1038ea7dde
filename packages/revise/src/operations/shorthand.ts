/** Calls of `op` that are short for several operations. Only people write them; nothing renders them. */
import { readArguments } from "./arguments";
import { tableColumn } from "./column/definition";
import { primaryKeyOver, uniqueOver } from "./constraint/implicit";
import { objectName } from "./object-name";
import type { Operation, OperationKind } from "./operation";
import { decode } from "./traits-table";

/** The operations that a call stands for. Throws `operation-invalid` for what it does not understand. */
export function decodeCall(kind: OperationKind, args: readonly unknown[]): readonly Operation[] {
  return kind === "addColumn" ? addColumn(args) : [decode(kind, args)];
}

/** A column may be added together with a key over it: `unique: true`, `primary: true`. */
function addColumn(args: readonly unknown[]): readonly Operation[] {
  const [table, { column, primary, unique }] = readArguments("addColumn", args, objectName, tableColumn);
  return [
    { kind: "addColumn", table, column },
    ...(primary
      ? [{ kind: "addPrimaryKey", table, constraint: primaryKeyOver(table, [column.name]) } as const]
      : []),
    ...(unique ? [{ kind: "addUnique", table, constraint: uniqueOver(table, column.name) } as const] : []),
  ];
}
