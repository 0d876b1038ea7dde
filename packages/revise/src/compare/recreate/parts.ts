/** What the columns of partitions and child tables have of their own stays when the server leads those of the whole over them. */
import type { Dependent } from "../../dialect/dependent";
import { objectKey } from "../../model/names";
import type { AlterColumn } from "../../operations/column";
import { columnNameOf } from "../../operations/column/existence";
import { footprintOf } from "../../operations/footprint";
import type { Operation } from "../../operations/operation";
import type { Execute } from "../../operations/sql";
import { goesWithItsRelation, neededBy } from "./unmodelled";
import { woundsOf } from "./wounds";

type Facet = NonNullable<Dependent["ofPart"]>;

/**
 * The operations, with what gives the parts their own again behind the last one that takes it away.
 *
 * @param operations in their order; what they make anew by themselves after that is not made twice
 */
export function keepingParts(
  operations: readonly Operation[],
  parts: readonly Dependent[],
): readonly Operation[] {
  if (parts.length === 0) return operations;
  const wounds = woundsOf(operations);
  const following = new Map<number, Execute[]>();
  for (const part of parts) {
    if (goesWithItsRelation(part, wounds)) continue;
    const place = operations.findLastIndex((operation) => isReached(part, operation));
    if (place === -1) continue;
    const later = operations.slice(place);
    const missing = (part.aside?.create ?? []).filter(
      (sql) => !later.some((operation) => operation.kind === "execute" && operation.sql === sql),
    );
    following.set(place, [...(following.get(place) ?? []), ...missing.map(statement)]);
  }
  return operations.flatMap((operation, place) => [operation, ...(following.get(place) ?? [])]);
}

function isReached(part: Dependent, operation: Operation): boolean {
  if (operation.kind !== "alterColumn" && operation.kind !== "addColumn") return false;
  const key = objectKey("column", operation.table, columnNameOf(operation));
  if (!neededBy(part).columns.includes(key)) return false;
  return operation.kind === "addColumn" || facetsOf(operation).some((facet) => facet === part.ofPart);
}

/** What of the parts a change of the whole takes away. */
function facetsOf({ default: value, generation, nullable }: AlterColumn): readonly Facet[] {
  const isComputed = generation?.to?.kind === "expression" || generation?.to?.kind === "identity";
  return [
    ...((value ?? generation) !== undefined && !isComputed ? ["default" as const] : []),
    ...(nullable?.to === true ? ["nullable" as const] : []),
  ];
}

function statement(sql: string): Execute {
  return { kind: "execute", sql, parameters: [], known: { undo: [], footprint: footprintOf({}) } };
}
