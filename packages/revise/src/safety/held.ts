/** What the database vouches for already, so that the rows cannot break it now. */
import type { ForeignKey } from "../model/constraint";
import { sameName, type QualifiedName } from "../model/names";
import type { Table } from "../model/table";
import { columnNameBefore } from "../operations/former-name";
import { tableBefore, tableNameBefore } from "./former-names";
import type { RuleContext } from "./rule";

/** Whether every row points at a row of the other table, because a foreign key over the same columns says so. */
export function isReferenceHeld(table: QualifiedName, key: ForeignKey, context: RuleContext): boolean {
  const { references } = key;
  const changes = (owner: QualifiedName, columns: readonly string[]): boolean =>
    columns.some((column) => hasOtherValues(owner, column, context));
  if (changes(table, key.columns) || changes(references.table, references.columns)) return false;
  const target = tableNameBefore(references.table, context.operations);
  const columns = formerColumns(table, key.columns, context);
  const targetColumns = formerColumns(references.table, references.columns, context);
  return (tableBefore(table, context)?.constraints ?? []).some(
    (former) =>
      former.kind === "foreignKey" &&
      !former.notValid &&
      former.match === key.match &&
      sameName(former.references.table, target) &&
      pairsOf(former.columns, former.references.columns) === pairsOf(columns, targetColumns),
  );
}

/** Whether no two rows are alike in the columns, because a unique over them, or over some of them, says so. */
export function isUniquenessHeld(
  table: QualifiedName,
  columns: readonly string[],
  nullsNotDistinct: boolean,
  context: RuleContext,
): boolean {
  const former = tableBefore(table, context);
  const steady = columns.filter((column) => !hasOtherValues(table, column, context));
  const formerNames = formerColumns(table, steady, context);
  return (
    former !== undefined &&
    uniquesOf(former).some(
      (unique) =>
        (unique.nullsNotDistinct || !nullsNotDistinct) &&
        unique.columns.every((column) => column !== null && formerNames.includes(column)),
    )
  );
}

interface HeldUnique {
  /** null for an expression. */
  readonly columns: readonly (string | null)[];
  readonly nullsNotDistinct: boolean;
}

function uniquesOf({ constraints, indexes }: Table): readonly HeldUnique[] {
  return [
    ...constraints.flatMap((constraint): readonly HeldUnique[] => {
      if (constraint.kind === "primaryKey") return [{ columns: constraint.columns, nullsNotDistinct: true }];
      return constraint.kind === "unique" ? [constraint] : [];
    }),
    ...indexes
      .filter(({ unique, valid, where }) => unique && valid && where === null)
      .map(({ keys, nullsNotDistinct }) => ({ columns: keys.map(({ column }) => column), nullsNotDistinct })),
  ];
}

function formerColumns(
  table: QualifiedName,
  columns: readonly string[],
  { operations }: RuleContext,
): readonly string[] {
  return columns.map((column) => columnNameBefore(table, column, operations));
}

/** Whether the values of the column may become others, and alike: it gets another type, is computed anew, or is made anew. */
function hasOtherValues(table: QualifiedName, column: string, { operations }: RuleContext): boolean {
  return operations.some((operation) => {
    if (operation.kind === "addColumn") {
      return operation.column.name === column && sameName(operation.table, table);
    }
    if (operation.kind !== "alterColumn" || operation.column !== column) return false;
    const { type, collation, generation } = operation;
    const isOther = type !== undefined || collation !== undefined || generation?.to?.kind === "expression";
    return isOther && sameName(operation.table, table);
  });
}

/** The order of the pairs means nothing. */
function pairsOf(columns: readonly string[], referenced: readonly string[]): string {
  return JSON.stringify(columns.map((column, index) => [column, referenced[index]]).sort());
}
