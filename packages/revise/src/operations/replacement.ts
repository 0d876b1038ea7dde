/** Changes as a person counts them: what is dropped and made again under its name is one change. */
import { objectKey, type ObjectKey } from "../model/names";
import type { Operation } from "./operation";
import { describe, encode, reverse } from "./traits-table";

export interface DescribedChange {
  /** The method of `op`, or `replace` for a drop and an addition of the same object. */
  readonly kind: string;
  readonly description: string;
}

/**
 * One sentence a change, in the order of the operations; a replaced object stands where it is made again, and says what
 * differs: `Change foreign key FK_author on post (authorId) to user: onDelete from SET NULL to CASCADE`.
 */
export function describeChanges(operations: readonly Operation[]): readonly DescribedChange[] {
  const made = new Set(operations.flatMap((operation) => keyOf("made", operation)));
  const dropped = new Map(
    operations.flatMap((operation) => keyOf("dropped", operation).map((key) => [key, operation] as const)),
  );
  return operations.flatMap((operation): readonly DescribedChange[] => {
    if (keyOf("dropped", operation).some((key) => made.has(key))) return [];
    const drop = keyOf("made", operation).map((key) => dropped.get(key))[0];
    if (drop === undefined) return [{ kind: methodOf(operation), description: describe(operation) }];
    return [{ kind: "replace", description: describeReplacement(drop, operation) }];
  });
}

/** The method of `op` that the operation is a call of. */
function methodOf(operation: Operation): string {
  return operation.kind === "custom" ? operation.name : operation.kind;
}

/** The constraint, index or view that an operation makes or drops, with a definition that can be compared. */
function keyOf(way: "made" | "dropped", operation: Operation): readonly ObjectKey[] {
  switch (operation.kind) {
    case "addPrimaryKey":
    case "addUnique":
    case "addForeignKey":
    case "addCheck":
    case "addExclusion":
      return way === "made" ? [objectKey("constraint", operation.table, operation.constraint.name)] : [];
    case "createIndex":
      return way === "made" ? [objectKey("index", operation.table, operation.index.name)] : [];
    case "createView":
      return way === "made" ? [objectKey("view", operation.view.name)] : [];
    case "dropConstraint":
      return dropOf(way, operation.definition, objectKey("constraint", operation.table, operation.name));
    case "dropIndex":
      return dropOf(way, operation.definition, objectKey("index", operation.table, operation.name));
    case "dropView":
      return dropOf(way, operation.definition, objectKey("view", operation.name));
    default:
      return [];
  }
}

function dropOf(way: "made" | "dropped", definition: unknown, key: ObjectKey): readonly ObjectKey[] {
  return way === "dropped" && definition !== undefined ? [key] : [];
}

function describeReplacement(drop: Operation, made: Operation): string {
  const differences = differencesOf(formerly(drop), definitionOf(made));
  const [, ...noun] = describe(made).split(" ");
  return differences.length === 0
    ? `Make ${noun.join(" ")} again`
    : `Change ${noun.join(" ")}: ${differences.join(", ")}`;
}

function formerly(drop: Operation): Definition {
  const way = reverse(drop);
  const [before] = way.reversible ? way.operations : [];
  return before === undefined ? {} : definitionOf(before);
}

type Definition = Readonly<Record<string, unknown>>;

/** The last argument of the call, in the words of a revision file. */
function definitionOf(operation: Operation): Definition {
  return encode(operation).at(-1) as Definition;
}

function differencesOf(before: Definition, after: Definition): readonly string[] {
  const words = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return words.flatMap((word) => {
    const [from, to] = [before[word], after[word]];
    // How an index is built is no matter of what it is.
    if (word === "concurrently" || JSON.stringify(from) === JSON.stringify(to)) return [];
    if (to === undefined || to === false) return [`no ${word}`];
    const show = word === "parameters" ? settings : shown;
    if (from === undefined || from === false) return [to === true ? word : `${word} ${show(to)}`];
    return [`${word} from ${show(from)} to ${show(to)}`];
  });
}

function settings(value: unknown): string {
  return Object.entries(value as Readonly<Record<string, unknown>>)
    .map(([name, to]) => `${name}=${String(to)}`)
    .join(", ");
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `(${value.map(shown).join(", ")})`;
  if (typeof value === "string") return shortened(value.replaceAll(/\s+/g, " "));
  if (typeof value !== "object" || value === null) return String(value);
  return Object.values(value).map(shown).join(" ");
}

/** Expressions and queries are told apart by their beginnings; the file has them whole. */
const longest = 80;

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}
