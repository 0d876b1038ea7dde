import { readArguments, text, fields, optional, withDefault } from "./arguments";
import { dropOptions, existenceOptions, trailing, type DropOptions } from "./existence";
import { footprintOf, schemaKey } from "./footprint";
import { placed, without } from "./model-edit";
import type { TraitsFor } from "./traits";

/** Creates a schema unless it is there: the version table may stand in it before the first revision runs. */
export interface CreateSchema {
  readonly kind: "createSchema";
  readonly name: string;
  /** The role that owns it, where not the one that creates it. */
  readonly authorization?: string;
}

export interface DropSchema extends DropOptions {
  readonly kind: "dropSchema";
  readonly name: string;
}

export interface NamespaceOperationMap {
  createSchema: CreateSchema;
  dropSchema: DropSchema;
}

const createOptions = withDefault(fields({ authorization: optional(text) }), { authorization: undefined });

export const namespaceTraits: TraitsFor<keyof NamespaceOperationMap> = {
  createSchema: {
    reverse: ({ name }) => ({ reversible: true, operations: [{ kind: "dropSchema", name }] }),
    describe: ({ name }) => `Create schema ${name}`,
    apply: (model, { name }) => ({ ...model, namespaces: placed(model.namespaces, { name }) }),
    footprint: ({ name }) => footprintOf({ creates: [schemaKey(name)] }),
    encode: ({ name, authorization }) => [name, ...trailing({ authorization })],
    decode: (args) => {
      const [name, { authorization }] = readArguments("createSchema", args, text, createOptions);
      return { kind: "createSchema", name, ...(authorization !== undefined && { authorization }) };
    },
  },
  dropSchema: {
    reverse: ({ name }) => ({ reversible: true, operations: [{ kind: "createSchema", name }] }),
    describe: ({ name }) => `Drop schema ${name}`,
    apply: (model, { name }) => ({ ...model, namespaces: without(model.namespaces, name) }),
    footprint: ({ name }) => footprintOf({ drops: [schemaKey(name)] }),
    encode: ({ name, ...options }) => [name, ...trailing(existenceOptions(options))],
    decode: (args) => {
      const [name, options] = readArguments("dropSchema", args, text, dropOptions);
      return { kind: "dropSchema", name, ...options };
    },
  },
};
