/**
 * What has a new name. Tables first, then columns, then enum types and their values, because each of them is looked
 * for under the names that the ones before have got. A rename of an enum type follows from its columns and loses
 * nothing, so it needs no answer; everything else is renamed only where a decision says so.
 */
import type { EnumType } from "../model/enum-type";
import { displayName, type QualifiedName, sameName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Operation } from "../operations/operation";
import type { RenameCandidate, RenameDecision } from "./comparison";
import { enumColumns, findColumn, findTable } from "./enum-uses";
import { matchByKey } from "./match";
import { columnScore, tableScore, threshold, valueScore } from "./rename-score";
import { bestTogether } from "./rename-assignment";
import { renamed } from "./renamed";
import { matchTables } from "./table";

export interface RenameOutcome {
  /** The current model after the renames of tables alone: dropped objects are defined in its names. */
  readonly tablesRenamed: SchemaModel;
  /** The current model after all renames. */
  readonly current: SchemaModel;
  readonly operations: readonly Operation[];
  /** Likely renames that no decision mentions. */
  readonly candidates: readonly RenameCandidate[];
  readonly unused: readonly RenameDecision[];
}

/** One kind of thing that may be renamed: all pairs of what is gone and what is new. */
interface Stage {
  readonly pairs: (current: SchemaModel, desired: SchemaModel) => readonly RenameCandidate[];
  readonly operation: (rename: RenameCandidate) => Operation;
}

const stages: Readonly<Record<RenameCandidate["kind"], Stage>> = {
  table: {
    pairs: tablePairs,
    operation: ({ of, to }) => ({ kind: "renameTable", from: of, to }),
  },
  column: {
    pairs: columnPairs,
    operation: ({ of, from, to }) => ({ kind: "renameColumn", table: of, from, to }),
  },
  enumValue: {
    pairs: valuePairs,
    operation: ({ of, from, to }) => ({ kind: "renameEnumValue", name: of, from, to }),
  },
};

export function applyRenames(
  current: SchemaModel,
  desired: SchemaModel,
  decisions: readonly RenameDecision[],
): RenameOutcome {
  const used = new Set<RenameDecision>();
  const candidates: RenameCandidate[] = [];
  const operations: Operation[] = [];
  const formerNames: { readonly from: QualifiedName; readonly to: string }[] = [];

  const run = (model: SchemaModel, kind: RenameCandidate["kind"]): SchemaModel => {
    const pairs = stages[kind].pairs(model, desired);
    const decided = pairs.flatMap((pair) => {
      const decision = decisions.find((one) => !used.has(one) && fits(one, pair, formerNames));
      return decision === undefined ? [] : [{ pair, decision }];
    });
    for (const { decision } of decided) used.add(decision);
    const accepted = exclusive(decided.filter(({ decision }) => decision.accepted).map(({ pair }) => pair));
    const declined = decided.filter(({ decision }) => !decision.accepted).map(({ pair }) => pair);
    candidates.push(...likely(pairs, accepted, declined));
    for (const { of, to } of kind === "table" ? accepted : []) formerNames.push({ from: of, to });
    const renames = accepted.map(stages[kind].operation);
    operations.push(...renames);
    return renames.reduce(renamed, model);
  };

  const tablesRenamed = run(current, "table");
  const columnsRenamed = run(tablesRenamed, "column");
  const typeRenames = enumTypeRenames(columnsRenamed, desired);
  operations.push(...typeRenames);
  const renamedModel = run(typeRenames.reduce(renamed, columnsRenamed), "enumValue");
  const unused = decisions.filter((decision) => !used.has(decision));
  return { tablesRenamed, current: renamedModel, operations, candidates, unused };
}

/** How a decision would name the pair; see {@link RenameDecision}. */
export function decisionFor(candidate: RenameCandidate, accepted: boolean): RenameDecision {
  const [from, to] = namesOf(candidate, candidate.of);
  return { from, to, accepted };
}

function namesOf({ kind, of, from, to }: RenameCandidate, owner: QualifiedName): [from: string, to: string] {
  if (kind === "table") return [displayName(of), displayName({ schema: of.schema, name: to })];
  return [`${displayName(owner)}.${from}`, `${displayName(owner)}.${to}`];
}

