import { sameName } from "../../model/names";
import type { RenameColumn } from "../../operations/column";
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
  return [...aroundRemakes(operations, renames, back), ...aroundExpressions(operations, renames, back)];
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
function aroundRemakes(
  operations: readonly Operation[],
  renames: readonly RenameColumn[],
  back: boolean,
): readonly Edge[] {
  const remakes = operations.filter(isRemake);
  if (remakes.length === 0) return [];
  return renames.flatMap((rename) => {
    const name = nameOutside(rename, renames, back);
    const inTable = remakes.filter(({ table }) => sameName(table, rename.table));
    if (!inTable.some((remake) => columnOf(remake) === name)) return [];
    return inTable.map((remake): Edge => (back ? [rename, remake] : [remake, rename]));
  });
}

/** The name that the entities know, wherever the rename leads and whatever name it takes in between. */
function nameOutside(rename: RenameColumn, renames: readonly RenameColumn[], back: boolean): string {
  const [inside, outside] = back ? (["to", "from"] as const) : (["from", "to"] as const);
  const name = rename[outside];
  if (rename.temporary !== outside) return name;
  const step = renames.find((one) => one[inside] === name && sameName(one.table, rename.table));
  return step?.[outside] ?? name;
}

function isRemake(operation: Operation): operation is Remake {
  return (
    (operation.kind === "dropColumn" && operation.remember === true) ||
    (operation.kind === "addColumn" && operation.restore === true)
  );
}

function columnOf(remake: Remake): string {
  return remake.kind === "dropColumn" ? remake.column : remake.column.name;
}
