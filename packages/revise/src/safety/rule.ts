import type { SchemaModel } from "../model/schema-model";
import type { Operation } from "../operations/operation";

/** How bad it is: data is gone · it may fail or block on a filled table · worth knowing. */
export type Severity = "destructive" | "risky" | "note";

/** The closed list of what safety rules find. Codes are never reused. */
export type FindingCode =
  | "drops-data"
  | "narrows-type"
  | "expression-missing"
  | "rewrites-table"
  | "not-null-without-default"
  | "not-null-on-existing"
  | "unique-on-existing"
  | "check-on-existing"
  | "foreign-key-on-existing"
  | "blocks-writes"
  | "may-be-rename"
  | "in-use"
  | "name-taken"
  | "irreversible";

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** One sentence without a full stop: what is at stake, with the object's name. */
  readonly message: string;
  /** What to do instead; null where there is nothing better. */
  readonly hint: string | null;
  readonly operation: Operation;
}

export interface RuleContext {
  /** The model before the revision. */
  readonly before: SchemaModel;
  /** All operations of the revision, in order, and what custom ones stand for in their places. */
  readonly operations: readonly Operation[];
}

export interface Rule {
  readonly code: FindingCode;
  /** Asked about a custom operation itself, not about what it stands for. */
  readonly ofWhole?: true;
  check(operation: Operation, context: RuleContext): Omit<Finding, "code" | "operation"> | null;
}
