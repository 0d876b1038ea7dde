import type { Check, Constraint, Exclusion, ForeignKey, PrimaryKey, Unique } from "../model/constraint";
import type { QualifiedName } from "../model/names";

interface AddConstraint<Kind extends string, Payload extends Constraint> {
  readonly kind: Kind;
  readonly table: QualifiedName;
  readonly constraint: Payload;
}

export type AddPrimaryKey = AddConstraint<"addPrimaryKey", PrimaryKey>;
export type AddUnique = AddConstraint<"addUnique", Unique>;
export type AddForeignKey = AddConstraint<"addForeignKey", ForeignKey>;
export type AddCheck = AddConstraint<"addCheck", Check>;
export type AddExclusion = AddConstraint<"addExclusion", Exclusion>;

export interface DropConstraint {
  readonly kind: "dropConstraint";
  readonly table: QualifiedName;
  readonly name: string;
  readonly definition?: Constraint;
}

export interface RenameConstraint {
  readonly kind: "renameConstraint";
  readonly table: QualifiedName;
  readonly from: string;
  readonly to: string;
}

export interface ConstraintOperationMap {
  addPrimaryKey: AddPrimaryKey;
  addUnique: AddUnique;
  addForeignKey: AddForeignKey;
  addCheck: AddCheck;
  addExclusion: AddExclusion;
  dropConstraint: DropConstraint;
  renameConstraint: RenameConstraint;
}
