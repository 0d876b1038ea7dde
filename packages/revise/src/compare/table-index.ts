import type { Constraint } from "../model/constraint";
import { displayName, objectKey, type QualifiedName } from "../model/names";
import type { TableIndex } from "../model/table-index";
import type { Operation } from "../operations/operation";
import { type Changes, changes, type CompareContext } from "./comparison";
import { declarableIndex, isDeclarableIndex } from "./declarable";
import { incomparableReason } from "./incomparable";
import { keepsName, type Matching, matchByTests, withComments } from "./match";
import { sameData } from "./same-data";

/**
 * The indexes of a table or materialized view that both sides have: by structure first, then by name. What an
 * interrupted concurrent build left behind counts for nothing.
 *
 * @param constraints those that the table is to have, whose names are taken
 */
export function compareIndexes(
  table: QualifiedName,
  current: readonly TableIndex[],
  desired: readonly TableIndex[],
  context: CompareContext,
  constraints: readonly Constraint[] = [],
): Changes {
  const unsettled = (index: TableIndex): string | null =>
    index.where === null ? null : incomparableReason(objectKey("index", table, index.name), "index", context);
  const { kept, added, removed, left } = matchIndexes(current, desired, unsettled);
  return changes({
    operations: [
      ...removed.filter((index) => !left.includes(index)).map((index) => dropIndex(table, index)),
      ...madeAnew(added, removed).map((index) => createIndex(table, index)),
      ...kept
        .filter(([from, to]) => !keepsName(from, to, desired, constraints))
        .map(([from, to]) => renameIndex(table, from, to)),
    ],
    unmanaged: left.map(({ name }) => ({ kind: "index", name: table, member: name })),
    notes: (context.incomparable.length === 0 ? [] : kept).flatMap(([from, to]) => {
      const reason = sameStructure(from, to) || satisfies(from, to) ? null : unsettled(to);
      return reason === null ? [] : [`Index ${to.name} of ${displayName(table)} was not compared: ${reason}`];
    }),
  });
}

interface IndexMatching extends Matching<TableIndex> {
  /** Those of the removed that no entity could have declared. */
  readonly left: readonly TableIndex[];
}

function matchIndexes(
  current: readonly TableIndex[],
  desired: readonly TableIndex[],
  unsettled: (index: TableIndex) => string | null,
): IndexMatching {
  const matching = matchByTests(current, desired, [
    (from, to) => from.valid && from.name === to.name && sameStructure(from, to),
    (from, to) => from.valid && sameStructure(from, to),
    (from, to) => from.valid && from.name === to.name && satisfies(from, to),
    (from, to) => from.valid && from.name === to.name && from.where !== null && unsettled(to) !== null,
  ]);
  const takenNames = new Set(matching.added.map(({ name }) => name));
  const left = matching.removed.filter((index) => !isDeclarableIndex(index) && !takenNames.has(index.name));
  return { ...matching, left };
}

/** The indexes of a materialized view that is made anew, with all that no entity can say about them. */
export function indexesOfRemade(
  current: readonly TableIndex[],
  desired: readonly TableIndex[],
): readonly TableIndex[] {
  const { kept, added, removed, left } = matchIndexes(current, desired, () => null);
  return [
    ...kept.map(([from, to]) => (keepsName(from, to, desired) ? from : { ...from, name: to.name })),
    ...madeAnew(added, removed),
    ...left,
  ];
}

/** What is made anew under its name keeps what no entity can say, as far as it goes with what it is now. */
function madeAnew(added: readonly TableIndex[], removed: readonly TableIndex[]): readonly TableIndex[] {
  return withComments(added, removed).map((index) => {
    const former = removed.find(({ name }) => name === index.name);
    return former === undefined ? index : withDetails(index, former);
  });
}

function withDetails(index: TableIndex, former: TableIndex): TableIndex {
  const sameMethod = index.method === former.method;
  const parameters =
    sameMethod && Object.keys(index.parameters).length === 0 ? former.parameters : index.parameters;
  const { clustered, replicaIdentity, tablespace } = former.details ?? {};
  const known = new Set(former.keys.map(({ column }) => column));
  const isIdentity = index.unique && index.keys.every(({ column }) => column !== null && known.has(column));
  const details = {
    ...(clustered && sameMethod && index.where === null && { clustered }),
    ...(replicaIdentity && isIdentity && index.where === null && { replicaIdentity }),
    ...(tablespace !== undefined && { tablespace }),
  };
  return { ...index, parameters, ...(Object.keys(details).length > 0 && { details }) };
}

export function createIndex(table: QualifiedName, index: TableIndex): Operation {
  return { kind: "createIndex", table, index };
}

export function dropIndex(table: QualifiedName, index: TableIndex): Operation {
  return {
    kind: "dropIndex",
    table,
    name: index.name,
    concurrently: false,
    definition: { ...index, concurrently: false, valid: true },
  };
}

function renameIndex(table: QualifiedName, { name: from }: TableIndex, { name: to }: TableIndex): Operation {
  return { kind: "renameIndex", table, from, to };
}

/** What says nothing about the structure of an index. */
const nameAndState = new Set(["name", "givenName", "concurrently", "valid", "comment", "details"]);

/** Whether two indexes are the same but for their names and state. */
export function sameStructure(left: TableIndex, right: TableIndex): boolean {
  return sameData(left, right, nameAndState);
}

/** Whether `current` is what an entity declares with `desired`, apart from what entities cannot say. */
function satisfies(current: TableIndex, desired: TableIndex): boolean {
  return sameStructure(declarableIndex(current), declarableIndex(desired));
}
