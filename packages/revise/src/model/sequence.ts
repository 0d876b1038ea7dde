import type { QualifiedName } from "./names";

/** What a sequence does; the numbers are decimal text, because a bigint does not fit a JavaScript number. */
export interface SequenceOptions {
  readonly type: "smallint" | "integer" | "bigint";
  readonly start: string;
  readonly increment: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly cache: string;
  readonly cycle: boolean;
}

/** A sequence that stands alone: neither a serial column nor an identity column owns it. */
export interface Sequence {
  readonly name: QualifiedName;
  readonly options: SequenceOptions;
}
