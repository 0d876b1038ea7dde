/** What a person writes by hand: SQL and rows. */
import { displayName, type QualifiedName } from "../model/names";
import { plural } from "../util/text";
import { anything, listOf, readArguments, recordOf, text, withDefault } from "./arguments";
import { footprintOf, tableKey } from "./footprint";
import { encodeName, objectName } from "./object-name";
import { whenKnown } from "./reversal";
import type { Footprint, TraitsFor } from "./traits";

export interface Execute {
  readonly kind: "execute";
  readonly sql: string;
  /** Values for `$1`, `$2`, …: bound when run, rendered as literals in offline SQL. */
  readonly parameters: readonly unknown[];
  /** Of a statement that autogenerate wrote: what undoes it, and what it deals with. */
  readonly known?: { readonly undo: readonly Execute[]; readonly footprint: Footprint };
}

export interface BulkInsert {
  readonly kind: "bulkInsert";
  readonly table: QualifiedName;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export interface SqlOperationMap {
  execute: Execute;
  bulkInsert: BulkInsert;
}

const rows = listOf(recordOf(anything));

export const sqlTraits: TraitsFor<keyof SqlOperationMap> = {
  execute: {
    reverse: ({ known }) =>
      whenKnown(known, "what undoes a statement is for its author to say", ({ undo }) => undo),
    describe: ({ sql }) => {
      const line = sql.trim().replace(/\s+/g, " ");
      return `Execute ${line.length > 60 ? `${line.slice(0, 60)}…` : line}`;
    },
    apply: (model) => model,
    footprint: ({ known }) => known?.footprint ?? footprintOf({}),
    encode: ({ sql, parameters }) => [sql, ...(parameters.length === 0 ? [] : [parameters])],
    decode: (args) => {
      const parameterList = withDefault(listOf(anything), []);
      const [sql, parameters] = readArguments("execute", args, text, parameterList);
      return { kind: "execute", sql, parameters };
    },
  },
  bulkInsert: {
    reverse: ({ table }) => ({
      reversible: false,
      reason: `which rows of ${displayName(table)} to delete again is for the author to say`,
    }),
    describe: (operation) =>
      `Insert ${plural(operation.rows.length, "row")} into ${displayName(operation.table)}`,
    apply: (model) => model,
    footprint: ({ table }) => footprintOf({ needs: [tableKey(table)] }),
    encode: (operation) => [encodeName(operation.table), operation.rows],
    decode: (args) => {
      const [table, read] = readArguments("bulkInsert", args, objectName, rows);
      return { kind: "bulkInsert", table, rows: read };
    },
  },
};
