import type { View } from "../../../model/view";
import type { ViewOperationMap } from "../../../operations/view";
import { quoteName } from "../identifiers";
import { commentOn } from "./comment";
import type { DdlSlice } from "./ddl";

export const viewDdl: DdlSlice<keyof ViewOperationMap> = {
  createView: ({ view }) => [
    `CREATE ${words(view.materialized)} ${quoteName(view.name)} AS ${queryOf(view)}`,
    ...(view.comment === null || view.comment === ""
      ? []
      : [commentOn(`${words(view.materialized)} ${quoteName(view.name)}`, view.comment)]),
  ],
  dropView: ({ name, materialized }) => [`DROP ${words(materialized)} ${quoteName(name)}`],
};

function words(materialized: boolean): string {
  return materialized ? "MATERIALIZED VIEW" : "VIEW";
}

/** A semicolon at the end, which `pg_get_viewdef` prints and people write, would end the statement. */
function queryOf(view: View): string {
  return view.definition.trim().replace(/[;\s]+$/, "");
}
