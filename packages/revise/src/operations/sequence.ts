import type { QualifiedName } from "../model/names";
import type { Sequence, SequenceOptions } from "../model/sequence";
import type { Change } from "./operation";

export interface CreateSequence {
  readonly kind: "createSequence";
  readonly name: QualifiedName;
  readonly options: Partial<SequenceOptions>;
}

export interface DropSequence {
  readonly kind: "dropSequence";
  readonly name: QualifiedName;
  readonly definition?: Sequence;
}

export interface AlterSequence {
  readonly kind: "alterSequence";
  readonly name: QualifiedName;
  readonly options: Change<Partial<SequenceOptions>>;
}

export interface RenameSequence {
  readonly kind: "renameSequence";
  readonly from: QualifiedName;
  readonly to: string;
}

export interface SequenceOperationMap {
  createSequence: CreateSequence;
  dropSequence: DropSequence;
  alterSequence: AlterSequence;
  renameSequence: RenameSequence;
}
