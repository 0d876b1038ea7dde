/**
 * How the server will print the queries of views once what they read has got other names. It keeps queries by the numbers
 * of tables and columns, so they follow a rename, and a column of the view keeps its name; no rewriting of text tells as
 * much. So the tables and views are stood in for by temporary ones, those are renamed, and the server prints the views.
 */
import type { Connection } from "../../../dialect/connection";
import { nameKey, objectKey, type ObjectKey, type QualifiedName } from "../../../model/names";
import type { SchemaModel } from "../../../model/schema-model";
import type { View } from "../../../model/view";
import type { Operation } from "../../../operations/operation";
import { topologicalSort } from "../../../util/graph";
import { isValueRename } from "../../../operations/enum-type";
import { compile } from "../ddl/compile";
import { describeError } from "../errors";
import { quoteName } from "../identifiers";
import { viewText } from "../introspect/view";
import { quoteLiteral } from "./literal";
import { afterValueRename } from "./renamed-value";
import { type Attempt, runAttempts } from "./scratch/program";
import { standInTypes } from "./scratch/stand-in-types";
import { createStandIn } from "./scratch/view";
import { followNames, type FollowedNames } from "./scratch/followed-names";

/**
 * One round trip, and none where no view reads what is renamed. Left out are views that read what moves to another
 * schema, or what is renamed outside the default one: a temporary table stands in for neither.
 *
 * @param current the model on which `renames` will run
 * @returns the queries by the views' names after the renames
 */
export async function viewsAfterRenames(
  connection: Connection,
  current: SchemaModel,
  renames: readonly Operation[],
): Promise<ReadonlyMap<ObjectKey, string>> {
  const names = followNames(renames);
  const concerned = concernedViews(current.views, names);
  const attempts = concerned.flatMap((view) => {
    const attempt = attemptFor(view, current, concerned, names);
    return attempt === null ? [] : [{ view, attempt }];
  });
  if (attempts.length === 0) return new Map();
  const texts = await printed(
    connection,
    attempts.map(({ attempt }) => attempt),
  );
  const types = current.enumTypes.map(({ name }) => name);
  return new Map(
    attempts.flatMap(({ view }, index) => {
      const text = texts[index] ?? null;
      if (text === null) return [];
      const query = renames
        .filter(isValueRename)
        .reduce((so, each) => afterValueRename(so, each, types), viewText(text));
      return [[objectKey("view", names.after(view.name)), query] as const];
    }),
  );
}

/** The views that read what gets another name, directly or through each other. */
function concernedViews(views: readonly View[], { touched }: FollowedNames): readonly View[] {
  const concerned = new Set(touched);
  let found: readonly View[] = [];
  for (;;) {
    const next = views.filter(({ dependsOn }) => dependsOn.some((name) => concerned.has(nameKey(name))));
    if (next.length === found.length) return found;
    found = next;
    for (const { name } of found) concerned.add(nameKey(name));
  }
}

function attemptFor(
  view: View,
  current: SchemaModel,
  concerned: readonly View[],
  names: FollowedNames,
): Attempt | null {
  const keys = new Set([...names.touched, ...concerned.map(({ name }) => nameKey(name))]);
  const views = [view];
  // A view keeps the names of its columns, so one that no stand-in could replace is read as it is.
  const replaceable = current.views.filter(
    ({ name }) => name.schema === null || names.touched.has(nameKey(name)),
  );
  // The list grows while it is walked.
  for (const { dependsOn } of views) {
    const read = new Set(dependsOn.map(nameKey));
    views.push(...replaceable.filter((one) => isAmong(one, keys, read) && !views.includes(one)));
  }
  const read = new Set(views.flatMap(({ dependsOn }) => dependsOn.map(nameKey)));
  const tables = current.tables.filter((table) => isAmong(table, keys, read));
  const standIns = [...tables, ...views].map(({ name }) => name);
  // Nothing of the query asks for the view itself, which may stand anywhere as long as its name is free.
  const others = standIns.filter((name) => name !== view.name);
  if (others.some(({ schema, name }) => schema !== null || name === view.name.name)) return null;
  if (standIns.some((name) => names.moved.has(nameKey(name)))) return null;
  const { sorted } = topologicalSort(views, ({ dependsOn }) =>
    views.filter((other) => dependsOn.some((name) => nameKey(name) === nameKey(other.name))),
  );
  const types = standInTypes(current, current);
  return {
    steps: [
      ...tables.map((table) => createStandIn(table, types)),
      ...sorted.map(
        ({ name, definition }) => `CREATE TEMPORARY VIEW ${quoteName(temporary(name))} AS ${definition}`,
      ),
      ...compile(names.within(standIns).map(onStandIn)).map(({ sql }) => sql),
    ],
    query: `SELECT array_to_json(ARRAY[pg_get_viewdef(${quoteLiteral(quoteName(temporary(names.after(view.name))))}::regclass)])`,
  };
}

function isAmong(
  { name }: { readonly name: QualifiedName },
  keys: ReadonlySet<string>,
  read: ReadonlySet<string>,
): boolean {
  return keys.has(nameKey(name)) && read.has(nameKey(name));
}

function temporary({ name }: QualifiedName): QualifiedName {
  return { schema: "pg_temp", name };
}

/** No stand-in is materialized. */
function onStandIn(rename: Operation): Operation {
  switch (rename.kind) {
    case "renameTable":
      return { ...rename, from: temporary(rename.from) };
    case "renameColumn":
      return { ...rename, table: temporary(rename.table) };
    case "renameObject":
      return { ...rename, object: { kind: "view", name: temporary(rename.object.name) } };
    default:
      return rename;
  }
}

/** Where not even the transaction can be had, nothing is known; see `settle`. */
async function printed(
  connection: Connection,
  attempts: readonly Attempt[],
): Promise<readonly (string | null)[]> {
  try {
    const outcomes = await runAttempts(connection, attempts);
    return outcomes.map((outcome) => ("code" in outcome ? null : (outcome.answers[0] ?? null)));
  } catch (error) {
    if (describeError(error) === null) throw error;
    return [];
  }
}
