import { displayName, objectKey, sameName, type ObjectKey, type QualifiedName } from "../model/names";
import type { View } from "../model/view";
import { fields, flag, invalid, readArguments, withDefault } from "./arguments";
import {
  createOptions,
  existenceOptions,
  flags,
  mirrored,
  trailing,
  type CreateOptions,
  type DropOptions,
} from "./existence";
import {
  anyEnumValue,
  anyExtension,
  anySequence,
  anyShape,
  footprintOf,
  formerAnyShape,
  formerExtension,
  formerSequence,
  relationName,
  schemaOf,
  tableKey,
} from "./footprint";
import { placed, without } from "./model-edit";
import { encodeName, objectName } from "./object-name";
import type { Change, Operation } from "./operation";
import { opposite, whenKnown } from "./reversal";
import { existenceOf as existenceOfIndex } from "./table-index/footprint";
import type { TraitsFor } from "./traits";
import { bareView, createdView, encodeView, viewDetails } from "./view/definition";

/** Creates a view or a materialized view; the indexes of a materialized one are `createIndex` operations. */
export interface CreateView extends CreateOptions {
  readonly kind: "createView";
  readonly view: View;
  /** Gives back what a `dropView` of the same revision remembered. */
  readonly restore?: true;
}

export interface DropView extends DropOptions {
  readonly kind: "dropView";
  readonly name: QualifiedName;
  readonly materialized: boolean;
  /** Remembers owner, grants and all else that belongs to the view, for the `createView` that follows. */
  readonly remember?: true;
  readonly definition?: View;
}

/** Gives a view another query with at least the same columns. What reads it stays. */
export interface ReplaceView {
  readonly kind: "replaceView";
  readonly view: Change<View>;
}

/** Runs the query of a materialized view again. */
export interface RefreshMaterializedView {
  readonly kind: "refreshMaterializedView";
  readonly name: QualifiedName;
  readonly concurrently: boolean;
  readonly withData: boolean;
}

export interface ViewOperationMap {
  createView: CreateView;
  dropView: DropView;
  replaceView: ReplaceView;
  refreshMaterializedView: RefreshMaterializedView;
}

function existenceOf(name: QualifiedName): readonly ObjectKey[] {
  return [objectKey("view", name), relationName(name)];
}

/** What a view reads may be a table or a view. */
function sources(view: View): readonly ObjectKey[] {
  return view.dependsOn.flatMap((name) => [tableKey(name), objectKey("view", name)]);
}

function describeKind(materialized: boolean): string {
  return materialized ? "materialized view" : "view";
}

const readDropOptions = flags("materialized", "ifExists", "cascade", "remember");

type Traits<Kind extends keyof ViewOperationMap> = TraitsFor<Kind>[Kind];

const createView: Traits<"createView"> = {
  reverse: ({ view, ...options }) => ({
    reversible: true,
    operations: [
      {
        kind: "dropView",
        name: view.name,
        materialized: view.materialized,
        definition: bareView(view),
        ...mirrored(options),
        ...(options.restore && { remember: true as const }),
      },
    ],
  }),
  describe: ({ view }) => `Create ${describeKind(view.materialized)} ${displayName(view.name)}`,
  apply: (model, { view }) => ({ ...model, views: placed(model.views, bareView(view)) }),
  footprint: ({ view }) =>
    footprintOf({
      creates: existenceOf(view.name),
      needs: [
        ...schemaOf(view.name),
        ...sources(view),
        ...[anyShape, anyEnumValue, anyExtension, anySequence],
      ],
    }),
  encode: ({ view, restore, ...options }) => [
    encodeName(view.name),
    { ...encodeView(view), ...(restore && { restore }) },
    ...trailing(existenceOptions(options)),
  ],
  decode: (args) => {
    const [name, { view, restore }, options] = readArguments(
      "createView",
      args,
      objectName,
      createdView,
      createOptions,
    );
    if (options.ifNotExists && !view.materialized) {
      const place = { operation: "createView", path: "third argument" };
      throw invalid(
        place,
        "is for materialized views",
        "PostgreSQL has no CREATE VIEW IF NOT EXISTS; op.replaceView replaces one.",
      );
    }
    return { kind: "createView", view: { name, ...view }, ...options, ...(restore && { restore }) };
  },
};

