import type { Table, TableStorage } from "../../../model/table";
import type { CreateOptions } from "../../../operations/existence";
import type { TableOperationMap } from "../../../operations/table";
import { quoteIdentifier, quoteName } from "../identifiers";
import { columnBelongings, columnDefinition, namedSequence } from "./column-definition";
import { commentOn } from "./comment";
import { addWithBelongings, constraintClause, constraintBelongings } from "./constraint";
import { parameterList, type DdlSlice } from "./ddl";
import { removal, unlessThere } from "./existence";

export const tableDdl: DdlSlice<keyof TableOperationMap> = {
  createTable: ({ table, ...options }) => createTable(table, options),
  dropTable: ({ name, ...options }) => [`DROP TABLE ${removal(options, quoteName(name))}`],
  renameTable: ({ from, to }) => [`ALTER TABLE ${quoteName(from)} RENAME TO ${quoteIdentifier(to)}`],
  alterTable: ({ name, comment }) => [commentOn(`TABLE ${quoteName(name)}`, comment.to)],
};

function createTable(table: Table, options: CreateOptions): readonly string[] {
  const sequences = table.columns.flatMap((column) => namedSequence(table.name, column, options) ?? []);
  // Foreign keys are operations of their own. CREATE TABLE ignores NOT VALID, because there are no rows to validate:
  // such a check is added afterwards.
  const inside = table.constraints.filter(
    (one) => one.kind !== "foreignKey" && !(one.kind === "check" && one.notValid),
  );
  const checks = table.constraints.filter((one) => one.kind === "check" && one.notValid);
  const lines = [
    ...table.columns.map((column) => columnDefinition(table.name, column)),
    ...inside.map((constraint) => constraintClause(constraint)),
  ];
  const body = lines.length === 0 ? "()" : `(\n  ${lines.join(",\n  ")}\n)`;
  return [
    ...sequences.map((sequence) => sequence.create),
    [
      `CREATE ${table.storage?.unlogged ? "UNLOGGED " : ""}TABLE ${unlessThere(options, quoteName(table.name))} ${body}`,
      ...storageClauses(table.storage ?? {}),
    ].join(" "),
    ...sequences.map((sequence) => sequence.own),
    ...checks.flatMap((check) => addWithBelongings(table.name, check)),
    ...(table.comment === null ? [] : [commentOn(`TABLE ${quoteName(table.name)}`, table.comment)]),
    ...table.columns.flatMap((column) => columnBelongings(table.name, column)),
    ...inside.flatMap((constraint) => constraintBelongings(table.name, constraint)),
  ];
}

/** What follows the columns, in the order of the manual. */
function storageClauses({
  inherits,
  partitionBy,
  method,
  parameters,
  tablespace,
}: TableStorage): readonly string[] {
  return [
    ...(inherits === undefined ? [] : [`INHERITS (${inherits.map(quoteName).join(", ")})`]),
    ...(partitionBy === undefined ? [] : [`PARTITION BY ${partitionBy}`]),
    ...(method === undefined ? [] : [`USING ${quoteIdentifier(method)}`]),
    ...(parameters === undefined ? [] : [`WITH ${parameterList(parameters)}`]),
    ...(tablespace === undefined ? [] : [`TABLESPACE ${quoteIdentifier(tablespace)}`]),
  ];
}
