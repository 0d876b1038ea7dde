/** Triggers, policies, rules and statistics that stand in the way of a change of type step aside and come back. */
import type { Dependent } from "../../dialect/dialect";
import { objectKey, type ObjectKey } from "../../model/names";
import { builtOn, footprintOf, tableKey, tornDownFrom } from "../../operations/footprint";
import type { Operation } from "../../operations/operation";
import type { Execute } from "../../operations/sql";
import type { Situation } from "./on-table";
import type { Wounds } from "./wounds";

export function steppingAside(
  dependents: readonly Dependent[],
  { wounds, operations }: Situation,
): readonly Operation[] {
  const written = new Set(
    operations.flatMap((operation) => (operation.kind === "execute" ? [operation.sql] : [])),
  );
  return dependents
    .filter((dependent) => !written.has(dependent.drop) && isInTheWay(dependent, wounds))
    .flatMap((dependent) => [stepAside(dependent), ...comeBack(dependent)]);
}

/** What stands on a column that goes for good is not ours to drop; the server refuses, and names it. */
function isInTheWay({ columns, table, followsType }: Dependent, wounds: Wounds): boolean {
  if (wounds.dropped.has(objectKey("table", table))) return false;
  const keys = columns.map((one) => objectKey("column", one.table, one.column));
  if (keys.some((key) => wounds.dropped.has(key) && !wounds.added.has(key))) return false;
  const causes = followsType ? wounds.cast : wounds.retyped;
  return keys.some((key) => causes.has(key) || wounds.dropped.has(key));
}

function stepAside(dependent: Dependent): Execute {
  const footprint = footprintOf({
    drops: [keyOf(dependent)],
    needs: [tableKey(dependent.table)],
    releases: dependent.columns.flatMap(({ table, column }) => tornDownFrom(table, [column])),
  });
  const undo = dependent.create.map((sql) => statement(sql));
  return { ...statement(dependent.drop), known: { footprint, undo: ordered(undo, dependent, []) } };
}

function comeBack(dependent: Dependent): readonly Execute[] {
  const drop = {
    ...statement(dependent.drop),
    known: { footprint: stepAside(dependent).known?.footprint ?? footprintOf({}), undo: [] },
  };
  return ordered(dependent.create.map(statement), dependent, [drop]);
}

/** The first statement creates it, the others say the rest about it. */
function ordered(
  statements: readonly Execute[],
  dependent: Dependent,
  undo: readonly Execute[],
): readonly Execute[] {
  const built = [
    tableKey(dependent.table),
    ...dependent.columns.flatMap(({ table, column }) => builtOn(table, [column])),
  ];
  return statements.map((one, index) => ({
    ...one,
    known: {
      undo: index === 0 ? undo : [],
      footprint: footprintOf(
        index === 0 ? { creates: [keyOf(dependent)], needs: built } : { needs: [keyOf(dependent), ...built] },
      ),
    },
  }));
}

function keyOf({ kind, name, table }: Dependent): ObjectKey {
  return objectKey("table", table, `${kind} ${name}`);
}

function statement(sql: string): Execute {
  return { kind: "execute", sql, parameters: [] };
}
