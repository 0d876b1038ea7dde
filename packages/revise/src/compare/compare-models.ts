/**
 * The walk over two models. What differs and how is written in the file of each noun; this one reads like a table of
 * contents: filter, rename, compare noun by noun. What comes of it is arranged in `arrange.ts`.
 */
import type { SchemaModel } from "../model/schema-model";
import type { Table } from "../model/table";
import { compareColumns } from "./column";
import { carryNames } from "./rename/carried-names";
import { type Changes, type CompareContext, concatChanges, noChanges } from "./comparison";
import { compareConstraints } from "./constraint";
import { compareEnumTypes } from "./enum-type";
import { compareExtensions } from "./extension";
import { filterModel } from "./filter";
import { applyRenames, type RenameOutcome } from "./rename";
import { renamed, withFollowedViews } from "./rename/renamed";
import { compareSequences } from "./sequence";
import { withStorage } from "./storage";
import { compareTable, compareTableLists, matchTables } from "./table";
import { compareIndexes } from "./table-index";
import { compareView, compareViewLists, matchViews } from "./view";

/** What leads from one model to the other, before anything makes room for it. */
export interface Differences {
  /** The database, with what is left alone. */
  readonly current: SchemaModel;
  readonly desired: SchemaModel;
  readonly renames: RenameOutcome;
  /** What is compared of the database after the renames. */
  readonly comparable: SchemaModel;
  /** What it is to be like. */
  readonly wanted: SchemaModel;
  /** All of the database after the renames. */
  readonly everything: SchemaModel;
  readonly found: Changes;
}

export function compareModels(
  current: SchemaModel,
  desired: SchemaModel,
  context: CompareContext,
): Differences {
  const asking = filterModel(desired, "desired", context);
  const asked = applyRenames(filterModel(current, "current", context), asking, context);
  const renames = carryNames(asked, current, asking, context);
  const everything = withFollowedViews(renamed(current, renames.operations, context), context);
  const comparable = withFollowedViews(renames.current, context);
  const wanted = withStorage(asking, comparable, context);
  const found = compareNouns(comparable, wanted, everything, context);
  return { current, desired, renames, comparable, wanted, everything, found };
}

function compareNouns(
  current: SchemaModel,
  desired: SchemaModel,
  everything: SchemaModel,
  context: CompareContext,
): Changes {
  const tables = matchTables(current, desired);
  const views = matchViews(current, desired);
  return concatChanges([
    compareExtensions(current, desired, context),
    compareEnumTypes(current, desired, everything, context),
    compareSequences(current, desired, context),
    compareTableLists(tables, context),
    ...tables.kept.map(([from, to]) => compareKeptTable(from, to, context)),
    compareViewLists(views, context),
    ...views.kept.flatMap(([from, to]) => {
      const view = compareView(from, to, context);
      if (view.operations.length > 0) return [view];
      return [view, compareIndexes(to.name, from.indexes, to.indexes, context)];
    }),
  ]);
}

function compareKeptTable(current: Table, desired: Table, context: CompareContext): Changes {
  if (context.alike?.get(desired) === current) return noChanges;
  return concatChanges([
    compareTable(current, desired),
    compareColumns(current, desired, context),
    compareConstraints(current, desired, context),
    compareIndexes(desired.name, current.indexes, desired.indexes, context, desired.constraints),
  ]);
}
