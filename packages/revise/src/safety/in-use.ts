/** Tells operations that the database refuses because of something that no entity speaks of. */
import { displayName } from "../model/names";
import { substituteHint } from "../operations/column/substitute";
import type { Operation } from "../operations/operation";
import type {
  HeldOperation,
  OperationInUnreadableWords,
  OperationWithRemovedValue,
  RefusedOperation,
} from "../operations/refused";
import { list } from "../util/text";
import type { Finding } from "./rule";

/** A finding for each of them. */
export function inUseFindings(refused: readonly RefusedOperation[]): Finding[] {
  return refused.map((one) => ({
    code: "in-use",
    severity: "risky",
    ...wordsOf(one),
    operation: one.operation,
  }));
}

type Words = Pick<Finding, "message" | "hint">;

function wordsOf(refused: RefusedOperation): Words {
  switch (refused.kind) {
    case "held":
      return heldWords(refused);
    case "removed-value":
      return removedValueWords(refused);
    case "unreadable-words":
      return unreadableWords(refused);
  }
}

function heldWords({ operation, by, bound, back }: HeldOperation): Words {
  const need = `${list(by)} ${by.length === 1 ? "needs" : "need"} it`;
  const hints = [
    ...(bound.length === 0 ? [] : [substituteHint(bound)]),
    ...(bound.length === by.length ? [] : [letGo(by.length - bound.length === 1)]),
  ];
  return {
    message: `The database refuses to ${phraseOf(operation)}${back ? " in the downgrade" : ""} while ${need}`,
    hint: hints.join(" "),
  };
}

function removedValueWords({ operation, what, type, values }: OperationWithRemovedValue): Words {
  const named = list(values.map((value) => `"${value}"`));
  return {
    message: `The database refuses to make ${what} again: it mentions ${named}, which the enum ${displayName(type)} loses`,
    hint:
      operation.kind === "alterEnum"
        ? "Write in `mapping` the value that takes its place, or take the default away before this line."
        : `Write this line without ${values.length === 1 ? "the value" : "the values"}; the downgrade makes it as it is now.`,
  };
}

function unreadableWords({ operation, what, reason }: OperationInUnreadableWords): Words {
  const alters = operation.kind === "alterColumn";
  const phrase = alters ? `${phraseOf(operation)} while ${what} needs it` : `make the ${what} again`;
  return {
    message: `The database refuses to ${phrase}: ${reason}`,
    hint:
      alters || operation.kind === "dropView"
        ? letGo(true)
        : "Write this line as it has to be after the change; the downgrade makes it as it is now.",
  };
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
