/** The operations that add a constraint, one of each kind. */
import type { Check, Constraint, Exclusion, ForeignKey, PrimaryKey, Unique } from "../../model/constraint";
import { displayName, type QualifiedName } from "../../model/names";
import { readArguments, type Reader } from "../arguments";
import { footprintOf, tableKey } from "../footprint";
import { placed, updateTable } from "../model-edit";
import { encodeName, objectName } from "../object-name";
import type { Operation } from "../operation";
import type { OperationTraits, TraitsFor } from "../traits";
import {
  check,
  encodeCheck,
  encodeExclusion,
  encodeForeignKey,
  encodeKey,
  exclusion,
  foreignKey,
  primaryKey,
  unique,
} from "./definition";
import { existenceOf, needsOf } from "./footprint";

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

export interface AdditionMap {
  addPrimaryKey: AddPrimaryKey;
  addUnique: AddUnique;
  addForeignKey: AddForeignKey;
  addCheck: AddCheck;
  addExclusion: AddExclusion;
}

/** The operation that adds a constraint. */
export function addition(table: QualifiedName, constraint: Constraint): Operation {
  switch (constraint.kind) {
    case "primaryKey":
      return { kind: "addPrimaryKey", table, constraint };
    case "unique":
      return { kind: "addUnique", table, constraint };
    case "foreignKey":
      return { kind: "addForeignKey", table, constraint };
    case "check":
      return { kind: "addCheck", table, constraint };
    case "exclusion":
      return { kind: "addExclusion", table, constraint };
  }
}

/** The five additions differ in their payload alone. */
function traitsOf<Op extends Extract<Operation, { readonly constraint: Constraint }>>(
  kind: Op["kind"],
  encode: (constraint: Op["constraint"]) => unknown,
  definition: Reader<Op["constraint"]>,
): OperationTraits<Op> {
  return {
    reverse: ({ table, constraint }) => ({
      reversible: true,
      operations: [{ kind: "dropConstraint", table, name: constraint.name, definition: constraint }],
    }),
    describe: ({ table, constraint }) => `Add ${describeConstraint(constraint, table)}`,
    apply: (model, { table, constraint }) =>
      updateTable(model, table, (found) => ({
        ...found,
        constraints: placed(found.constraints, constraint),
      })),
    footprint: ({ table, constraint }) =>
      footprintOf({
        creates: existenceOf(table, constraint),
        needs: [tableKey(table), ...needsOf(table, constraint)],
      }),
    encode: ({ table, constraint }) => [encodeName(table), encode(constraint)],
    decode: (args) => {
      const [table, constraint] = readArguments(kind, args, objectName, definition);
      return { kind, table, constraint } as Op;
    },
  };
}

/** `foreign key FK_author on post (authorId) to user`. */
export function describeConstraint(constraint: Constraint, table: QualifiedName): string {
  const place = `${constraint.name} on ${displayName(table)}`;
  switch (constraint.kind) {
    case "primaryKey":
      return `primary key ${place} (${constraint.columns.join(", ")})`;
    case "unique":
      return `unique constraint ${place} (${constraint.columns.join(", ")})`;
    case "foreignKey":
      return `foreign key ${place} (${constraint.columns.join(", ")}) to ${displayName(constraint.references.table)}`;
    case "check":
      return `check ${place}`;
    case "exclusion":
      return `exclusion ${place}`;
  }
}

export const additionTraits: TraitsFor<keyof AdditionMap> = {
  addPrimaryKey: traitsOf("addPrimaryKey", encodeKey, primaryKey),
  addUnique: traitsOf("addUnique", encodeKey, unique),
  addForeignKey: traitsOf("addForeignKey", encodeForeignKey, foreignKey),
  addCheck: traitsOf("addCheck", encodeCheck, check),
  addExclusion: traitsOf("addExclusion", encodeExclusion, exclusion),
};
