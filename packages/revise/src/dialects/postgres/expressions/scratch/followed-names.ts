/** What a list of renames does to tables and views, and which of the renames are about some of them. */
import { nameKey, type QualifiedName } from "../../../../model/names";
import type { RenameColumn } from "../../../../operations/column";
import type { Operation } from "../../../../operations/operation";
import { relocationOf } from "../../../../operations/relocation";

export interface FollowedNames {
  /** The former names of the tables and views that get another name, or a column of which does. */
  readonly touched: ReadonlySet<string>;
  /** The words that stood for them and their columns, and may stand for them no more. */
  readonly former: readonly string[];
  /** What a table or view is called after the renames. */
  after(name: QualifiedName): QualifiedName;
  /** The renames of these tables and views, and of their columns, by their former names. */
  within(names: readonly QualifiedName[]): readonly Operation[];
  /** Those of its columns alone. */
  columnsOf(name: QualifiedName): readonly RenameColumn[];
}

interface Step {
  readonly operation: Operation;
  /** The former name of what it is about. */
  readonly former: string;
}

/** @param renames in the order in which they run: a later one speaks of the names that the earlier ones gave */
export function followNames(renames: readonly Operation[]): FollowedNames {
  const formerNames = new Map<string, string>();
  const latest = new Map<string, QualifiedName>();
  const steps = renames.flatMap((operation): readonly Step[] => {
    const [before, after] = namesIn(operation) ?? [];
    if (before === undefined || after === undefined) return [];
    const former = formerNames.get(nameKey(before)) ?? nameKey(before);
    formerNames.delete(nameKey(before));
    formerNames.set(nameKey(after), former);
    latest.set(former, after);
    return [{ operation, former }];
  });
  const within = (names: readonly QualifiedName[]): readonly Operation[] => {
    const keys = new Set(names.map(nameKey));
    return steps.filter(({ former }) => keys.has(former)).map(({ operation }) => operation);
  };
  return {
    touched: new Set(steps.map(({ former }) => former)),
    former: steps.map(({ operation }) => formerWord(operation)),
    after: (name) => latest.get(nameKey(name)) ?? name,
    within,
    columnsOf: (name) => within([name]).filter((operation) => operation.kind === "renameColumn"),
  };
}

function formerWord(operation: Operation): string {
  if (operation.kind === "renameColumn") return operation.from;
  return relocationOf(operation)?.from.name ?? "";
}

/** The table or view that an operation is about, as it is called before and after it. */
function namesIn(operation: Operation): readonly [before: QualifiedName, after: QualifiedName] | null {
  if (operation.kind === "renameColumn") return [operation.table, operation.table];
  const relocation = relocationOf(operation);
  return relocation === null || relocation.kind === "type" ? null : [relocation.from, relocation.to];
}
