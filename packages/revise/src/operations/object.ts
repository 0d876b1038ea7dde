/** What is done alike to objects of every kind: a comment, another schema, another name. */
import { objectKey, type ObjectKey, type QualifiedName } from "../model/names";
import type { SchemaModel } from "../model/schema-model";
import { nullable, readArguments, string, text } from "./arguments";
import {
  anyRoutine,
  footprintOf,
  formerRoutine,
  relationName,
  schemaKey,
  shapeAfter,
  shapeBefore,
  tableKey,
} from "./footprint";
import { updateColumn, updateTable } from "./model-edit";
import {
  describeTarget,
  encodeTarget,
  target,
  targetKeys,
  type Target,
  type TargetKind,
} from "./object/target";
import { renamedType } from "./enum-type/renaming";
import { whenFacetsKnown } from "./reversal";
import { renamedSequence } from "./sequence/renaming";
import { renamedTable } from "./table/renaming";
import { renamedView } from "./view/renaming";
import type { Change } from "./operation";
import { renameFootprint, type RenameStep, reversedStep } from "./renaming";
import type { Footprint, TraitsFor } from "./traits";

export interface CommentOn {
  readonly kind: "commentOn";
  readonly object: Target;
  readonly comment: Change<string | null>;
}

export interface SetSchema extends RenameStep {
  readonly kind: "setSchema";
  /** Where the object is before. */
  readonly object: Target;
  /** The schema it goes to; null for the default schema. */
  readonly to: string | null;
}

export interface RenameObject extends RenameStep {
  readonly kind: "renameObject";
  readonly object: Target;
  readonly to: string;
}

export interface ObjectOperationMap {
  commentOn: CommentOn;
  setSchema: SetSchema;
  renameObject: RenameObject;
}

const commented: readonly TargetKind[] = [
  "table",
  "column",
  "constraint",
  "index",
  "view",
  "materializedView",
  "sequence",
  "type",
  "domain",
  "function",
  "procedure",
  "trigger",
  "policy",
  "schema",
  "extension",
];
const moved: readonly TargetKind[] = [
  "table",
  "view",
  "materializedView",
  "sequence",
  "type",
  "domain",
  "function",
  "procedure",
];
/** Tables, columns, constraints, indexes, enums and sequences have operations of their own for it. */
const renamed: readonly TargetKind[] = [
  "view",
  "materializedView",
  "domain",
  "type",
  "function",
  "procedure",
  "trigger",
  "policy",
  "schema",
];

type Traits<Kind extends keyof ObjectOperationMap> = TraitsFor<Kind>[Kind];

const commentOn: Traits<"commentOn"> = {
  reverse: ({ kind, object, comment }) =>
    whenFacetsKnown({ comment }, describeTarget(object), (former) => [{ kind, object, ...former }]),
  describe: ({ object, comment }) =>
    `${comment.to === null ? "Remove" : "Set"} comment of ${describeTarget(object)}`,
  apply: (model, { object: { kind, name, member }, comment: { to: comment } }) => {
    if (kind === "table") return updateTable(model, name, (table) => ({ ...table, comment }));
    if (kind !== "column" || member === undefined) return model;
    return updateColumn(model, name, member, (column) => ({ ...column, comment }));
  },
  footprint: ({ object }) => footprintOf({ needs: targetKeys(object) }),
  encode: ({ object, comment }) => [encodeTarget(object), comment.to],
  decode: (args) => {
    const [object, to] = readArguments("commentOn", args, target(commented), nullable(string));
    return { kind: "commentOn", object, comment: { to } };
  },
};

/** The model after a table, type, sequence or view got another name. */
function relocated(model: SchemaModel, object: Target, to: QualifiedName): SchemaModel {
  switch (object.kind) {
    case "table":
      return renamedTable(model, object.name, to);
    case "type":
      return renamedType(model, object.name, to);
    case "sequence":
      return renamedSequence(model, object.name, to);
    case "view":
    case "materializedView":
      return renamedView(model, object.name, to);
    default:
      return model;
  }
}

/** What comes with one name and goes with the other. */
function keysUnder(object: Target, name: QualifiedName): readonly ObjectKey[] {
  const keys = targetKeys({ ...object, name });
  const isRelation = !["function", "procedure", "schema"].includes(object.kind);
  return [...keys, ...(isRelation ? [relationName(name)] : [])];
}

function footprintOfMove(object: Target, to: QualifiedName, step: RenameStep = {}): Footprint {
  const isTable = object.kind === "table";
  const isRoutine = object.kind === "function" || object.kind === "procedure";
  return renameFootprint({
    ...step,
    before: keysUnder(object, object.name),
    after: [...keysUnder(object, to), ...(isTable ? shapeAfter(to) : []), ...(isRoutine ? [anyRoutine] : [])],
    ends: [...(isTable ? shapeBefore(object.name) : []), ...(isRoutine ? [formerRoutine] : [])],
    needs: [object.name.schema, to.schema].flatMap((schema) => (schema === null ? [] : [schemaKey(schema)])),
  });
}

const setSchema: Traits<"setSchema"> = {
  reverse: ({ kind, object, to, ...step }) => ({
    reversible: true,
    operations: [
      {
        kind,
        object: { ...object, name: { schema: to, name: object.name.name } },
        to: object.name.schema,
        ...reversedStep(step),
      },
    ],
  }),
  describe: ({ object, to }) =>
    `Move ${describeTarget(object)} to ${to === null ? "the default schema" : `schema ${to}`}`,
  apply: (model, { object, to }) => relocated(model, object, { schema: to, name: object.name.name }),
  footprint: ({ object, to, ...step }) =>
    footprintOfMove(object, { schema: to, name: object.name.name }, step),
  encode: ({ object, to }) => [encodeTarget(object), to],
  decode: (args) => {
    const [object, to] = readArguments("setSchema", args, target(moved), nullable(text));
    return { kind: "setSchema", object, to };
  },
};

/** The object under its new name. */
function afterRename({ object, to }: Pick<RenameObject, "object" | "to">): Target {
  if (object.member !== undefined) return { ...object, member: to };
  return { ...object, name: { schema: object.name.schema, name: to } };
}

const renameObject: Traits<"renameObject"> = {
  reverse: ({ kind, object, to, ...step }) => ({
    reversible: true,
    operations: [
      {
        kind,
        object: afterRename({ object, to }),
        to: object.member ?? object.name.name,
        ...reversedStep(step),
      },
    ],
  }),
  describe: ({ object, to }) => `Rename ${describeTarget(object)} to ${to}`,
  apply: (model, { object, to }) =>
    object.member === undefined ? relocated(model, object, afterRename({ object, to }).name) : model,
  footprint: ({ object, to, ...step }) => {
    const after = afterRename({ object, to });
    if (object.member === undefined) return footprintOfMove(object, after.name, step);
    const key = (one: Target): ObjectKey =>
      objectKey(one.kind as "trigger" | "policy", one.name, one.member ?? "");
    return renameFootprint({
      ...step,
      before: [key(object)],
      after: [key(after)],
      needs: [tableKey(object.name)],
    });
  },
  encode: ({ object, to }) => [encodeTarget(object), to],
  decode: (args) => {
    const [object, to] = readArguments("renameObject", args, target(renamed), text);
    return { kind: "renameObject", object, to };
  },
};

export const objectTraits: TraitsFor<keyof ObjectOperationMap> = { commentOn, setSchema, renameObject };
