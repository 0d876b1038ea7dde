/** Operations that the database refuses while something else, which no entity speaks of, needs what they change. */
import { displayName, type QualifiedName } from "../model/names";
import { substituteHint } from "../operations/column/substitute";
import type { Operation } from "../operations/operation";
import { list } from "../util/text";
import type { Finding } from "./rule";

/** An operation, and what stands in its way: `function total(integer)`. */
export interface InUse {
  readonly operation: Operation;
  readonly by: readonly string[];
  /** The columns among them that can't cease to need it. */
  readonly bound?: readonly string[];
  /** They are made again, and mention values that the enum has no more by then. */
  readonly lost?: { readonly type: QualifiedName; readonly values: readonly string[] };
  /** They are made again, or taken along, in words that make no sense any more: why not. */
  readonly refusal?: string;
  /** The operation is one of the downgrade. */
  readonly back?: true;
}

export function inUseFindings(held: readonly InUse[]): Finding[] {
  return held.map(({ operation, by, bound = [], lost, refusal, back }) => {
    if (lost !== undefined) return mentionFinding({ operation, by, lost });
    if (refusal !== undefined) return refusalFinding({ operation, by, refusal });
    const one = by.length === 1;
    const hints = [
      ...(bound.length === 0 ? [] : [substituteHint(bound)]),
      ...(bound.length === by.length ? [] : [letGo(by.length - bound.length === 1)]),
    ];
    return {
      code: "in-use",
      severity: "risky",
      message: `The database refuses to ${phraseOf(operation)}${back ? " in the downgrade" : ""} while ${list(by)} ${one ? "needs" : "need"} it`,
      hint: hints.join(" "),
      operation,
    };
  });
}

function mentionFinding({
  operation,
  by,
  lost: { type, values },
}: Required<Pick<InUse, "operation" | "by" | "lost">>): Finding {
  const named = list(values.map((value) => `"${value}"`));
  return {
    code: "in-use",
    severity: "risky",
    message: `The database refuses to make ${list(by)} again: ${by.length === 1 ? "it mentions" : "they mention"} ${named}, which the enum ${displayName(type)} loses`,
    hint:
      operation.kind === "alterEnum"
        ? "Write in `mapping` the value that takes its place, or take the default away before this line."
        : `Write this line without ${values.length === 1 ? "the value" : "the values"}; the downgrade makes it as it is now.`,
    operation,
  };
}

function refusalFinding({
  operation,
  by,
  refusal,
}: Required<Pick<InUse, "operation" | "by" | "refusal">>): Finding {
  const alters = operation.kind === "alterColumn";
  const phrase = alters ? `${phraseOf(operation)} while ${list(by)} needs it` : `make the ${list(by)} again`;
  const hint =
    alters || operation.kind === "dropView"
      ? letGo(true)
      : "Write this line as it has to be after the change; the downgrade makes it as it is now.";
  const message = `The database refuses to ${phrase}: ${refusal}`;
  return { code: "in-use", severity: "risky", message, hint, operation };
}

function letGo(one: boolean): string {
  const them = one ? "it" : "them";
  return `Drop ${them} before this line, or make ${them} do without: by the words of op, or op.execute. What is to stay comes again after it.`;
}

function phraseOf(operation: Operation): string {
  switch (operation.kind) {
    case "alterColumn":
      return `change the type of ${displayName(operation.table)}.${operation.column}`;
    case "alterEnum":
      return `make the enum ${displayName(operation.name)} anew`;
    case "addColumn": {
      const { default: value, generation } = operation.column;
      const filled = value !== null || generation !== null ? " with a value" : "";
      return `add the column ${displayName(operation.table)}.${operation.column.name}${filled}`;
    }
    case "renameColumn":
      return `rename the column ${displayName(operation.table)}.${operation.from}`;
    case "dropColumn":
      return `drop the column ${displayName(operation.table)}.${operation.column}`;
    case "dropTable":
      return `drop the table ${displayName(operation.name)}`;
    case "dropView":
      return `drop the view ${displayName(operation.name)}`;
    case "dropConstraint":
      return `drop the constraint ${operation.name} of ${displayName(operation.table)}`;
    case "dropIndex":
      return `drop the index ${operation.name} of ${displayName(operation.table)}`;
    case "dropEnum":
      return `drop the enum ${displayName(operation.name)}`;
    default:
      return "do this";
  }
}
