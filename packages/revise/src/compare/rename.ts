/**
 * What has a new name. Tables first, then columns, then enum types and their values, then views, because each of them is
 * looked for under the names that the ones before have got. A rename of an enum type follows from its columns and loses
 * nothing, so it needs no answer; everything else is renamed only where a decision says so.
 */
import { displayName, type QualifiedName, sameName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Operation } from "../operations/operation";
import type { CompareContext, RenameCandidate, RenameDecision } from "./comparison";
import { distinct } from "./match";
import { orderOperations } from "./order";
import { bestTogether } from "./rename/assignment";
import { enumTypeRenames, type FormerName } from "./rename/enum-type";
import { groupings, type RenameGroup, type RenamePair } from "./rename/groups";
import { threshold } from "./rename/score";
import { relocation } from "./rename/relocation";
import { type Naming, renamed } from "./rename/renamed";

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

const operationsOf: Readonly<
  Record<RenameCandidate["kind"], (rename: RenameCandidate) => readonly Operation[]>
> = {
  table: ({ of, to, schema }) => relocation("table", of, { schema, name: to }),
  column: ({ of, from, to }) => [{ kind: "renameColumn", table: of, from, to }],
  enumValue: ({ of, from, to }) => [{ kind: "renameEnumValue", name: of, from, to }],
  view: ({ of, to, schema }) => relocation("view", of, { schema, name: to }),
  materializedView: ({ of, to, schema }) => relocation("materializedView", of, { schema, name: to }),
};

export type RenameContext = Naming & Pick<CompareContext, "renames" | "alike">;

export function applyRenames(
  current: SchemaModel,
  desired: SchemaModel,
  context: RenameContext,
): RenameOutcome {
  const unused = new Set(context.renames);
  const candidates: RenameCandidate[] = [];
  const operations: Operation[] = [];
  /** Of tables, when columns are looked for; of enum types, when their values are. */
  let formerNames: readonly FormerName[] = [];
  // A decision may speak of columns that are as they shall be, which two that swap their names are.
  const alike = context.renames.length === 0 ? context.alike : undefined;

  const follow = (model: SchemaModel, renames: readonly Operation[]): SchemaModel => {
    const steps = orderOperations(renames, { models: [model, desired] });
    operations.push(...steps);
    return renamed(model, steps, context);
  };
  const run = (model: SchemaModel, kind: RenameCandidate["kind"]): SchemaModel => {
    const groups = groupings[kind](model, desired, alike);
    const pairs = groups.flatMap((group) => group.openPairs());
    const decided = decide([...unused], pairs, groups, formerNames);
    for (const { decision } of decided) unused.delete(decision);
    const accepted = distinct(
      decided.filter(({ decision }) => decision.accepted).map(({ pair }) => pair),
      samePair,
      () => false,
    );
    const declined = decided.filter(({ decision }) => !decision.accepted).map(({ pair }) => pair);
    candidates.push(...likely(pairs, accepted, declined).map(({ candidate }) => candidate));
    const renames = accepted.map(({ candidate }) => candidate);
    if (kind === "table") {
      formerNames = renames.map(({ of, to, schema }) => ({ from: of, to: { schema, name: to } }));
    }
    return follow(model, renames.flatMap(operationsOf[kind]));
  };

  const tablesRenamed = run(current, "table");
  const columnsRenamed = run(tablesRenamed, "column");
  formerNames = enumTypeRenames(columnsRenamed, desired);
  const typesRenamed = follow(
    columnsRenamed,
    formerNames.flatMap(({ from, to }) => relocation("enum", from, to)),
  );
  const valuesRenamed = run(typesRenamed, "enumValue");
  const viewsRenamed = run(run(valuesRenamed, "view"), "materializedView");
  return { tablesRenamed, current: viewsRenamed, operations, candidates, unused: [...unused] };
}

interface DecidedPair {
  readonly pair: RenamePair;
  readonly decision: RenameDecision;
}

