/**
 * The walk over two models. What differs and how is written in the file of each noun; this one reads like a table of
 * contents: filter, rename, compare noun by noun, make room, order, and the way back.
 */
import type { SchemaModel } from "../model/schema-model";
import type { Table } from "../model/table";
import { compareColumns } from "./column";
import { carryNames } from "./rename/carried-names";
import { type Changes, type CompareContext, type Comparison, concatChanges, noChanges } from "./comparison";
import { compareConstraints } from "./constraint";
import { downgradeOf } from "./downgrade";
import { compareEnumTypes } from "./enum-type";
import { withWords } from "./exact-words";
import { compareExtensions } from "./extension";
import { filterModel } from "./filter";
import { heldOnWayBack, heldOperations } from "./recreate/held";
import { withFormerDefinitions } from "./recreate/former-definitions";
import { compareNamespaces } from "./namespace";
import { orderOperations } from "./order";
import { inSteps } from "./recreate/rebuild-steps";
import { recreateDependents } from "./recreate";
import { mentionsOfRemovedValues } from "./recreate/removed-values";
import { rememberViews } from "./recreate/remember-views";
import { stayingDependents } from "./recreate/unmodelled";
import { applyRenames } from "./rename";
import { renamedDependents } from "./rename/dependents";
import { inWordsOf } from "./rename/former-words";
import { renamed, withFollowedViews } from "./rename/renamed";
import { compareSequences } from "./sequence";
import { withStorage } from "./storage";
import { compareTable, compareTableLists, matchTables } from "./table";
import { compareIndexes } from "./table-index";
import { compareView, compareViewLists, matchViews } from "./view";

export function compareModels(
  current: SchemaModel,
  desired: SchemaModel,
  context: CompareContext,
): Comparison {
  const asking = filterModel(desired, "desired", context);
  const asked = applyRenames(filterModel(current, "current", context), asking, context);
  const renames = carryNames(asked, current, asking, context);
  const everything = withFollowedViews(renamed(current, renames.operations, context), context);
  const comparable = withFollowedViews(renames.current, context);
  const wanted = withStorage(asking, comparable, context);

  const found = compareNouns(comparable, wanted, everything, context);
  const types = everything.enumTypes.map(({ name }) => name);
  const dependents = renamedDependents(context.dependents, renames.operations, types, context);
  const changed = recreateDependents(everything, wanted, inSteps(found.operations), {
    ...context,
    dependents,
  });
  const namespaces = compareNamespaces(comparable, wanted, everything, changed, context);
  const unordered = withFormerDefinitions(
    [...renames.operations, ...namespaces.operations, ...rememberViews(changed), ...(context.besides ?? [])],
    inWordsOf(renames.operations, renames.tablesRenamed, context),
    inWordsOf(renames.operations, current, context),
  );

  const models = [current, desired];
  const operations = orderOperations(unordered, { models });
  const staying = stayingDependents(dependents, operations);
  const back = downgradeOf(operations, current, { ...context, dependents: staying });
  const { rereadable = (print: string) => print } = context;
  const downgrade = withWords(orderOperations(back.operations, { models, back: true }), rereadable);
  return {
    operations,
    downgrade,
    held: [
      ...heldOperations(everything, operations, dependents),
      ...heldOnWayBack(everything, operations, downgrade, staying),
      ...mentionsOfRemovedValues(everything, operations, dependents, context),
    ],
    unmanaged: found.unmanaged,
    renameCandidates: renames.candidates,
    unusedRenames: renames.unused,
    notes: [...found.notes, ...namespaces.notes, ...back.notes],
  };
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
