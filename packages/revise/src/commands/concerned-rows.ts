/** How many rows the findings of a comparison are about, while there is a connection to ask. */
import type { AutogenerateResult } from "../autogenerate";
import type { Connection } from "../dialect/connection";
import type { Dialect } from "../dialect/dialect";
import type { RowCount, RowQuestion, RowTest } from "../dialect/row-question";
import type { ColumnType } from "../model/column-type";
import { sameName, type QualifiedName } from "../model/names";
import type { AlterColumn } from "../operations/column";
import type { Operation } from "../operations/operation";
import { columnNameBefore } from "../operations/former-name";
import { columnBefore, tableNameBefore } from "../safety/former-names";
import type { Finding } from "../safety/rule";

/** The rows that a finding is about; nothing about findings that are not about rows, or whose rows nobody may count. */
export type ConcernedRows = ReadonlyMap<Finding, RowCount>;

type Compared = Pick<AutogenerateResult, "current" | "findings" | "upgrade">;

export async function concernedRows(
  compared: Compared,
  connection: Connection,
  dialect: Dialect,
): Promise<ConcernedRows> {
  const { findings, upgrade } = compared;
  const asked = findings.flatMap((finding) =>
    questionsOf(finding, compared).map((question) => ({
      finding,
      question: inFormerNames(question, upgrade),
    })),
  );
  const counts = await dialect.countRows(
    connection,
    asked.map(({ question }) => question),
  );
  const concerned = new Map<Finding, RowCount | null>();
  asked.forEach(({ finding }, index) => {
    const count = counts[index] ?? null;
    const before = concerned.get(finding);
    concerned.set(finding, before === undefined ? count : sum(before, count));
  });
  return new Map(
    [...concerned].flatMap(([finding, count]) => (count === null ? [] : [[finding, count] as const])),
  );
}

/** Of several tables; unknown where one of them is. */
function sum(left: RowCount | null, right: RowCount | null): RowCount | null {
  if (left === null || right === null) return null;
  return { rows: left.rows + right.rows, exact: left.exact && right.exact };
}

function questionsOf(finding: Finding, compared: Compared): readonly RowQuestion[] {
  if (finding.code === "drops-data" && finding.operation.kind === "alterEnum") {
    const { usedBy, values: all } = finding.operation;
    const values = (all.from ?? []).filter((value) => !all.to.includes(value));
    return usedBy.map(({ table, column, dimensions }) => ({
      table,
      which: { kind: "holds", column, array: dimensions > 0, values },
    }));
  }
  const question = questionOf(finding, compared);
  return question === null ? [] : [question];
}

function questionOf({ code, severity, operation }: Finding, compared: Compared): RowQuestion | null {
  switch (code) {
    case "not-null-on-existing":
      return nullQuestion(operation);
    case "unique-on-existing":
      return uniqueQuestion(operation, compared);
    case "check-on-existing":
      return checkQuestion(operation, compared);
    case "foreign-key-on-existing":
      return severity === "note" ? null : orphanQuestion(operation, compared);
    case "narrows-type":
      return operation.kind === "alterColumn" ? misfitQuestion(operation, compared) : null;
    case "not-null-without-default":
    case "expression-missing":
    case "drops-data":
      return wholeTable(operation);
    default:
      return null;
  }
}

/** The values that another expression will give are not there yet. */
function nullQuestion(operation: Operation): RowQuestion | null {
  if (operation.kind !== "alterColumn" || operation.generation !== undefined) return null;
  return { table: operation.table, which: { kind: "null", column: operation.column } };
}

function uniqueQuestion(operation: Operation, { upgrade }: Compared): RowQuestion | null {
  if (operation.kind === "addUnique" || operation.kind === "addPrimaryKey") {
    const { table, constraint } = operation;
    const nullsAlike = constraint.kind === "unique" && constraint.nullsNotDistinct;
    return { table, which: { kind: "alike", columns: constraint.columns, where: null, nullsAlike } };
  }
  if (operation.kind !== "createIndex") return null;
  const { table, index } = operation;
  const columns = index.keys.map(({ column }) => column).filter((column) => column !== null);
  if (columns.length < index.keys.length || !holdsNow(table, index.where ?? "", upgrade)) return null;
  return { table, which: { kind: "alike", columns, where: index.where, nullsAlike: index.nullsNotDistinct } };
}

