import { displayName } from "../../../model/names";
import type { AlterColumn } from "../../../operations/column";
import type { AddColumn } from "../../../operations/column/existence";
import type { Rule, RuleContext } from "../../../safety/rule";
import { formatType } from "../types/format";
import { isCreatedHere } from "../../../safety/lifespan";
import { columnBefore } from "../../../safety/former-names";
import { rewritesTable as rewrites } from "./type-change";

/** A table that is written anew is locked against readers and writers for as long as that takes. */
export const rewritesTable: Rule = {
  code: "rewrites-table",
  check(operation, context) {
    if (operation.kind !== "addColumn" && operation.kind !== "alterColumn") return null;
    if (isCreatedHere(operation.table, context)) return null;
    const reason =
      operation.kind === "addColumn" ? reasonToAdd(operation) : reasonToAlter(operation, context);
    if (reason === null) return null;
    return {
      severity: "risky",
      message: `${reason.what} rewrites the table ${displayName(operation.table)} under a lock that blocks reads and writes`,
      hint: reason.hint,
    };
  },
};

interface Reason {
  readonly what: string;
  readonly hint: string;
}

function reasonToAdd({ table, column }: AddColumn): Reason | null {
  const name = `${displayName(table)}.${column.name}`;
  if (column.generation?.kind === "expression" && !column.generation.stored) return null;
  if (column.generation !== null) {
    return {
      what: `Adding the ${column.generation.kind === "expression" ? "generated" : column.generation.kind} column ${name}`,
      hint: "On a big table add a plain nullable column, fill it in batches, then change it.",
    };
  }
  if (column.default?.kind === "expression" && isVolatile(column.default.sql)) {
    return {
      what: `Adding the column ${name} with the volatile default ${column.default.sql}`,
      hint: "On a big table add the column without the default, set the default, then fill the rows in batches.",
    };
  }
  return null;
}

/** The functions that projects use as defaults; a constant, `now()` and its kin are stored once, in the catalog. */
function isVolatile(sql: string): boolean {
  return /\b(?:random|gen_random_uuid|uuid_generate_v\d\w*|uuidv[47]|clock_timestamp|timeofday|nextval|setseed)\s*\(/i.test(
    sql,
  );
}

function reasonToAlter(operation: AlterColumn, context: RuleContext): Reason | null {
  const name = `${displayName(operation.table)}.${operation.column}`;
  if (operation.generation?.to?.kind === "expression") {
    if (!operation.generation.to.stored) return null;
    return {
      what: `Changing the expression of the generated column ${name}`,
      hint: "On a big table add a second column, and let the readers move to it.",
    };
  }
  if (operation.type === undefined) return null;
  const { to } = operation.type;
  const from = operation.type.from ?? columnBefore(operation.table, operation.column, context)?.type;
  const using = operation.using?.to ?? null;
  if (from === undefined || (using === null && !rewrites(from, to))) return null;
  return {
    what: `Changing ${name} from ${formatType(from)} to ${formatType(to)}`,
    hint: "On a big table add a column of the new type, copy in batches, and swap the names.",
  };
}
