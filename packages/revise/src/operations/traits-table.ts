/** The traits of every kind of operation, and the functions that ask them. */
import { ReviseError } from "../errors";
import type { SchemaModel } from "../model/schema-model";
import { nearest } from "../util/nearest";
import { showOnLine } from "../util/text";
import { columnTraits } from "./column";
import { constraintTraits } from "./constraint";
import { customTraits } from "./custom";
import { defaultPrivilegeTraits } from "./default-privilege";
import { domainTraits } from "./domain";
import { enumTypeTraits } from "./enum-type";
import { extensionTraits } from "./extension";
import { namespaceTraits } from "./namespace";
import type { BuiltinKind, Operation } from "./operation";
import { objectTraits } from "./object";
import { partitionTraits } from "./partition";
import { policyTraits } from "./policy";
import { privilegeTraits } from "./privilege";
import { routineTraits } from "./routine";
import { ruleTraits } from "./rule";
import { sequenceTraits } from "./sequence";
import { sqlTraits } from "./sql";
import { statisticsTraits } from "./statistics";
import { tableTraits } from "./table";
import { tableIndexTraits } from "./table-index";
import type { Footprint, OperationTraits, Reverse, TraitsFor } from "./traits";
import { triggerTraits } from "./trigger";
import { viewTraits } from "./view";

const traits: TraitsFor<BuiltinKind> = {
  ...namespaceTraits,
  ...extensionTraits,
  ...enumTypeTraits,
  ...sequenceTraits,
  ...tableTraits,
  ...columnTraits,
  ...constraintTraits,
  ...tableIndexTraits,
  ...viewTraits,
  ...domainTraits,
  ...partitionTraits,
  ...routineTraits,
  ...triggerTraits,
  ...ruleTraits,
  ...statisticsTraits,
  ...policyTraits,
  ...privilegeTraits,
  ...defaultPrivilegeTraits,
  ...objectTraits,
  ...sqlTraits,
};

const custom = customTraits({ reverse, apply, footprint });

/** The methods of `op` that are operations of ours. */
export const operationKinds = Object.keys(traits) as readonly BuiltinKind[];

export function isOperationKind(word: string): word is BuiltinKind {
  return Object.hasOwn(traits, word);
}

/** The compiler can't pair a member of the union with the traits of its own kind; the table is complete. */
function traitsOf(operation: Operation): OperationTraits<Operation> {
  const own = operation.kind === "custom" ? custom : traits[operation.kind];
  return own as unknown as OperationTraits<Operation>;
}

/** The operations that undo this one, in order, or why there are none. */
export function reverse(operation: Operation): Reverse {
  return traitsOf(operation).reverse(operation);
}

/** A sentence for people, without a full stop: `Add column user.email`. */
export function describe(operation: Operation): string {
  return showOnLine(traitsOf(operation).describe(operation));
}

/** The model after the operation. Pure; an object that is not there is left alone. */
export function apply(model: SchemaModel, operation: Operation): SchemaModel {
  return traitsOf(operation).apply(model, operation);
}

/** What the operation creates, drops, needs and releases; see `traits.ts`. */
export function footprint(operation: Operation): Footprint {
  return traitsOf(operation).footprint(operation);
}

/** The arguments of the call `op.<kind>(…)` in a revision file. */
export function encode(operation: Operation): readonly unknown[] {
  return traitsOf(operation).encode(operation);
}

/** Reads the arguments of a call in a revision file. Throws `operation-invalid` for what it does not understand. */
export function decode(kind: string, args: readonly unknown[]): Operation {
  if (isOperationKind(kind)) return traits[kind].decode(args);
  const meant = nearest(kind, operationKinds);
  throw new ReviseError("operation-invalid", `There is no operation op.${kind}`, {
    hint: `${meant === null ? "" : `Did you mean op.${meant}? `}Operations: ${operationKinds.join(", ")}.`,
  });
}
