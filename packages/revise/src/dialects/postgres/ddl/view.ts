import type { View } from "../../../model/view";
import type { CreateOptions } from "../../../operations/existence";
import type { ViewOperationMap } from "../../../operations/view";
import { quoteIdentifier, quoteList, quoteName } from "../identifiers";
import { commentOn } from "./comment";
import { parameterList, type DdlSlice } from "./ddl";
import { removal, unlessThere } from "./existence";
import { rememberBelongings, restoreBelongings } from "./view-belongings";

export const viewDdl: DdlSlice<keyof ViewOperationMap> = {
  createView: ({ view, restore, ...options }) => [
    createView(`CREATE ${words(view.materialized)}`, view, options),
    ...(view.comment === null || view.comment === ""
      ? []
      : [commentOn(`${words(view.materialized)} ${quoteName(view.name)}`, view.comment)]),
    ...(restore ? [restoreBelongings(view.name)] : []),
  ],
  dropView: ({ name, materialized, remember, ...options }) => [
    ...(remember ? [rememberBelongings(name)] : []),
    `DROP ${words(materialized)} ${removal(options, quoteName(name))}`,
  ],
  replaceView: ({ view: { from, to } }) => [
    createView("CREATE OR REPLACE VIEW", to, {}),
    ...((from?.comment ?? null) === to.comment ? [] : [commentOn(`VIEW ${quoteName(to.name)}`, to.comment)]),
  ],
  refreshMaterializedView: ({ name, concurrently, withData }) => [
    [
      "REFRESH MATERIALIZED VIEW",
      ...(concurrently ? ["CONCURRENTLY"] : []),
      quoteName(name),
      ...(withData ? [] : ["WITH NO DATA"]),
    ].join(" "),
  ],
};

function createView(start: string, view: View, options: CreateOptions): string {
  const { columns, options: parameters, checkOption, withoutRows, tablespace, method } = view.details ?? {};
  return [
    start,
    unlessThere(options, quoteName(view.name)),
    ...(columns === undefined ? [] : [`(${quoteList(columns)})`]),
    ...(method === undefined ? [] : [`USING ${quoteIdentifier(method)}`]),
    ...(parameters === undefined ? [] : [`WITH ${parameterList(parameters)}`]),
    ...(tablespace === undefined ? [] : [`TABLESPACE ${quoteIdentifier(tablespace)}`]),
    `AS ${queryOf(view)}`,
    ...(checkOption === undefined ? [] : [`\nWITH ${checkOption} CHECK OPTION`]),
    ...(withoutRows ? ["\nWITH NO DATA"] : []),
  ].join(" ");
}

function words(materialized: boolean): string {
  return materialized ? "MATERIALIZED VIEW" : "VIEW";
}

/** A semicolon at the end, which `pg_get_viewdef` prints and people write, would end the statement. */
function queryOf(view: View): string {
  return view.definition.trim().replace(/[;\s]+$/, "");
}
