import { mentions } from "../../model/expression-text";
import type { RenameEnum } from "../../operations/enum-type";
import type { Operation } from "../../operations/operation";
import { expressionsOf } from "../exact-words";
import type { Edge } from "./rebuilds";

/**
 * An expression mentions an enum type by the name that it has when the expression is read. What makes columns on the way
 * back knows types by their new names, as it knows tables; what stands on columns by the ones from before.
 *
 * @param back see `OrderOptions`
 */
export function aroundTypeRenames(operations: readonly Operation[], back: boolean): readonly Edge[] {
  const renames = operations.filter((operation) => operation.kind === "renameEnum");
  if (renames.length === 0) return [];
  return operations.flatMap((operation) => {
    if (operation.kind === "execute") return [];
    const expressions = expressionsOf(operation);
    const isMentioned = (name: string): boolean => expressions.some((sql) => mentions(sql, name));
    return renames.flatMap((rename): readonly Edge[] => {
      if (back && makesColumns(operation) && isMentioned(rename.from.name)) return [[rename, operation]];
      return isMentioned(rename.to) ? [[operation, rename]] : [];
    });
  });
}

/** The bare names under which expressions may mention a type while it is renamed. */
export function namesOfType(name: string, operations: readonly Operation[]): readonly string[] {
  const isItsRename = (operation: Operation): operation is RenameEnum =>
    operation.kind === "renameEnum" && [operation.from.name, operation.to].includes(name);
  return [name, ...operations.filter(isItsRename).flatMap(({ from, to }) => [from.name, to])];
}

function makesColumns({ kind }: Operation): boolean {
  return kind === "createTable" || kind === "addColumn" || kind === "alterColumn";
}
