/** Calls of `op` that are short for several operations. Only people write them; nothing renders them. */
import { invalid, readArguments } from "./arguments";
import { additionOptions } from "./column/existence";
import { tableColumn } from "./column/definition";
import { primaryKeyOver, uniqueOver } from "./constraint/implicit";
import { objectName } from "./object-name";
import type { BuiltinKind, Operation } from "./operation";
import { decode } from "./traits-table";

/** The operations that a call stands for. Throws `operation-invalid` for what it does not understand. */
export function decodeCall(kind: BuiltinKind, args: readonly unknown[]): readonly Operation[] {
  if (kind === "addColumn") return addColumn(args);
  return kind === "alterColumn" ? alterColumn(args) : [decode(kind, args)];
}

/** A column may be added together with a key over it: `unique: true`, `primary: true`. */
function addColumn(args: readonly unknown[]): readonly Operation[] {
  const [table, { column, primary, unique }, options] = readArguments(
    "addColumn",
    args,
    objectName,
    tableColumn,
    additionOptions,
  );
  if (options.ifNotExists && (primary || unique)) {
    const place = { operation: "addColumn", path: "third argument" };
    throw invalid(place, "can't be together with a key over the column", "Add the key on its own.");
  }
  return [
    { kind: "addColumn", table, column, ...options },
    ...(primary
      ? [{ kind: "addPrimaryKey", table, constraint: primaryKeyOver(table, [column.name]) } as const]
      : []),
    ...(unique ? [{ kind: "addUnique", table, constraint: uniqueOver(table, column.name) } as const] : []),
  ];
}

/** A column may get another name along with other changes: `name: "email"`. */
function alterColumn(args: readonly unknown[]): readonly Operation[] {
  const [name, from, changes] = args;
  if (typeof changes !== "object" || changes === null || !("name" in changes))
    return [decode("alterColumn", args)];
  const { name: to, ...others } = changes;
  const isAltered = Object.keys(others).length > 0;
  const altered = isAltered ? [decode("alterColumn", [name, from, others, ...args.slice(3)])] : [];
  return [...altered, decode("renameColumn", [name, from, to])];
}
