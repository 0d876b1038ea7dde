/** Operations that the database will refuse because of objects that no entity speaks of: a comparison finds them, a finding tells them. */
import type { QualifiedName } from "../model/names";
import type { Operation } from "./operation";

/** An operation that the database will refuse; the kind says for which reason. */
export type RefusedOperation = HeldOperation | OperationWithRemovedValue | OperationInUnreadableWords;

/** Something needs what the operation changes, and neither steps aside nor is ours to drop. */
export interface HeldOperation {
  readonly kind: "held";
  readonly operation: Operation;
  /** What needs it: `function total(integer)`. */
  readonly by: readonly string[];
  /** The columns among them that can't cease to need it: a new one has to take the place of each. */
  readonly bound: readonly string[];
  /** Whether the operation is one of the downgrade, and nothing in the upgrade is like it. */
  readonly back: boolean;
}

/** The operation makes something again that mentions values which an enum has lost by then. */
export interface OperationWithRemovedValue {
  readonly kind: "removed-value";
  readonly operation: Operation;
  /** What is made again: `the default of user.role`. */
  readonly what: string;
  readonly type: QualifiedName;
  readonly values: readonly string[];
}

/** The operation makes something again, or takes it along, in words that make no sense any more. */
export interface OperationInUnreadableWords {
  readonly kind: "unreadable-words";
  readonly operation: Operation;
  /** What is made again: `policy own on user`. */
  readonly what: string;
  /** Why the words make no sense. */
  readonly reason: string;
}
