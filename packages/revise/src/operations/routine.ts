/** Functions and procedures. */
import { displayName, objectKey, type ObjectKey, type QualifiedName } from "../model/names";
import { readArguments, text, listOf, fields, optional, flag, withDefault } from "./arguments";
import { existenceOptions, trailing, type DropOptions } from "./existence";
import { anyExtension, anyRoutine, footprintOf, formerExtension, formerRoutine, schemaOf } from "./footprint";
import { encodeName, objectName } from "./object-name";
import type { Operation } from "./operation";
import { whenFacetsKnown, whenKnown } from "./reversal";
import { encodeRoutine, readFunction, readProcedure, type Routine } from "./routine/definition";
import type { OperationTraits, TraitsFor } from "./traits";

interface CreateRoutine<Kind extends string> {
  readonly kind: Kind;
  readonly definition: Routine;
}

/** Gives a routine of the same arguments another body or other options. */
interface ReplaceRoutine<Kind extends string> {
  readonly kind: Kind;
  readonly definition: { readonly from?: Routine; readonly to: Routine };
}

interface DropRoutine<Kind extends string> extends DropOptions {
  readonly kind: Kind;
  readonly name: QualifiedName;
  /** What tells it from others of its name; may be left out where there are none. */
  readonly arguments?: readonly string[];
  readonly definition?: Routine;
}

export type CreateFunction = CreateRoutine<"createFunction">;
export type ReplaceFunction = ReplaceRoutine<"replaceFunction">;
export type DropFunction = DropRoutine<"dropFunction">;
export type CreateProcedure = CreateRoutine<"createProcedure">;
export type ReplaceProcedure = ReplaceRoutine<"replaceProcedure">;
export type DropProcedure = DropRoutine<"dropProcedure">;

export interface RoutineOperationMap {
  createFunction: CreateFunction;
  replaceFunction: ReplaceFunction;
  dropFunction: DropFunction;
  createProcedure: CreateProcedure;
  replaceProcedure: ReplaceProcedure;
  dropProcedure: DropProcedure;
}

type Sort = "function" | "procedure";

/** What calls a routine calls it by its name; which of several of that name it means is for the server to know. */
export function routineKey(name: QualifiedName): ObjectKey {
  return objectKey("routine", name);
}

const kinds = {
  function: { create: "createFunction", replace: "replaceFunction", drop: "dropFunction" },
  procedure: { create: "createProcedure", replace: "replaceProcedure", drop: "dropProcedure" },
} as const;

const readers = { function: readFunction, procedure: readProcedure };

function createRoutine<Kind extends string>(sort: Sort): OperationTraits<CreateRoutine<Kind>> {
  const { create, drop } = kinds[sort];
  return {
    reverse: ({ definition }) => ({
      reversible: true,
      operations: [{ kind: drop, name: definition.name, arguments: definition.arguments, definition }],
    }),
    describe: ({ definition }) => `Create ${sort} ${signature(definition.name, definition.arguments)}`,
    apply: (model) => model,
    footprint: ({ definition: { name } }) =>
      footprintOf({ creates: [routineKey(name), anyRoutine], needs: [...schemaOf(name), anyExtension] }),
    encode: ({ definition }) => [encodeName(definition.name), encodeRoutine(definition)],
    decode: (args) => {
      const [name, rest] = readArguments(create, args, objectName, readers[sort]);
      return { kind: create as string as Kind, definition: { name, ...rest } };
    },
  };
}

function replaceRoutine<Kind extends string>(sort: Sort): OperationTraits<ReplaceRoutine<Kind>> {
  const { replace } = kinds[sort];
  return {
    reverse: ({ kind, definition }) =>
      whenFacetsKnown({ definition }, `${sort} ${displayName(definition.to.name)}`, (former) => [
        { kind, ...former } as unknown as Operation,
      ]),
    describe: ({ definition: { to } }) => `Replace ${sort} ${signature(to.name, to.arguments)}`,
    apply: (model) => model,
    footprint: ({ definition: { to } }) =>
      footprintOf({ needs: [routineKey(to.name), ...schemaOf(to.name), anyExtension] }),
    encode: ({ definition: { to } }) => [encodeName(to.name), encodeRoutine(to)],
    decode: (args) => {
      const [name, rest] = readArguments(replace, args, objectName, readers[sort]);
      return { kind: replace as string as Kind, definition: { to: { name, ...rest } } };
    },
  };
}

const readDrop = withDefault(
  fields({
    arguments: optional(listOf(text)),
    ifExists: withDefault(flag, false),
    cascade: withDefault(flag, false),
  }),
  { arguments: undefined, ifExists: false, cascade: false },
);

function dropRoutine<Kind extends string>(sort: Sort): OperationTraits<DropRoutine<Kind>> {
  const { create, drop } = kinds[sort];
  return {
    reverse: ({ name, definition }) =>
      whenKnown(definition, `the definition of ${sort} ${displayName(name)} is not known`, (known) => [
        { kind: create, definition: known },
      ]),
    describe: ({ name, arguments: list }) => `Drop ${sort} ${signature(name, list)}`,
    apply: (model) => model,
    footprint: ({ name }) =>
      footprintOf({
        drops: [routineKey(name), formerRoutine],
        releases: [...schemaOf(name), formerExtension],
      }),
    encode: ({ name, arguments: list, ...options }) => [
      encodeName(name),
      ...trailing({ arguments: list, ...existenceOptions(options) }),
    ],
    decode: (args) => {
      const [name, { arguments: list, ifExists, cascade }] = readArguments(drop, args, objectName, readDrop);
      return {
        kind: drop as string as Kind,
        name,
        ...(list !== undefined && { arguments: list }),
        ...(ifExists && { ifExists }),
        ...(cascade && { cascade }),
      };
    },
  };
}

/** `app.add(integer, integer)` */
function signature(name: QualifiedName, list: readonly string[] | undefined): string {
  return `${displayName(name)}${list === undefined ? "" : `(${list.join(", ")})`}`;
}

export const routineTraits: TraitsFor<keyof RoutineOperationMap> = {
  createFunction: createRoutine("function"),
  replaceFunction: replaceRoutine("function"),
  dropFunction: dropRoutine("function"),
  createProcedure: createRoutine("procedure"),
  replaceProcedure: replaceRoutine("procedure"),
  dropProcedure: dropRoutine("procedure"),
};
