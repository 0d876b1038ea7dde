/**
 * Operations that the configuration defines. A call of one is worked out into operations of ours when it is read, so
 * whatever deals with operations deals with it as well: run, printed, described, ordered, taken back.
 */
import { ReviseError } from "../errors";
import type { SchemaModel } from "../model/schema-model";
import { footprintOf } from "./footprint";
import type { BuiltinOperation, Operation } from "./operation";
import type { Footprint, OperationTraits, Reverse } from "./traits";

/** A call of an operation of the user's, or one of ours that has a way back of its own. */
export interface Custom {
  readonly kind: "custom";
  /** The method of `op`. */
  readonly name: string;
  readonly arguments: readonly unknown[];
  /** What it stands for. */
  readonly operations: readonly Operation[];
  /** What is said of it; null for its name. */
  readonly summary: string | null;
  /** The statement in a revision file; null for the call. */
  readonly text: string | null;
  /** Works out what takes it back, which may lead here again; null where the ways back of its operations do. */
  readonly undo: (() => readonly Operation[]) | null;
}

/** What `op` runs: the operations of ours behind an operation. */
export function plainOperations(operation: Operation): readonly BuiltinOperation[] {
  return operation.kind === "custom" ? operation.operations.flatMap(plainOperations) : [operation];
}

/** Leads from each operation behind `operations` to the one that stands for it. */
export function wholeOf(operations: readonly Operation[]): (part: Operation) => Operation {
  const wholes = new Map<Operation, Operation>(
    operations.flatMap((whole) => plainOperations(whole).map((part) => [part, whole] as const)),
  );
  return (part) => wholes.get(part) ?? part;
}

/** What the traits of a custom operation ask about those that it stands for. */
interface Ask {
  readonly reverse: (operation: Operation) => Reverse;
  readonly apply: (model: SchemaModel, operation: Operation) => SchemaModel;
  readonly footprint: (operation: Operation) => Footprint;
}

export function customTraits(ask: Ask): OperationTraits<Custom> {
  return {
    reverse: ({ operations, undo }) => {
      if (undo !== null) return { reversible: true, operations: undo() };
      const back: Operation[] = [];
      for (const operation of operations.toReversed()) {
        const way = ask.reverse(operation);
        if (!way.reversible) return way;
        back.push(...way.operations);
      }
      return { reversible: true, operations: back };
    },
    describe: ({ name, summary }) => summary ?? `Call ${name}`,
    apply: (model, { operations }) => operations.reduce(ask.apply, model),
    footprint: ({ operations }) => {
      const parts = operations.map(ask.footprint);
      return footprintOf({
        creates: parts.flatMap(({ creates }) => creates),
        drops: parts.flatMap(({ drops }) => drops),
        needs: parts.flatMap(({ needs }) => needs),
        releases: parts.flatMap(({ releases }) => releases),
      });
    },
    encode: ({ arguments: args }) => args,
    decode: () => {
      throw new ReviseError("operation-invalid", "There is no operation op.custom");
    },
  };
}