function fits(
  decision: RenameDecision,
  pair: RenameCandidate,
  formerNames: readonly { readonly from: QualifiedName; readonly to: string }[],
): boolean {
  const former = formerNames.filter(
    ({ from, to }) => pair.kind === "column" && sameName(pair.of, { schema: from.schema, name: to }),
  );
  const owners = [pair.of, ...former.map(({ from }) => from)];
  const spellings = owners.map((owner) => namesOf(pair, owner));
  return (
    spellings.some(([from]) => from === decision.from) &&
    (pair.to === decision.to || spellings.some(([, to]) => to === decision.to))
  );
}

/** The pairs that nobody has decided about and that explain most. */
function likely(
  pairs: readonly RenameCandidate[],
  accepted: readonly RenameCandidate[],
  declined: readonly RenameCandidate[],
): readonly RenameCandidate[] {
  const open = pairs.filter(
    (pair) =>
      pair.score >= threshold && !declined.includes(pair) && !accepted.some((other) => overlap(pair, other)),
  );
  return bestTogether(open);
}

function exclusive(pairs: readonly RenameCandidate[]): readonly RenameCandidate[] {
  return pairs.filter((pair, index) => !pairs.slice(0, index).some((earlier) => overlap(pair, earlier)));
}

function overlap(left: RenameCandidate, right: RenameCandidate): boolean {
  if (left.kind === "table") {
    return sameName(left.of, right.of) || (left.to === right.to && left.of.schema === right.of.schema);
  }
  return sameName(left.of, right.of) && (left.from === right.from || left.to === right.to);
}

/** A table keeps its schema when it is renamed. */
function tablePairs(current: SchemaModel, desired: SchemaModel): readonly RenameCandidate[] {
  const { added, removed } = matchTables(current, desired);
  return removed.flatMap((from) =>
    added
      .filter((to) => to.name.schema === from.name.schema)
      .map((to) => ({
        kind: "table",
        of: from.name,
        from: from.name.name,
        to: to.name.name,
        score: tableScore(from, to),
      })),
  );
}

function columnPairs(current: SchemaModel, desired: SchemaModel): readonly RenameCandidate[] {
  return matchTables(current, desired).kept.flatMap(([currentTable, desiredTable]) => {
    const { added, removed } = matchByKey(currentTable.columns, desiredTable.columns, ({ name }) => name);
    const sides = { currentTable, desiredTable, current, desired };
    return removed.flatMap((from) =>
      added.map((to) => ({
        kind: "column" as const,
        of: desiredTable.name,
        from: from.name,
        to: to.name,
        score: columnScore(from, to, sides),
      })),
    );
  });
}

function valuePairs(current: SchemaModel, desired: SchemaModel): readonly RenameCandidate[] {
  const { kept } = matchByKey(current.enumTypes, desired.enumTypes, ({ name }) => displayName(name));
  return kept.flatMap(([{ name, values }, wanted]) => {
    const removed = values.filter((value) => !wanted.values.includes(value));
    const added = wanted.values.filter((value) => !values.includes(value));
    return removed.flatMap((from) =>
      added.map((to) => ({
        kind: "enumValue" as const,
        of: name,
        from,
        to,
        score: valueScore(from, to, values, wanted.values),
      })),
    );
  });
}

/**
 * An enum type under a new name: nobody asks for the old name any more, the new one is not there yet, and every
 * column of the old type that stays is to have the new one.
 */
function enumTypeRenames(current: SchemaModel, desired: SchemaModel): readonly Operation[] {
  const { added, removed } = matchByKey(current.enumTypes, desired.enumTypes, ({ name }) =>
    displayName(name),
  );
  const free = new Set(added.map(({ name }) => displayName(name)));
  return removed.flatMap((type): readonly Operation[] => {
    const to = newNameOf(type, current, desired);
    if (to === null || !free.delete(displayName({ schema: type.name.schema, name: to }))) return [];
    return [{ kind: "renameEnum", from: type.name, to }];
  });
}

function newNameOf({ name }: EnumType, current: SchemaModel, desired: SchemaModel): string | null {
  const wanted: QualifiedName[] = [];
  for (const { table, column } of enumColumns(current, name)) {
    if (findTable(desired, table.name) === undefined) return null;
    const type = findColumn(desired, table.name, column.name)?.type;
    if (type !== undefined) wanted.push({ schema: type.schema, name: type.name });
  }
  const [first] = wanted;
  if (first?.schema !== name.schema) return null;
  return wanted.every((other) => sameName(other, first)) ? first.name : null;
}
