import { assertNever } from "../../../util/assert-never";
import type {
  Constraint,
  ConstraintIndex,
  Deferrable,
  Exclusion,
  ForeignKey,
} from "../../../model/constraint";
import type { QualifiedName } from "../../../model/names";
import type { ConstraintOperationMap } from "../../../operations/constraint";
import { withParameters } from "../exclusion-parameters";
import { quoteIdentifier, quoteList, quoteName } from "../identifiers";
import { commentOn } from "./comment";
import { type DdlSlice, parameterList } from "./ddl";
import { removal } from "./existence";
import { indexUses } from "./index-uses";

export const constraintDdl: DdlSlice<keyof ConstraintOperationMap> = {
  addPrimaryKey: ({ table, constraint }) => addWithBelongings(table, constraint),
  addUnique: ({ table, constraint }) => addWithBelongings(table, constraint),
  addForeignKey: ({ table, constraint }) => addWithBelongings(table, constraint),
  addCheck: ({ table, constraint }) => addWithBelongings(table, constraint),
  addExclusion: ({ table, constraint }) => addWithBelongings(table, constraint),
  dropConstraint: ({ table, name, ...options }) => [
    `ALTER TABLE ${quoteName(table)} DROP CONSTRAINT ${removal(options, quoteIdentifier(name))}`,
  ],
  alterForeignKey: ({ table, name, deferrable: { to } }) => [
    `ALTER TABLE ${quoteName(table)} ALTER CONSTRAINT ${quoteIdentifier(name)}${to === null ? " NOT DEFERRABLE" : deferrableClause(to)}`,
  ],
  renameConstraint: ({ table, from, to }) => [
    `ALTER TABLE ${quoteName(table)} RENAME CONSTRAINT ${quoteIdentifier(from)} TO ${quoteIdentifier(to)}`,
  ],
  validateConstraint: ({ table, name }) => [
    `ALTER TABLE ${quoteName(table)} VALIDATE CONSTRAINT ${quoteIdentifier(name)}`,
  ],
};

export function addWithBelongings(table: QualifiedName, constraint: Constraint): readonly string[] {
  return [addConstraint(table, constraint), ...constraintBelongings(table, constraint)];
}

export function addConstraint(table: QualifiedName, constraint: Constraint): string {
  return `ALTER TABLE ${quoteName(table)} ADD ${constraintClause(constraint)}${stateClause(constraint)}`;
}

/** What its clause has no place for. */
export function constraintBelongings(table: QualifiedName, constraint: Constraint): readonly string[] {
  const { name, comment } = constraint;
  return [
    ...(comment === undefined
      ? []
      : [commentOn(`CONSTRAINT ${quoteIdentifier(name)} ON ${quoteName(table)}`, comment)]),
    ...("index" in constraint ? indexBelongings(table, constraint) : []),
  ];
}

function indexBelongings(
  table: QualifiedName,
  { kind, name, index = {} }: Extract<Constraint, { readonly index?: unknown }>,
): readonly string[] {
  const { tablespace, comment } = index;
  const own = quoteName({ schema: table.schema, name });
  // In the clause of an exclusion it would stand before the condition, in the middle of its text.
  const moves = kind === "exclusion" && tablespace !== undefined;
  return [
    ...(moves ? [`ALTER INDEX ${own} SET TABLESPACE ${quoteIdentifier(tablespace)}`] : []),
    ...(comment === undefined ? [] : [commentOn(`INDEX ${own}`, comment)]),
    ...indexUses(table, name, index),
  ];
}

function stateClause(constraint: Constraint): string {
  if (constraint.kind !== "check" && constraint.kind !== "foreignKey") return "";
  if (constraint.notEnforced) return " NOT ENFORCED";
  return constraint.notValid ? " NOT VALID" : "";
}

/** `CONSTRAINT "x" UNIQUE ("a", "b") DEFERRABLE INITIALLY DEFERRED`, without NOT VALID. */
export function constraintClause(constraint: Constraint): string {
  return `CONSTRAINT ${quoteIdentifier(constraint.name)} ${definition(constraint)}`;
}

function definition(constraint: Constraint): string {
  switch (constraint.kind) {
    case "primaryKey":
      return keyClause("PRIMARY KEY", constraint);
    case "unique":
      return keyClause(constraint.nullsNotDistinct ? "UNIQUE NULLS NOT DISTINCT" : "UNIQUE", constraint);
    case "foreignKey":
      return foreignKeyClause(constraint);
    case "check":
      return `CHECK (${constraint.expression})${constraint.noInherit ? " NO INHERIT" : ""}`;
    case "exclusion":
      return `EXCLUDE ${exclusionClause(constraint)}${deferrableClause(constraint.deferrable)}`;
    default:
      return assertNever(constraint);
  }
}

function exclusionClause({ expression, index }: Exclusion): string {
  return index?.parameters === undefined ? expression : withParameters(expression, index.parameters);
}

function keyClause(
  word: string,
  key: {
    readonly columns: readonly string[];
    readonly include: readonly string[];
    readonly deferrable: Deferrable;
    readonly index?: ConstraintIndex | undefined;
  },
): string {
  const { parameters, tablespace } = key.index ?? {};
  return [
    `${word} (${quoteList(key.columns)})`,
    ...(key.include.length === 0 ? [] : [`INCLUDE (${quoteList(key.include)})`]),
    ...(parameters === undefined ? [] : [`WITH ${parameterList(parameters)}`]),
    ...(tablespace === undefined ? [] : [`USING INDEX TABLESPACE ${quoteIdentifier(tablespace)}`]),
  ]
    .join(" ")
    .concat(deferrableClause(key.deferrable));
}

function foreignKeyClause(key: ForeignKey): string {
  const onDeleteColumns = key.onDeleteColumns.length === 0 ? "" : ` (${quoteList(key.onDeleteColumns)})`;
  const target = key.references.columns.length === 0 ? "" : ` (${quoteList(key.references.columns)})`;
  return [
    `FOREIGN KEY (${quoteList(key.columns)}) REFERENCES ${quoteName(key.references.table)}${target}`,
    ...(key.match === "FULL" ? ["MATCH FULL"] : []),
    ...(key.onDelete === "NO ACTION" ? [] : [`ON DELETE ${key.onDelete}${onDeleteColumns}`]),
    ...(key.onUpdate === "NO ACTION" ? [] : [`ON UPDATE ${key.onUpdate}`]),
  ]
    .join(" ")
    .concat(deferrableClause(key.deferrable));
}

/** ` DEFERRABLE INITIALLY DEFERRED` */
export function deferrableClause(deferrable: Deferrable): string {
  return deferrable === null ? "" : ` DEFERRABLE ${deferrable}`;
}
