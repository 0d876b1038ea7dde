/**
 * How the server will print the queries of views once what they read has got other names. It keeps queries by the numbers
 * of tables and columns, so they follow a rename, and a column of the view keeps its name; no rewriting of text tells as
 * much. So what gets another name is stood in for by something empty, that is renamed, and the server prints the views.
 */
import type { Connection } from "../../../dialect/connection";
import type { Introspection } from "../../../dialect/introspection";
import type { FollowedViews } from "../../../dialect/settlement";
import { mentions } from "../../../model/expression-text";
import { nameKey, objectKey, type ObjectKey } from "../../../model/names";
import type { SchemaModel } from "../../../model/schema-model";
import type { View } from "../../../model/view";
import type { Operation } from "../../../operations/operation";
import { afterTypeRename } from "../../../operations/type-rename";
import { compile } from "../ddl/compile";
import { quoteName } from "../identifiers";
import { viewText } from "../introspect/view";
import { quoteLiteral } from "./literal";
import { afterValueRename } from "./renamed-value";
import { followNames, type FollowedNames } from "./scratch/followed-names";
import { type Attempt, outcomesOf } from "./scratch/program";
import { stageFor } from "./scratch/stage";
import { standInTypes } from "./scratch/stand-in-types";
import { createStandIn } from "./scratch/view";

/**
 * One round trip, and none where no view reads what is renamed.
 *
 * @param found the database on which `renames` will run
 */
export async function viewsAfterRenames(
  connection: Connection,
  { model, defaultSchema }: Pick<Introspection, "model" | "defaultSchema">,
  renames: readonly Operation[],
): Promise<FollowedViews> {
  const names = followNames(renames);
  const concerned = model.views.filter(({ dependsOn }) =>
    dependsOn.some((name) => names.touched.has(nameKey(name))),
  );
  const types = model.enumTypes.map(({ name }) => name);
  const outcomes = await outcomesOf(
    connection,
    concerned.map((view) => attemptFor(view, model, names, defaultSchema)),
  );
  // What a stand-in can't be made to tell: types and their values keep their names there.
  const rewrites = renames.flatMap((rename) => afterTypeRename(rename, types, afterValueRename) ?? []);
  const queries = new Map<ObjectKey, string>();
  const unknown = new Map<ObjectKey, string>();
  concerned.forEach((view, index) => {
    const outcome = outcomes[index];
    const key = objectKey("view", names.after(view.name));
    if (outcome === undefined) return;
    if ("code" in outcome) {
      if (names.former.some((name) => mentions(view.definition, name))) unknown.set(key, outcome.reason);
      return;
    }
    const query = viewText(outcome.answers[0] ?? "");
    queries.set(
      key,
      rewrites.reduce((so, rewrite) => rewrite(so), query),
    );
  });
  return { queries, unknown };
}

/** A view keeps the names of its columns, so one that does not get another name itself is read as it is. */
function attemptFor(view: View, model: SchemaModel, names: FollowedNames, defaultSchema: string): Attempt {
  const read = new Set(view.dependsOn.map(nameKey).filter((key) => names.touched.has(key)));
  const tables = model.tables.filter(({ name }) => read.has(nameKey(name)));
  const views = model.views.filter(({ name }) => read.has(nameKey(name)));
  const stage = stageFor({
    query: view.definition,
    read: view.dependsOn,
    standIns: [...tables, ...views].map(({ name }) => name),
    names,
    defaultSchema,
  });
  const types = standInTypes(model, model);
  const scratch = quoteName(stage.place({ schema: null, name: "revise_view" }));
  return {
    steps: [
      ...stage.steps,
      ...tables.map((table) => createStandIn(table, stage.place(table.name), types)),
      ...views.map(
        ({ name }) => `CREATE VIEW ${quoteName(stage.place(name))} AS SELECT * FROM ${quoteName(name)}`,
      ),
      `CREATE VIEW ${scratch} AS ${stage.query}`,
      ...compile(stage.renames).map(({ sql }) => sql),
    ],
    query: `SELECT array_to_json(ARRAY[${stage.leave(`pg_get_viewdef(${quoteLiteral(scratch)}::regclass)`)}])`,
  };
}
