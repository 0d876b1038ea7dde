import type { Check, Constraint, Deferrable, ForeignKey } from "../model/constraint";
import { displayName, objectKey, type ObjectKey, type QualifiedName } from "../model/names";
import { fields, readArguments, text } from "./arguments";
import { addition, type AdditionMap, additionTraits, describeConstraint } from "./constraint/addition";
import { whenChecked } from "./constraint/definition";
import { existenceOf, releasesOf } from "./constraint/footprint";
import { dropOptions, existenceOptions, trailing, type DropOptions } from "./existence";
import { footprintOf, formerShape, relationName, tableKey } from "./footprint";
import { placed, updateTable, without } from "./model-edit";
import { encodeName, objectName } from "./object-name";
import type { Change } from "./operation";
import { type MemberRename, memberRenameTraits } from "./renaming";
import { opposite, whenKnown } from "./reversal";
import type { TraitsFor } from "./traits";

export interface DropConstraint extends DropOptions {
  readonly kind: "dropConstraint";
  readonly table: QualifiedName;
  readonly name: string;
  readonly definition?: Constraint;
}

/** What PostgreSQL can change of a foreign key without making it anew: when it is checked. */
export interface AlterForeignKey {
  readonly kind: "alterForeignKey";
  readonly table: QualifiedName;
  readonly name: string;
  readonly deferrable: Change<Deferrable>;
}

export interface RenameConstraint extends MemberRename {
  readonly kind: "renameConstraint";
}

/** Checks the rows that a constraint which was added `NOT VALID` left unchecked. */
export interface ValidateConstraint {
  readonly kind: "validateConstraint";
  readonly table: QualifiedName;
  readonly name: string;
  /** The constraint as it was, where it is known. */
  readonly definition?: ForeignKey | Check;
}

export interface ConstraintOperationMap extends AdditionMap {
  dropConstraint: DropConstraint;
  alterForeignKey: AlterForeignKey;
  renameConstraint: RenameConstraint;
  validateConstraint: ValidateConstraint;
}

type Traits<Kind extends keyof ConstraintOperationMap> = TraitsFor<Kind>[Kind];

function unknownDefinition(table: QualifiedName, name: string): string {
  return `the definition of constraint ${name} of ${displayName(table)} is not known`;
}

const dropConstraint: Traits<"dropConstraint"> = {
  reverse: ({ table, name, definition }) =>
    whenKnown(definition, unknownDefinition(table, name), (known) => [addition(table, known)]),
  describe: ({ table, name, definition }) =>
    definition === undefined
      ? `Drop constraint ${name} on ${displayName(table)}`
      : `Drop ${describeConstraint(definition, table)}`,
  apply: (model, { table, name }) =>
    updateTable(model, table, (found) => ({ ...found, constraints: without(found.constraints, name) })),
  footprint: ({ table, name, definition }) =>
    footprintOf({
      drops:
        definition === undefined ? [objectKey("constraint", table, name)] : existenceOf(table, definition),
      needs: [tableKey(table)],
      // Of an unknown constraint at least this is known: it stood on the columns as they were.
      releases: definition === undefined ? [formerShape(table)] : releasesOf(table, definition),
    }),
  encode: ({ table, name, ...options }) => [encodeName(table), name, ...trailing(existenceOptions(options))],
  decode: (args) => {
    const [table, name, options] = readArguments("dropConstraint", args, objectName, text, dropOptions);
    return { kind: "dropConstraint", table, name, ...options };
  },
};

const alterForeignKey: Traits<"alterForeignKey"> = {
  reverse: ({ kind, table, name, deferrable }) =>
    whenKnown(
      opposite(deferrable),
      `when ${name} on ${displayName(table)} was checked before is not known`,
      (former) => [{ kind, table, name, deferrable: former }],
    ),
  describe: ({ table, name, deferrable: { to } }) =>
    `Change foreign key ${name} on ${displayName(table)}: ${to === null ? "not deferrable" : `deferrable, ${to.toLowerCase()}`}`,
  apply: (model, { table, name, deferrable: { to } }) =>
    updateTable(model, table, (found) => ({
      ...found,
      constraints: found.constraints.map((constraint) =>
        constraint.name === name && constraint.kind === "foreignKey"
          ? { ...constraint, deferrable: to }
          : constraint,
      ),
    })),
  footprint: ({ table, name }) =>
    footprintOf({ needs: [tableKey(table), objectKey("constraint", table, name)] }),
  encode: ({ table, name, deferrable: { to } }) => [encodeName(table), name, { deferrable: to }],
  decode: (args) => {
    const [table, name, to] = readArguments(
      "alterForeignKey",
      args,
      objectName,
      text,
      fields({ deferrable: whenChecked }),
    );
    return { kind: "alterForeignKey", table, name, deferrable: { to: to.deferrable } };
  },
};

const renameConstraint = memberRenameTraits("renameConstraint", {
  phrase: (table, name) => `constraint ${name} on ${displayName(table)}`,
  keys: namesOf,
  needs: (table) => [tableKey(table)],
  apply: (model, { table, from, to }) =>
    updateTable(model, table, (found) => {
      const constraint = found.constraints.find(({ name }) => name === from);
      if (constraint === undefined) return found;
      const others = without(found.constraints, from);
      return { ...found, constraints: placed(others, { ...constraint, name: to, givenName: true }) };
    }),
});

const validateConstraint: Traits<"validateConstraint"> = {
  // PostgreSQL has no word for it: the constraint is made anew.
  reverse: ({ table, name, definition }) =>
    whenKnown(definition, unknownDefinition(table, name), (known) => [
      { kind: "dropConstraint", table, name, definition: { ...known, notValid: false } },
      addition(table, { ...known, notValid: true }),
    ]),
  describe: ({ table, name }) => `Validate constraint ${name} on ${displayName(table)}`,
  apply: (model, { table, name }) =>
    updateTable(model, table, (found) => ({
      ...found,
      constraints: found.constraints.map((one) =>
        one.name === name && "notValid" in one ? { ...one, notValid: false } : one,
      ),
    })),
  footprint: ({ table, name }) =>
    footprintOf({ needs: [tableKey(table), objectKey("constraint", table, name)] }),
  encode: ({ table, name }) => [encodeName(table), name],
  decode: (args) => {
    const [table, name] = readArguments("validateConstraint", args, objectName, text);
    return { kind: "validateConstraint", table, name };
  },
};

/** The constraint, and its index in case it has one. */
function namesOf(table: QualifiedName, name: string): readonly ObjectKey[] {
  return [objectKey("constraint", table, name), relationName({ schema: table.schema, name })];
}

export const constraintTraits: TraitsFor<keyof ConstraintOperationMap> = {
  ...additionTraits,
  dropConstraint,
  alterForeignKey,
  renameConstraint,
  validateConstraint,
};
