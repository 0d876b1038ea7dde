/**
 * What is true of an operation on any database. Every noun file gives the traits of its kinds; `traits-table.ts` puts
 * them together into one complete table.
 */
import type { ObjectKey } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import type { Operation, OperationKind, OperationMap } from "./operation";

/**
 * The objects an operation deals with; `compare/order.ts` derives the order of operations from nothing else:
 *
 * 1. drops `k` goes before creates `k` (a name is free again before it is taken);
 * 2. creates `k` goes before needs `k`;
 * 3. needs `k` goes before drops `k`, unless some operation creates `k` again, which rule 2 then covers;
 * 4. releases `k` goes before drops `k`.
 *
 * A renaming drops the old key and creates the new one; the second of two steps over a temporary name needs that name
 * instead. Keys of things that are no objects, and why they are
 * there, are listed in `footprint.ts`.
 */
export interface Footprint {
  /** Objects that exist after it and did not before. */
  readonly creates: readonly ObjectKey[];
  /** Objects that exist before it and do not after. */
  readonly drops: readonly ObjectKey[];
  /** Objects that must exist while it runs: what creates them goes before, what drops them goes after. */
  readonly needs: readonly ObjectKey[];
  /** Objects that it lets go of: what drops them goes after. A dropped foreign key releases the key it points at. */
  readonly releases: readonly ObjectKey[];
}

/** The opposite of an operation, or why there is none. */
export type Reverse =
  | { readonly reversible: true; readonly operations: readonly Operation[] }
  | { readonly reversible: false; readonly reason: string };

export interface OperationTraits<Op> {
  readonly reverse: (operation: Op) => Reverse;
  /** A sentence for people, without a full stop: `Add column user.email`. */
  readonly describe: (operation: Op) => string;
  /** The model after the operation. Pure. */
  readonly apply: (model: SchemaModel, operation: Op) => SchemaModel;
  readonly footprint: (operation: Op) => Footprint;
  /**
   * The arguments of the call in a revision file, as plain values: `["user", { name: "email", … }]`. The reverse of
   * `decode` but for what only autogenerate knows (`from`, `definition`).
   */
  readonly encode: (operation: Op) => readonly unknown[];
  /** Reads the arguments of a call in a revision file. Throws `operation-invalid` for what it does not understand. */
  readonly decode: (args: readonly unknown[]) => Op;
}

export type TraitsFor<Kind extends OperationKind> = {
  readonly [K in Kind]: OperationTraits<OperationMap[K]>;
};