function checkQuestion(operation: Operation, { upgrade }: Compared): RowQuestion | null {
  if (operation.kind !== "addCheck" && operation.kind !== "addExclusion") return null;
  const { table, constraint } = operation;
  const { expression } = constraint;
  if (!holdsNow(table, expression, upgrade)) return null;
  return { table, which: { kind: constraint.kind === "check" ? "breaks" : "excludes", expression } };
}

/** Whether an expression means now what it will mean: it speaks of no column that the revision adds, renames or changes. */
function holdsNow(table: QualifiedName, expression: string, operations: readonly Operation[]): boolean {
  return !operations.some((operation) => {
    switch (operation.kind) {
      case "addColumn":
        return sameName(operation.table, table) && expression.includes(operation.column.name);
      case "alterColumn":
        return (
          operation.type !== undefined &&
          sameName(operation.table, table) &&
          expression.includes(operation.column)
        );
      case "renameColumn":
        return sameName(operation.table, table) && expression.includes(operation.to);
      default:
        return false;
    }
  });
}

function orphanQuestion(operation: Operation, { upgrade }: Compared): RowQuestion | null {
  if (operation.kind !== "addForeignKey") return null;
  const { table, constraint } = operation;
  const { columns, references, match } = constraint;
  const changes = upgrade.some(
    (one) =>
      one.kind === "alterColumn" &&
      one.type !== undefined &&
      ((sameName(one.table, table) && columns.includes(one.column)) ||
        (sameName(one.table, references.table) && references.columns.includes(one.column))),
  );
  return changes ? null : { table, which: { kind: "orphan", columns, references, match } };
}

function misfitQuestion({ table, column, type }: AlterColumn, compared: Compared): RowQuestion | null {
  if (type === undefined) return null;
  const { current, upgrade } = compared;
  const from = type.from ?? columnBefore(table, column, { before: current, operations: upgrade })?.type;
  if (from === undefined) return null;
  return { table, which: { kind: "misfit", column, from, to: type.to, values: valuesOf(type.to, compared) } };
}

/** The values of an enum type after the revision; null for any other type. */
function valuesOf(type: ColumnType, { current, upgrade }: Compared): readonly string[] | null {
  const made = upgrade.flatMap((operation) => {
    if (operation.kind === "createEnum" && sameName(operation.type.name, type))
      return [operation.type.values];
    return operation.kind === "alterEnum" && sameName(operation.name, type) ? [operation.values.to] : [];
  });
  return made.at(-1) ?? current.enumTypes.find(({ name }) => sameName(name, type))?.values ?? null;
}

const all: RowTest = { kind: "all" };

function wholeTable(operation: Operation): RowQuestion | null {
  switch (operation.kind) {
    case "addColumn":
    case "alterColumn":
    case "dropColumn":
      return { table: operation.table, which: all };
    case "dropTable":
      return { table: operation.name, which: all };
    default:
      return null;
  }
}

/** The database has not been told of the renames yet. */
function inFormerNames({ table, which }: RowQuestion, operations: readonly Operation[]): RowQuestion {
  return { table: tableNameBefore(table, operations), which: testBefore(table, which, operations) };
}

function testBefore(table: QualifiedName, which: RowTest, operations: readonly Operation[]): RowTest {
  const column = (name: string, of = table): string => columnNameBefore(of, name, operations);
  switch (which.kind) {
    case "all":
    case "breaks":
    case "excludes":
      return which;
    case "null":
    case "holds":
    case "misfit":
      return { ...which, column: column(which.column) };
    case "alike":
      return { ...which, columns: which.columns.map((name) => column(name)) };
    case "orphan": {
      const { table: target, columns } = which.references;
      return {
        ...which,
        columns: which.columns.map((name) => column(name)),
        references: {
          table: tableNameBefore(target, operations),
          columns: columns.map((name) => column(name, target)),
        },
      };
    }
  }
}