const dropView: Traits<"dropView"> = {
  reverse: ({ name, remember, definition }) =>
    whenKnown(definition, `the query of view ${displayName(name)} is not known`, (view) =>
      recreated(view, remember),
    ),
  describe: ({ name, materialized }) => `Drop ${describeKind(materialized)} ${displayName(name)}`,
  apply: (model, { name }) => ({ ...model, views: without(model.views, name) }),
  footprint: ({ name, definition }) =>
    footprintOf({
      drops: [
        ...existenceOf(name),
        ...(definition?.indexes ?? []).flatMap((index) => existenceOfIndex(name, index)),
      ],
      releases: [
        ...schemaOf(name),
        ...(definition === undefined ? [] : sources(definition)),
        ...[formerAnyShape, formerExtension, formerSequence],
      ],
    }),
  encode: ({ name, materialized, ...options }) => [
    encodeName(name),
    ...trailing({ materialized, ...existenceOptions(options), remember: options.remember }),
  ],
  decode: (args) => {
    const [name, options] = readArguments("dropView", args, objectName, readDropOptions);
    return { kind: "dropView", name, ...options, materialized: options.materialized ?? false };
  },
};

const replaceView: Traits<"replaceView"> = {
  reverse: ({ kind, view }) =>
    whenKnown(
      opposite(view),
      `the former query of view ${displayName(view.to.name)} is not known`,
      (former) => [{ kind, view: former }],
    ),
  describe: ({ view: { to } }) => `Replace view ${displayName(to.name)}`,
  apply: (model, { view: { to } }) => ({
    ...model,
    views: model.views.map((view) =>
      sameName(view.name, to.name) ? { ...bareView(to), indexes: view.indexes } : view,
    ),
  }),
  footprint: ({ view: { to } }) =>
    footprintOf({
      needs: [
        objectKey("view", to.name),
        ...schemaOf(to.name),
        ...sources(to),
        ...[anyShape, anyEnumValue, anyExtension, anySequence],
      ],
    }),
  encode: ({ view: { to } }) => [encodeName(to.name), encodeView(to)],
  decode: (args) => {
    const [name, details] = readArguments("replaceView", args, objectName, viewDetails);
    if (details.materialized) {
      const place = { operation: "replaceView", path: "second argument" };
      throw invalid(place, "is materialized", "A materialized view is dropped and created again.");
    }
    return { kind: "replaceView", view: { to: { name, ...details } } };
  },
};

const readRefresh = withDefault(
  fields({ concurrently: withDefault(flag, false), withData: withDefault(flag, true) }),
  { concurrently: false, withData: true },
);

const refreshMaterializedView: Traits<"refreshMaterializedView"> = {
  // It changes no definition, and what the view held follows from the tables.
  reverse: () => ({ reversible: true, operations: [] }),
  describe: ({ name }) => `Refresh materialized view ${displayName(name)}`,
  apply: (model) => model,
  footprint: ({ name }) => footprintOf({ needs: [objectKey("view", name)] }),
  encode: ({ name, concurrently, withData }) => [
    encodeName(name),
    ...(concurrently ? [{ concurrently }] : withData ? [] : [{ withData }]),
  ],
  decode: (args) => {
    const [name, options] = readArguments("refreshMaterializedView", args, objectName, readRefresh);
    if (options.concurrently && !options.withData) {
      const place = { operation: "refreshMaterializedView", path: "second argument" };
      throw invalid(place, "asks for a refresh without rows that is concurrent");
    }
    return { kind: "refreshMaterializedView", name, ...options };
  },
};

/** A dropped materialized view took its indexes with it; they are operations of their own on the way back. */
function recreated(view: View, restore: true | undefined): readonly Operation[] {
  return [
    { kind: "createView", view: bareView(view), ...(restore && { restore }) },
    ...view.indexes.map((index): Operation => ({ kind: "createIndex", table: view.name, index })),
  ];
}

export const viewTraits: TraitsFor<keyof ViewOperationMap> = {
  createView,
  dropView,
  replaceView,
  refreshMaterializedView,
};
