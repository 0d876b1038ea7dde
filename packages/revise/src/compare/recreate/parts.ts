/** What the columns of partitions and child tables have of their own stays when the server leads those of the whole over them. */
import type { Dependent, OwnOfPart } from "../../dialect/dependent";
import { objectKey } from "../../model/names";
import type { AlterColumn } from "../../operations/column";
import { type AddColumn, columnNameOf } from "../../operations/column/existence";
import { footprintOf } from "../../operations/footprint";
import type { Operation } from "../../operations/operation";
import type { Execute } from "../../operations/sql";
import { goesWithItsRelation, neededBy } from "./unmodelled";
import { droppedBy } from "./wounds";

/** A part in the words after an operation, see `renamedPart`. */
type Follow = (part: Dependent, operation: Operation) => Dependent;

/**
 * The operations, with what gives the parts their own again behind the last one that takes it away, in the words of then.
 *
 * @param operations in their order; what they make anew by themselves after that is not made twice
 * @param parts in the words before the operations
 */
export function keepingParts(
  operations: readonly Operation[],
  parts: readonly Dependent[],
  follow: Follow,
): readonly Operation[] {
  if (parts.length === 0) return operations;
  const following = new Map<number, Execute[]>();
  for (const part of parts) {
    const reached = lastReached(part, operations, follow);
    if (reached === null) continue;
    const { place, aside } = reached;
    const later = operations.slice(place);
    const missing = (aside?.create ?? []).filter(
      (sql) => !later.some((operation) => operation.kind === "execute" && operation.sql === sql),
    );
    following.set(place, [...(following.get(place) ?? []), ...missing.map(statement)]);
  }
  return operations.flatMap((operation, place) => [operation, ...(following.get(place) ?? [])]);
}

/** Behind which of the operations the part is given its own, and how; null where nothing takes that away, or the part goes. */
function lastReached(
  part: Dependent,
  operations: readonly Operation[],
  follow: Follow,
): (Pick<Dependent, "aside"> & { readonly place: number }) | null {
  let found = null;
  let now = part;
  for (const [place, operation] of operations.entries()) {
    const dropped = droppedBy(operation);
    if (dropped !== null && goesWithItsRelation(now, { dropped: new Set([dropped]) })) return null;
    if (isReached(now, operation)) found = { place, aside: now.aside };
    now = follow(now, operation);
  }
  return found;
}

function isReached(part: Dependent, operation: Operation): boolean {
  if (operation.kind !== "alterColumn" && operation.kind !== "addColumn") return false;
  const key = objectKey("column", operation.table, columnNameOf(operation));
  if (!neededBy(part).columns.includes(key)) return false;
  return facetsOf(operation).some((facet) => facet === part.ofPart?.facet);
}

/** What of the parts the change of a column of the whole takes away, as far as they can have it afterwards. */
function facetsOf(operation: AlterColumn | AddColumn): readonly OwnOfPart["facet"][] {
  const isAdded = operation.kind === "addColumn";
  const becomes = (isAdded ? operation.column.generation : operation.generation?.to)?.kind;
  const setsDefault = isAdded || (operation.default ?? operation.generation) !== undefined;
  // A column that is computed from then on is another one.
  const dropsNotNull = isAdded || operation.nullable?.to === true || becomes === "expression";
  const hasDefault = becomes !== "expression" && becomes !== "identity";
  return [
    ...(setsDefault && hasDefault ? ["default" as const] : []),
    ...(dropsNotNull ? ["nullable" as const] : []),
  ];
}

function statement(sql: string): Execute {
  return { kind: "execute", sql, parameters: [], known: { undo: [], footprint: footprintOf({}) } };
}
