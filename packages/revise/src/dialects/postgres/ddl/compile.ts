import { ReviseError } from "../../../errors";
import { plainOperations } from "../../../operations/custom";
import type { BuiltinKind, BuiltinOperation, Operation } from "../../../operations/operation";
import type { Statement } from "../../../operations/statement";
import { describe } from "../../../operations/traits-table";
import { unstorable } from "../../../util/text";
import { columnDdl } from "./column";
import { constraintDdl } from "./constraint";
import type { Ddl, DdlSlice } from "./ddl";
import { defaultPrivilegeDdl } from "./default-privilege";
import { domainDdl } from "./domain";
import { enumTypeDdl } from "./enum-type";
import { extensionDdl } from "./extension";
import { namespaceDdl } from "./namespace";
import { objectDdl } from "./object";
import { partitionDdl } from "./partition";
import { policyDdl } from "./policy";
import { privilegeDdl } from "./privilege";
import { routineDdl } from "./routine";
import { ruleDdl } from "./rule";
import { sequenceDdl } from "./sequence";
import { sqlDdl } from "./sql";
import { statisticsDdl } from "./statistics";
import { tableDdl } from "./table";
import { tableIndexDdl } from "./table-index";
import { triggerDdl } from "./trigger";
import { viewDdl } from "./view";

const ddl: DdlSlice<BuiltinKind> = {
  ...namespaceDdl,
  ...extensionDdl,
  ...enumTypeDdl,
  ...sequenceDdl,
  ...tableDdl,
  ...columnDdl,
  ...constraintDdl,
  ...tableIndexDdl,
  ...viewDdl,
  ...domainDdl,
  ...partitionDdl,
  ...routineDdl,
  ...triggerDdl,
  ...ruleDdl,
  ...statisticsDdl,
  ...policyDdl,
  ...privilegeDdl,
  ...defaultPrivilegeDdl,
  ...objectDdl,
  ...sqlDdl,
};

/** The statements of the operations, in order. PostgreSQL alters in place, so each operation stands for itself. */
export function compile(operations: readonly Operation[]): readonly Statement[] {
  return operations.flatMap((operation) =>
    plainOperations(operation)
      .flatMap(write)
      .map((one) => statement(typeof one === "string" ? { sql: one } : one, operation)),
  );
}

function write(operation: BuiltinOperation): readonly (Ddl | string)[] {
  // One kind, one function: TypeScript loses the tie between the two in a table over a union.
  return (ddl[operation.kind] as (operation: BuiltinOperation) => readonly (Ddl | string)[])(operation);
}

/** @throws `operation-invalid` for SQL or a value that is {@link unstorable} */
function statement(one: Ddl, source: Operation): Statement {
  for (const text of [one.sql, ...(one.parameters ?? [])]) {
    const problem = typeof text === "string" ? unstorable(text) : null;
    if (problem === null) continue;
    throw new ReviseError("operation-invalid", `${describe(source)}: ${JSON.stringify(text)} ${problem}.`, {
      hint: "PostgreSQL cannot take it: remove the character, or use a bytea column for bytes.",
    });
  }
  return { sql: one.sql, parameters: one.parameters ?? [], transactional: one.transactional ?? true, source };
}
