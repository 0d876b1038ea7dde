import type { Constraint, ForeignKey } from "../model/constraint";
import { displayName, objectKey, type QualifiedName, sameName } from "../model/names";
import type { Table } from "../model/table";
import { addition } from "../operations/constraint/addition";
import type { Operation } from "../operations/operation";
import { type Changes, changes, type CompareContext } from "./comparison";
import { declarableConstraint, isDeclarableConstraint } from "./declarable";
import { incomparableReason } from "./incomparable";
import { madeAnew } from "./constraint-index";
import { distinct, keepsName, matchByTests } from "./match";
import { sameData } from "./same-data";

/** The constraints of a table that both sides have: by structure first, then by name. */
export function compareConstraints(current: Table, desired: Table, context: CompareContext): Changes {
  const table = desired.name;
  const unsettled = (constraint: Constraint): string | null =>
    constraint.kind === "check" || constraint.kind === "exclusion"
      ? incomparableReason(objectKey("constraint", table, constraint.name), constraint.kind, context)
      : null;
  const matched = matchByTests(current.constraints, distinctConstraints(desired.constraints), [
    (from, to) => from.name === to.name && sameStructure(from, to),
    sameStructure,
    satisfies,
    waitsOtherwise,
    (from, to) => from.kind === to.kind && from.name === to.name && unsettled(to) !== null,
  ]);
  const { kept, removed } = matched;
  const added = withoutMerged(
    matched.added,
    kept.map(([, to]) => to),
  );
  const takenNames = new Set(added.map(({ name }) => name));
  const left = removed.filter(
    (constraint) => !isDeclarableConstraint(constraint) && !inTheWay(constraint, added, takenNames),
  );
  return changes({
    operations: [
      ...removed
        .filter((constraint) => !left.includes(constraint))
        .map((constraint) => dropConstraint(table, constraint)),
      ...madeAnew(added, removed, desired).map((constraint) => addition(table, constraint)),
      ...kept.flatMap(([from, to]) => alterForeignKey(table, from, to)),
      ...kept
        .filter(([from, to]) => !keepsName(from, to, desired.constraints, desired.indexes))
        .map(([from, to]) => renameConstraint(table, from, to)),
    ],
    unmanaged: left.map(({ name }) => ({ kind: "constraint", name: table, member: name })),
    notes: (context.incomparable.length === 0 ? [] : kept).flatMap(([from, to]) => {
      const reason = sameStructure(from, to) || satisfies(from, to) ? null : unsettled(to);
      if (reason === null) return [];
      return [`Constraint ${to.name} of ${displayName(table)} was not compared: ${reason}`];
    }),
  });
}

/** A table has one primary key, and a name can be had once. */
function inTheWay(
  constraint: Constraint,
  added: readonly Constraint[],
  takenNames: ReadonlySet<string>,
): boolean {
  return (
    takenNames.has(constraint.name) ||
    (constraint.kind === "primaryKey" && added.some(({ kind }) => kind === "primaryKey"))
  );
}

export function dropConstraint(table: QualifiedName, constraint: Constraint): Operation {
  return { kind: "dropConstraint", table, name: constraint.name, definition: constraint };
}

function renameConstraint(
  table: QualifiedName,
  { name: from }: Constraint,
  { name: to }: Constraint,
): Operation {
  return { kind: "renameConstraint", table, from, to };
}

function alterForeignKey(
  table: QualifiedName,
  current: Constraint,
  desired: Constraint,
): readonly Operation[] {
  if (current.kind !== "foreignKey" || desired.kind !== "foreignKey") return [];
  if (current.deferrable === desired.deferrable) return [];
  const deferrable = { from: current.deferrable, to: desired.deferrable };
  return [{ kind: "alterForeignKey", table, name: current.name, deferrable }];
}

/** Whether two constraints are the same but for their names. */
export function sameStructure(left: Constraint, right: Constraint): boolean {
  return left.kind === right.kind && sameData(left, right, nameAndState) && isStoredAs(left, right);
}

