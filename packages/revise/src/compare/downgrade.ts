import { nameKey, type ObjectKey, type QualifiedName, sameName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import { expressionsIn } from "../model/table-index";
import { type AlterEnum, isAlterEnum, isValueRename, rebuilt } from "../operations/enum-type";
import { relationName } from "../operations/footprint";
import type { Operation } from "../operations/operation";
import type { DropIndex } from "../operations/table-index";
import { describe, footprint, reverse } from "../operations/traits-table";
import type { ArrangeContext } from "./comparison";
import { inSteps, mentionsRebuilt } from "./recreate/rebuild-steps";
import { recreateDependents } from "./recreate";
import { rememberViews } from "./recreate/remember-views";
import { underFormerNames } from "./rename/former-names";
import { inFormerWords, inWordsOf } from "./rename/former-words";
import { type Naming, renamed } from "./rename/renamed";

/**
 * The exact way back: every operation reversed, the last one first. Values added to an enum type take one rebuild
 * together, which stands in the way of more than the additions did. What is made again has the words of before.
 *
 * @param current the model on which `operations` run
 */
export function downgradeOf(
  operations: readonly Operation[],
  current: SchemaModel,
  context: Naming & Pick<ArrangeContext, "dependents">,
): { readonly operations: readonly Operation[]; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const reversed = operations.toReversed().flatMap((operation) => {
    const opposite = reverse(operation);
    if (opposite.reversible) return opposite.operations;
    notes.push(`${describe(operation)} cannot be undone: ${opposite.reason}`);
    return [];
  });
  const joined = inSteps(withoutIndexesOfDropped(joinRebuilds(reversed)));
  const addsValues = operations.some(({ kind }) => kind === "addEnumValue");
  if (!addsValues && !operations.some(isValueRename)) return { operations: joined, notes };
  const after = renamed(current, operations, context);
  const wanted = inWordsOf(operations, current, context);
  const inWords = (some: readonly Operation[]): readonly Operation[] =>
    inFormerWords(some, operations, after, context);
  if (!addsValues) return { operations: inWords(joined), notes };
  const [known, all] = [new Set(joined), recreateDependents(after, wanted, joined, context)];
  const more = inWords(all.filter((operation) => !known.has(operation)));
  const back = [
    ...inWords(all.filter((operation) => known.has(operation))),
    ...underFormerNames(more, operations, after, context),
  ];
  return { operations: rememberViews(back), notes };
}

/**
 * An index goes with its table or materialized view: dropping it first says nothing, dropping it after fails. One whose
 * name something of another table takes goes first all the same, because its own table may stay for longer than that; so
 * does one that mentions a constant of an enum that is rebuilt.
 */
function withoutIndexesOfDropped(operations: readonly Operation[]): readonly Operation[] {
  const dropped = new Set(
    operations.flatMap((operation) =>
      operation.kind === "dropTable" || operation.kind === "dropView" ? [nameKey(operation.name)] : [],
    ),
  );
  if (dropped.size === 0) return operations;
  const takers = new Map<ObjectKey, QualifiedName[]>();
  for (const operation of operations) {
    const owner = tableOf(operation);
    if (owner === null) continue;
    for (const key of footprint(operation).creates) takers.set(key, [...(takers.get(key) ?? []), owner]);
  }
  const isTaken = ({ table, name }: DropIndex): boolean =>
    (takers.get(relationName({ schema: table.schema, name })) ?? []).some((taker) => !sameName(taker, table));
  const rebuilds = operations.filter(isAlterEnum);
  const mentionsConstants = ({ definition }: DropIndex): boolean =>
    definition !== undefined && expressionsIn(definition).some((sql) => mentionsRebuilt(sql, rebuilds));
  return operations.filter(
    (operation) =>
      operation.kind !== "dropIndex" ||
      !dropped.has(nameKey(operation.table)) ||
      isTaken(operation) ||
      mentionsConstants(operation),
  );
}

function tableOf(operation: Operation): QualifiedName | null {
  if (operation.kind === "createTable") return operation.table.name;
  return "table" in operation ? operation.table : null;
}

/** Several rebuilds of one type are one. */
function joinRebuilds(operations: readonly Operation[]): readonly Operation[] {
  const joined = new Map<string, AlterEnum>();
  for (const operation of operations) {
    if (operation.kind !== "alterEnum") continue;
    const key = nameKey(operation.name);
    const first = joined.get(key);
    joined.set(key, first === undefined ? operation : join(first, operation));
  }
  const written = new Set<string>();
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== "alterEnum") return [operation];
    const key = nameKey(operation.name);
    if (written.has(key)) return [];
    written.add(key);
    return [joined.get(key) ?? operation];
  });
}

function join(first: AlterEnum, second: AlterEnum): AlterEnum {
  const { from } = first.values;
  return rebuilt(second.name, {
    ...second,
    values: from === undefined ? { to: second.values.to } : { from, to: second.values.to },
  });
}
