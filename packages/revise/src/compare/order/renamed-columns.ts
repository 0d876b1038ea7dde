import { sameName } from "../../model/names";
import type { RenameColumn } from "../../operations/column";
import { columnNameOf } from "../../operations/column/existence";
import type { Operation } from "../../operations/operation";
import type { Edge } from "./rebuilds";

type Remake = Extract<Operation, { readonly kind: "addColumn" | "dropColumn" }>;

/**
 * What follows the renames of columns, and precedes them on the way back, contrary to what the names alone say.
 *
 * @param back see `OrderOptions`
 */
export function aroundColumnRenames(operations: readonly Operation[], back: boolean): readonly Edge[] {
  const renames = operations.filter((operation) => operation.kind === "renameColumn");
  if (renames.length === 0) return [];
  return [...aroundRemakes(operations, back), ...aroundExpressions(operations, renames, back)];
}

/** An expression that a column gets or loses in place reads the others by the names that they have after the renames. */
function aroundExpressions(
  operations: readonly Operation[],
  renames: readonly RenameColumn[],
  back: boolean,
): readonly Edge[] {
  return operations.flatMap((operation): readonly Edge[] => {
    if (operation.kind !== "alterColumn") return [];
    const { from, to } = operation.generation ?? {};
    if (from?.kind !== "expression" && to?.kind !== "expression") return [];
    return renames
      .filter((rename) => sameName(rename.table, operation.table))
      .map((rename): Edge => (back ? [rename, operation] : [operation, rename]));
  });
}

/**
 * A generated column that gets another name and is made anew takes both steps in the order of a view (see
 * `aroundViewRenames`): what is granted on it is found again under the new name. All that are made anew in the table
 * follow such a rename, and precede it on the way back; none of them reads another.
 */
function aroundRemakes(operations: readonly Operation[], back: boolean): readonly Edge[] {
  return renamesAroundRemakes(operations, back).flatMap((rename) =>
    operations
      .filter(isRemake)
      .filter(({ table }) => sameName(table, rename.table))
      .map((remake): Edge => (back ? [rename, remake] : [remake, rename])),
  );
}

/**
 * The renames of generated columns that are made anew, with those that hand their names on to them or take them over: a
 * plain column that swaps its name with such a one is renamed together with it.
 *
 * @param back see `OrderOptions`
 */
export function renamesAroundRemakes(
  operations: readonly Operation[],
  back: boolean,
): readonly RenameColumn[] {
  const remakes = operations.filter(isRemake);
  if (remakes.length === 0) return [];
  const renames = operations.filter((operation) => operation.kind === "renameColumn");
  const found = new Set(
    renames.filter((rename) => {
      const name = back ? rename.from : rename.to;
      return remakes.some((remake) => columnNameOf(remake) === name && sameName(remake.table, rename.table));
    }),
  );
  // A set that grows while it is walked over is walked over to its end.
  for (const one of found)
    renames.filter((other) => areLinked(one, other)).forEach((other) => found.add(other));
  return renames.filter((rename) => found.has(rename));
}

function areLinked(one: RenameColumn, other: RenameColumn): boolean {
  return sameName(one.table, other.table) && (one.to === other.from || other.to === one.from);
}

function isRemake(operation: Operation): operation is Remake {
  return (
    (operation.kind === "dropColumn" && operation.remember === true) ||
    (operation.kind === "addColumn" && operation.restore === true)
  );
}