/** Of all constraints an exclusion alone can say in an entity how it is stored. What it does not say makes no difference. */
function isStoredAs(current: Constraint, desired: Constraint): boolean {
  if (current.kind !== "exclusion" || desired.kind !== "exclusion") return true;
  const parameters = desired.index?.parameters;
  return parameters === undefined || sameData(current.index?.parameters ?? {}, parameters);
}

/** Whether the rows that were there have been checked, or are checked at all, is no matter of a constraint's meaning. */
const nameAndState = new Set(["name", "givenName", "notValid", "notEnforced", "comment", "index"]);

/** Whether `current` is what an entity declares with `desired`, apart from what entities cannot say. */
function satisfies(current: Constraint, desired: Constraint): boolean {
  if (current.kind !== desired.kind) return false;
  if (current.kind === "foreignKey") return samePairs(current, desired as ForeignKey);
  return sameStructure(declarableConstraint(current), declarableConstraint(desired));
}

/** Whether two foreign keys differ in when they are checked, and in nothing else that an entity can say. */
function waitsOtherwise(current: Constraint, desired: Constraint): boolean {
  return (
    current.kind === "foreignKey" &&
    desired.kind === "foreignKey" &&
    current.deferrable !== desired.deferrable &&
    samePairs({ ...current, deferrable: desired.deferrable }, desired)
  );
}

/** A foreign key is a set of pairs of columns; the order of the pairs means nothing. */
function samePairs(current: ForeignKey, desired: ForeignKey): boolean {
  const pairs = ({ columns, references }: ForeignKey): string[] =>
    columns.map((column, index) => JSON.stringify([column, references.columns[index]])).sort();
  return (
    sameName(current.references.table, desired.references.table) &&
    sameData(pairs(current), pairs(desired)) &&
    current.onDelete === desired.onDelete &&
    current.onUpdate === desired.onUpdate &&
    current.deferrable === desired.deferrable
  );
}

/**
 * Constraints without repetitions: TypeORM prints a foreign key twice where `@ForeignKey` and a relation meet, and what
 * is said twice is made once. A name that somebody gave wins. Checks of one expression under two names are two to
 * TypeORM and to the server.
 */
function distinctConstraints(constraints: readonly Constraint[]): readonly Constraint[] {
  const primaryKeyFirst = constraints.toSorted(
    (left, right) => Number(right.kind === "primaryKey") - Number(left.kind === "primaryKey"),
  );
  return distinct(
    primaryKeyFirst,
    (earlier, later) => {
      if (later.kind === "check") return false;
      if (earlier.givenName && later.givenName && earlier.name !== later.name) return false;
      return sameStructure(earlier, later) || (isCovered(earlier, later) && !later.givenName);
    },
    (earlier, later) => !earlier.givenName && later.givenName,
  );
}

/** Whether `later` is a unique over the columns of the primary key `earlier`. */
function isCovered(earlier: Constraint, later: Constraint): boolean {
  if (earlier.kind !== "primaryKey" || later.kind !== "unique") return false;
  return later.deferrable === null && sameData(earlier.columns, later.columns);
}

/**
 * New constraints without those that the server would merge into others: within a `CREATE TABLE` a unique over the
 * columns of the primary key or of another unique never comes to be, whatever its name, nor does an exclusion that is
 * said twice (`transformIndexConstraints` of PostgreSQL). One that is in the database already stays.
 */
export function withoutMerged(
  added: readonly Constraint[],
  kept: readonly Constraint[] = [],
): readonly Constraint[] {
  const wanted = distinctConstraints(added);
  return wanted.filter((constraint, index) => {
    if (constraint.kind !== "unique" && constraint.kind !== "exclusion") return true;
    const others = [...kept, ...wanted.slice(0, index)];
    return !others.some((other) => isCovered(other, constraint) || sameStructure(other, constraint));
  });
}
