/**
 * The way back takes names away and gives them to something else, too. What knows such a name as the one before stands
 * on the other side of that than its footprint alone would say.
 */
import type { Operation, OperationKind } from "../../operations/operation";

/** What leads an object elsewhere speaks of the names that the others leave; the query of a view is in the new words. */
const knowsNewNames: ReadonlySet<OperationKind> = new Set([
  "renameTable",
  "renameEnum",
  "renameSequence",
  "renameObject",
  "setSchema",
  "createView",
]);

const exceptThose = (kind: OperationKind): boolean => !knowsNewNames.has(kind);

/**
 * Which operations know a name as the one before, by what changes that name: what made room on the way there is made again
 * as it was, a view with its indexes, and what stands on columns.
 */
const knowsFormerName: Partial<Record<OperationKind, (kind: OperationKind) => boolean>> = {
  renameTable: exceptThose,
  setSchema: exceptThose,
  renameObject: (kind) => kind === "createIndex",
  renameColumn: (kind) => kind === "alterColumn",
  renameEnum: (kind) => kind === "alterEnum" || kind === "renameEnumValue",
  renameEnumValue: (kind) => kind === "alterEnum",
};

/** Where an operation stands that knows a name as the one before. */
interface Place {
  /** What goes before it. */
  readonly before: readonly Operation[];
  /** What goes after it. */
  readonly after: readonly Operation[];
}

/**
 * The place of an operation that needs a name: ahead of what takes that away, and where a view is made anew under it, behind
 * that. Null where the operation knows the name as the new one.
 *
 * @param creators what gives the name to something on the way back
 * @param droppers what takes it away from something
 */
export function placeByFormerName(
  operation: Operation,
  creators: readonly Operation[] = [],
  droppers: readonly Operation[] = [],
): Place | null {
  if (droppers.length === 0) return null;
  const changes = [...creators, ...droppers];
  if (!changes.some(({ kind }) => knowsFormerName[kind]?.(operation.kind) === true)) return null;
  return {
    before: creators.filter(({ kind }) => kind === "createView"),
    after: droppers.filter(({ kind }) => kind !== "dropView"),
  };
}
