import type { Table } from "../../../model/table";
import type { TableOperationMap } from "../../../operations/table";
import { quoteIdentifier, quoteName } from "../identifiers";
import { columnComments, columnDefinition, namedSequence } from "./column-definition";
import { commentOn } from "./comment";
import { addConstraint, constraintClause } from "./constraint";
import type { DdlSlice } from "./ddl";

export const tableDdl: DdlSlice<keyof TableOperationMap> = {
  createTable: ({ table }) => createTable(table),
  dropTable: ({ name }) => [`DROP TABLE ${quoteName(name)}`],
  renameTable: ({ from, to }) => [`ALTER TABLE ${quoteName(from)} RENAME TO ${quoteIdentifier(to)}`],
  alterTable: ({ name, comment }) => [commentOn(`TABLE ${quoteName(name)}`, comment.to)],
};

function createTable(table: Table): readonly string[] {
  const sequences = table.columns.flatMap((column) => namedSequence(table.name, column) ?? []);
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
    `CREATE TABLE ${quoteName(table.name)} ${body}`,
    ...sequences.map((sequence) => sequence.own),
    ...checks.map((check) => addConstraint(table.name, check)),
    ...(table.comment === null ? [] : [commentOn(`TABLE ${quoteName(table.name)}`, table.comment)]),
    ...table.columns.flatMap((column) => columnComments(table.name, column)),
  ];
}
