/** What a revision may make anew, in few words. */
import { describeSubject } from "../../../../packages/revise/src/autogenerate/rejected-expressions";
import type { Column } from "../../../../packages/revise/src/model/column";
import type { Constraint } from "../../../../packages/revise/src/model/constraint";
import type { SchemaModel } from "../../../../packages/revise/src/model/schema-model";
import type { Table } from "../../../../packages/revise/src/model/table";
import type { TableIndex } from "../../../../packages/revise/src/model/table-index";
import { index as indexOn } from "../fixture";
import { column, editTable, type Settled } from "./settle-fixture";

/** What is there already. */
export const before = `CREATE TYPE kind AS ENUM ('a', 'b'); CREATE TABLE old (id int, name text, k kind);`;

export function table(columns: readonly Column[], rest: Partial<Table> = {}): Table {
  return {
    name: { schema: null, name: "fresh" },
    columns: [column("id", "int"), ...columns],
    constraints: [],
    indexes: [],
    comment: null,
    ...rest,
  };
}

export function index(name: string, edit: Partial<TableIndex>): TableIndex {
  return indexOn(name, ["id"], edit);
}

export function unique(name: string, columns: readonly string[]): Constraint {
  return {
    kind: "unique",
    name,
    givenName: true,
    columns,
    deferrable: null,
    include: [],
    nullsNotDistinct: false,
  };
}

export function exclusion(name: string, text: string): Constraint {
  return { kind: "exclusion", name, givenName: true, expression: text, deferrable: null };
}

export function withTable(fresh: Table): (model: SchemaModel) => SchemaModel {
  return (model) => ({ ...model, tables: [...model.tables, fresh] });
}

export function withColumns(...columns: readonly Column[]): (model: SchemaModel) => SchemaModel {
  return (model) => editTable(model, "old", (old) => ({ ...old, columns: [...old.columns, ...columns] }));
}

/** The refusals, each in a line. */
export function told({ unsettled }: Settled): readonly string[] {
  return unsettled.filter(({ rejected }) => rejected).map((one) => `${describeSubject(one)}: ${one.reason}`);
}
