import type { Dependent } from "../dialect/dependent";
import type { Extension } from "../model/extension";
import { type ObjectKey, objectKey } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Operation } from "../operations/operation";
import { type Changes, changes, type CompareContext, type ObjectReference } from "./comparison";
import { isManaged } from "./filter";
import { matchByKey } from "./match";
import { neededBy, stayingDependents } from "./recreate/unmodelled";
import { woundsOf } from "./recreate/wounds";

/**
 * Extensions that are missing are created. One that a revision created and nobody asks for any more is dropped where entities would
 * ask for it; of another one the queries of the application may have need.
 */
export function compareExtensions(
  current: SchemaModel,
  desired: SchemaModel,
  context: CompareContext,
): Changes {
  const { added, removed } = matchByKey(current.extensions, desired.extensions, ({ name }) => name);
  const managed = removed.filter(({ name }) => isManaged("extension", { schema: null, name }, context));
  const isEntailed = ({ name }: Extension): boolean => context.entailedExtensions.has(name);
  return changes({
    operations: [
      ...added.map(({ name }) => ({ kind: "createExtension", name }) as const),
      ...managed.filter(isEntailed).map(({ name }) => ({ kind: "dropExtension", name }) as const),
    ],
    unmanaged: managed
      .filter((extension) => !isEntailed(extension))
      .map(({ name }) => unmanagedExtension(name)),
  });
}

/** As the report lists one that stays. */
export function unmanagedExtension(name: string): ObjectReference {
  return { kind: "extension", name: { schema: null, name }, member: null };
}

/** Which extensions the operations drop. */
export function droppedExtensions(operations: readonly Operation[]): readonly string[] {
  return operations.flatMap((operation) => (operation.kind === "dropExtension" ? [operation.name] : []));
}

/**
 * Extensions that the operations would drop, and that something uses afterwards, too: the database would refuse that, or
 * take something along.
 *
 * @param uses by the names after the renames
 */
export function usedExtensions(
  operations: readonly Operation[],
  uses: readonly Dependent[],
): ReadonlySet<string> {
  if (uses.length === 0) return new Set();
  const { dropped, added, retyped } = woundsOf(operations);
  const changed = new Set([...dropped, ...retyped]);
  const gone = new Set([...dropped].filter((key) => !added.has(key)));
  const staying = stayingDependents(uses, operations);
  return new Set(remaining(staying, changed, gone).flatMap(({ extension }) => extension ?? []));
}

/**
 * A column ceases to use an extension with its type, and what reads the column with it, through views as well.
 *
 * @param gone what is let go of so far
 */
function remaining(
  uses: readonly Dependent[],
  changed: ReadonlySet<ObjectKey>,
  gone: ReadonlySet<ObjectKey>,
): readonly Dependent[] {
  const ends = (use: Dependent): boolean => {
    const { columns, relations } = neededBy(use);
    if (use.kind === "column") return columns.some((key) => changed.has(key));
    return [...columns, ...relations].some((key) => gone.has(key));
  };
  const ending = uses.filter(ends);
  if (ending.length === 0) return uses;
  const more = ending.flatMap((use) => {
    if (use.kind === "column") return neededBy(use).columns;
    return use.kind === "view" && use.table !== null ? [objectKey("view", use.table)] : [];
  });
  return remaining(
    uses.filter((use) => !ending.includes(use)),
    changed,
    new Set([...gone, ...more]),
  );
}
