/** How many rows the findings of a comparison are about, while there is a connection to ask. */
import type { AutogenerateResult } from "../autogenerate";
import type { Connection } from "../dialect/connection";
import type { Dialect, RowCount, RowQuestion } from "../dialect/dialect";
import type { Operation } from "../operations/operation";
import { columnNameBefore, tableNameBefore } from "../safety/former-names";
import type { Finding } from "../safety/rule";

/** The rows that a finding is about; nothing about findings that are not about rows, or whose rows nobody may count. */
export type ConcernedRows = ReadonlyMap<Finding, RowCount>;

export async function concernedRows(
  { findings, upgrade }: Pick<AutogenerateResult, "findings" | "upgrade">,
  connection: Connection,
  dialect: Dialect,
): Promise<ConcernedRows> {
  const asked = findings.flatMap((finding) =>
    questionsOf(finding).map((question) => ({ finding, question: inFormerNames(question, upgrade) })),
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

function questionsOf(finding: Finding): readonly RowQuestion[] {
  if (finding.code === "drops-data" && finding.operation.kind === "alterEnum") {
    const { usedBy, values: all } = finding.operation;
    const values = (all.from ?? []).filter((value) => !all.to.includes(value));
    return usedBy.map(({ table, column, dimensions }) => ({
      table,
      holds: { column, array: dimensions > 0, values },
    }));
  }
  const question = questionOf(finding);
  return question === null ? [] : [question];
}

function questionOf({ code, operation }: Finding): RowQuestion | null {
  switch (code) {
    case "not-null-on-existing":
      return operation.kind === "alterColumn" ? { table: operation.table, isNull: operation.column } : null;
    case "unique-on-existing":
      return uniqueQuestion(operation);
    case "not-null-without-default":
    case "narrows-type":
    case "expression-missing":
    case "drops-data":
      return wholeTable(operation);
    default:
      return null;
  }
}

function uniqueQuestion(operation: Operation): RowQuestion | null {
  if (operation.kind === "addUnique" || operation.kind === "addPrimaryKey") {
    return { table: operation.table, alike: operation.constraint.columns };
  }
  if (operation.kind !== "createIndex" || operation.index.where !== null) return null;
  const columns = operation.index.keys.map(({ column }) => column).filter((column) => column !== null);
  return columns.length < operation.index.keys.length ? null : { table: operation.table, alike: columns };
}

function wholeTable(operation: Operation): RowQuestion | null {
  switch (operation.kind) {
    case "addColumn":
    case "alterColumn":
    case "dropColumn":
      return { table: operation.table };
    case "dropTable":
      return { table: operation.name };
    default:
      return null;
  }
}

/** The database has not been told of the renames yet. */
function inFormerNames(question: RowQuestion, operations: readonly Operation[]): RowQuestion {
  const column = (name: string): string => columnNameBefore(question.table, name, operations);
  const table = tableNameBefore(question.table, operations);
  return {
    table,
    ...(question.isNull !== undefined && { isNull: column(question.isNull) }),
    ...(question.alike !== undefined && { alike: question.alike.map(column) }),
    ...(question.holds !== undefined && {
      holds: { ...question.holds, column: column(question.holds.column) },
    }),
  };
}
