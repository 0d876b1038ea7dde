import { displayName, objectKey, type ObjectKey, type QualifiedName } from "../model/names";
import type { View } from "../model/view";
import { fields, flag, nullable, readArguments, string, text, withDefault, type Reader } from "./arguments";
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
import type { Operation } from "./operation";
import { existenceOf as existenceOfIndex } from "./table-index/footprint";
import type { TraitsFor } from "./traits";

/** Creates a view or a materialized view; the indexes of a materialized one are `createIndex` operations. */
export interface CreateView {
  readonly kind: "createView";
  readonly view: View;
}

export interface DropView {
  readonly kind: "dropView";
  readonly name: QualifiedName;
  readonly materialized: boolean;
  readonly definition?: View;
}

export interface ViewOperationMap {
  createView: CreateView;
  dropView: DropView;
}

/** The view without what other operations create: its indexes. */
function bareView(view: View): View {
  return { ...view, indexes: [] };
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

const readView = fields({
  as: text,
  materialized: withDefault(flag, false),
  comment: withDefault(nullable(string), null),
});

const viewDetails: Reader<Omit<View, "name">> = (value, place) => {
  const { as: definition, ...read } = readView(value, place);
  return { ...read, definition, indexes: [], dependsOn: [] };
};

const readDropOptions = withDefault(fields({ materialized: withDefault(flag, false) }), {
  materialized: false,
});

type Traits<Kind extends keyof ViewOperationMap> = TraitsFor<Kind>[Kind];

const createView: Traits<"createView"> = {
  reverse: ({ view }) => ({
    reversible: true,
    operations: [
      {
        kind: "dropView",
        name: view.name,
        materialized: view.materialized,
        definition: bareView(view),
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
  encode: ({ view }) => [
    encodeName(view.name),
    {
      as: view.definition,
      ...(view.materialized && { materialized: true }),
      ...(view.comment !== null && { comment: view.comment }),
    },
  ],
  decode: (args) => {
    const [name, details] = readArguments("createView", args, objectName, viewDetails);
    return { kind: "createView", view: { name, ...details } };
  },
};

const dropView: Traits<"dropView"> = {
  reverse: ({ name, definition }) =>
    definition === undefined
      ? { reversible: false, reason: `the query of view ${displayName(name)} is not known` }
      : { reversible: true, operations: recreated(definition) },
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
  encode: ({ name, materialized }) => [encodeName(name), ...(materialized ? [{ materialized }] : [])],
  decode: (args) => {
    const [name, options] = readArguments("dropView", args, objectName, readDropOptions);
    return { kind: "dropView", name, ...options };
  },
};

/** A dropped materialized view took its indexes with it; they are operations of their own on the way back. */
function recreated(view: View): readonly Operation[] {
  return [
    { kind: "createView", view: bareView(view) },
    ...view.indexes.map((index): Operation => ({ kind: "createIndex", table: view.name, index })),
  ];
}

export const viewTraits: TraitsFor<keyof ViewOperationMap> = { createView, dropView };
