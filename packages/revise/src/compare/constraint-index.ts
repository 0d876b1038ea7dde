/** What no entity can say about a constraint and the index behind it stays where the constraint has to be made anew. */
import type { Constraint, ConstraintIndex } from "../model/constraint";
import type { Table } from "../model/table";
import { withComments } from "./match";

/**
 * New constraints with what those had whose place they take, as far as it goes with what they are now.
 *
 * @param table what the table is to be like
 */
export function madeAnew(
  added: readonly Constraint[],
  removed: readonly Constraint[],
  table: Table,
): readonly Constraint[] {
  return withComments(added, removed).map((constraint) => {
    const former = removed.find((one) => takesPlaceOf(constraint, one));
    if (former === undefined || !("index" in former) || former.index === undefined) return constraint;
    const index = indexAfter(constraint, former, former.index, table);
    return Object.keys(index).length === 0 ? constraint : { ...constraint, index };
  });
}

/** A table has one primary key, whatever its name. */
function takesPlaceOf(constraint: Constraint, former: Constraint): boolean {
  return (
    constraint.kind === former.kind && (constraint.kind === "primaryKey" || constraint.name === former.name)
  );
}

function indexAfter(
  constraint: Constraint,
  former: Constraint,
  { parameters, clustered, replicaIdentity, ...kept }: ConstraintIndex,
  table: Table,
): ConstraintIndex {
  return {
    ...kept,
    ...(parameters !== undefined && methodOf(constraint) === methodOf(former) && { parameters }),
    ...("index" in constraint && constraint.index),
    ...(clustered && orderOf(constraint) === orderOf(former) && { clustered }),
    ...(replicaIdentity && tellsRowsApart(constraint, table) && { replicaIdentity }),
  };
}

/** Not every access method has an order of its own, and no order is made of some of the rows. */
function orderOf(constraint: Constraint): string | null {
  const isPartial = constraint.kind === "exclusion" && /\)\s*WHERE\b/i.test(constraint.expression);
  return isPartial ? null : methodOf(constraint);
}

/** Each access method has storage parameters of its own. */
function methodOf(constraint: Constraint): string {
  if (constraint.kind !== "exclusion") return "btree";
  const [, method = "btree"] = /^USING\s+([^\s(]+)/i.exec(constraint.expression) ?? [];
  return method.toLowerCase();
}

/** The server wants columns without NULL, and a constraint that cannot wait (PostgreSQL manual, `ALTER TABLE`). */
function tellsRowsApart(constraint: Constraint, table: Table): boolean {
  if (constraint.kind === "primaryKey") return constraint.deferrable === null;
  if (constraint.kind !== "unique" || constraint.deferrable !== null) return false;
  return constraint.columns.every((name) =>
    table.columns.some((column) => column.name === name && !column.nullable),
  );
}
