/** Why a decision about a rename fits nothing. */
import { displayName } from "../../model/names";
import type { SchemaModel } from "../../model/schema-model";
import type { RenameDecision } from "../comparison";

export interface RefusedRename {
  readonly decision: RenameDecision;
  /** A sentence for people. */
  readonly reason: string;
}

/** Decisions that fit nothing, but for lasting ones about what has happened in the database. */
export function refusedRenames(
  unused: readonly RenameDecision[],
  current: SchemaModel,
  desired: SchemaModel,
): readonly RefusedRename[] {
  if (unused.length === 0) return [];
  const [inDatabase, inEntities] = [namesIn(current), namesIn(desired)];
  return unused.flatMap((decision) => {
    const reason = reasonOf(decision, sides(decision, inDatabase, inEntities));
    return reason === null ? [] : [{ decision, reason }];
  });
}

function reasonOf(
  { from: old, to: given, accepted, lasting }: RenameDecision,
  { from, to }: Sides,
): string | null {
  const isDone = !from.inDatabase && to.inDatabase && to.inEntities;
  if (lasting === true && isDone) return null;
  return `${old} is said to be ${accepted ? "" : "not "}renamed to ${given}, but ${mistake(from, to)}.`;
}

function mistake(from: Side, to: Side): string {
  if (!from.inDatabase) return `there is no ${from.name} in the database`;
  if (to.inDatabase) return `the database has a ${to.name} already`;
  if (from.inEntities) return `the entities still have ${from.name}`;
  if (!to.inEntities) return `no entity has ${to.name}`;
  return "another decision says what becomes of one of them, or they are not of one kind";
}

interface Side {
  readonly name: string;
  readonly inDatabase: boolean;
  readonly inEntities: boolean;
}

interface Sides {
  readonly from: Side;
  readonly to: Side;
}

/** The new name may stand without its table: then it is one beside the old name. */
function sides(
  { from, to }: RenameDecision,
  inDatabase: ReadonlySet<string>,
  inEntities: ReadonlySet<string>,
): Sides {
  const side = (name: string): Side => ({
    name,
    inDatabase: inDatabase.has(name),
    inEntities: inEntities.has(name),
  });
  const owner = ownerIn(from, new Set([...inDatabase, ...inEntities]));
  const beside = owner === null || to.startsWith(`${owner}.`) ? to : `${owner}.${to}`;
  return { from: side(from), to: side(beside) };
}

/** The table or type in front of a name, as far as there is one. */
function ownerIn(name: string, names: ReadonlySet<string>): string | null {
  for (let at = name.lastIndexOf("."); at > 0; at = name.lastIndexOf(".", at - 1)) {
    const owner = name.slice(0, at);
    if (names.has(owner)) return owner;
  }
  return null;
}

function namesIn({ tables, views, sequences, enumTypes }: SchemaModel): ReadonlySet<string> {
  return new Set([
    ...[...tables, ...views].flatMap(({ name, ...parts }) => {
      const members = [
        ...("columns" in parts ? [...parts.columns, ...parts.constraints] : []),
        ...parts.indexes,
      ];
      return [displayName(name), ...members.map((member) => `${displayName(name)}.${member.name}`)];
    }),
    ...sequences.map(({ name }) => displayName(name)),
    ...enumTypes.flatMap(({ name, values }) => [
      displayName(name),
      ...values.map((value) => `${displayName(name)}.${value}`),
    ]),
  ]);
}