/**
 * The decisions that fit something. One may name what is wanted by its old name as well, or by a new name that is
 * taken, as long as the other one leaves it: two may swap their names. A lasting one may not, or they would swap again
 * and again.
 */
function decide(
  decisions: readonly RenameDecision[],
  pairs: readonly RenamePair[],
  groups: readonly RenameGroup[],
  formerNames: readonly FormerName[],
): readonly DecidedPair[] {
  let decided = decisions.flatMap((decision): readonly DecidedPair[] => {
    const fitting = ({ candidate }: RenamePair): boolean => fits(decision, candidate, formerNames);
    const pair =
      pairs.find(fitting) ??
      (decision.accepted && decision.lasting !== true ? named(decision, groups).find(fitting) : undefined);
    return pair === undefined ? [] : [{ pair, decision }];
  });
  decided = decided.filter(
    ({ pair, decision }, index) =>
      !decision.accepted ||
      !decided
        .slice(0, index)
        .some(
          (earlier) =>
            earlier.decision.accepted && overlap(pair, earlier.pair) && !samePair(pair, earlier.pair),
        ),
  );
  for (;;) {
    const isFree = ({ pair: { group, to, candidate } }: DecidedPair): boolean =>
      !group.isThere(to) ||
      (candidate.schema === candidate.of.schema &&
        decided.some(({ pair, decision }) => decision.accepted && pair.group === group && pair.from === to));
    const possible = decided.filter(isFree);
    if (possible.length === decided.length) return decided;
    decided = possible;
  }
}

/** What a decision may speak of, judged by how the names end. */
function named({ from, to }: RenameDecision, groups: readonly RenameGroup[]): readonly RenamePair[] {
  const endsLike = (spelling: string) => (key: string) => spelling.endsWith(key.split("\0").at(-1) ?? key);
  return groups
    .flatMap((group) => group.pairs(endsLike(from), endsLike(to)))
    .filter(({ from: old, to: wanted }) => old !== wanted);
}

/** How a decision would name the pair; see {@link RenameDecision}. */
export function decisionFor(candidate: RenameCandidate, accepted: boolean): RenameDecision {
  const [from, to] = namesOf(candidate, candidate.of);
  return { from, to, accepted };
}

function namesOf(
  { kind, of, from, to, schema }: RenameCandidate,
  owner: QualifiedName,
): [from: string, to: string] {
  if (kind === "column" || kind === "enumValue") {
    return [`${displayName(owner)}.${from}`, `${displayName(owner)}.${to}`];
  }
  return [displayName(of), displayName({ schema, name: to })];
}

function fits(decision: RenameDecision, pair: RenameCandidate, formerNames: readonly FormerName[]): boolean {
  const hasOwner = pair.kind === "column" || pair.kind === "enumValue";
  const former = formerNames.filter(({ to }) => hasOwner && sameName(pair.of, to));
  const owners = [pair.of, ...former.map(({ from }) => from)];
  const spellings = owners.map((owner) => namesOf(pair, owner));
  return (
    spellings.some(([from]) => from === decision.from) &&
    ((pair.schema === pair.of.schema && pair.to === decision.to) ||
      spellings.some(([, to]) => to === decision.to))
  );
}

/** The pairs that nobody has decided about and that explain most. */
function likely(
  pairs: readonly RenamePair[],
  accepted: readonly RenamePair[],
  declined: readonly RenamePair[],
): readonly RenamePair[] {
  const open = pairs.filter(
    (pair) =>
      pair.candidate.score >= threshold &&
      !declined.includes(pair) &&
      !accepted.some((other) => overlap(pair, other)),
  );
  return bestTogether(open);
}

function samePair(left: RenamePair, right: RenamePair): boolean {
  return left.group === right.group && left.from === right.from && left.to === right.to;
}

function overlap(left: RenamePair, right: RenamePair): boolean {
  return left.group === right.group && (left.from === right.from || left.to === right.to);
}
