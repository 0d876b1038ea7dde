import { placed, without } from "./model-edit";
import { readArguments, text } from "./arguments";
import { footprintOf, schemaKey } from "./footprint";
import type { TraitsFor } from "./traits";

export interface CreateSchema {
  readonly kind: "createSchema";
  readonly name: string;
}

export interface DropSchema {
  readonly kind: "dropSchema";
  readonly name: string;
}

export interface NamespaceOperationMap {
  createSchema: CreateSchema;
  dropSchema: DropSchema;
}

export const namespaceTraits: TraitsFor<keyof NamespaceOperationMap> = {
  createSchema: {
    reverse: ({ name }) => ({ reversible: true, operations: [{ kind: "dropSchema", name }] }),
    describe: ({ name }) => `Create schema ${name}`,
    apply: (model, { name }) => ({ ...model, namespaces: placed(model.namespaces, { name }) }),
    footprint: ({ name }) => footprintOf({ creates: [schemaKey(name)] }),
    encode: ({ name }) => [name],
    decode: (args) => ({ kind: "createSchema", name: readArguments("createSchema", args, text)[0] }),
  },
  dropSchema: {
    reverse: ({ name }) => ({ reversible: true, operations: [{ kind: "createSchema", name }] }),
    describe: ({ name }) => `Drop schema ${name}`,
    apply: (model, { name }) => ({ ...model, namespaces: without(model.namespaces, name) }),
    footprint: ({ name }) => footprintOf({ drops: [schemaKey(name)] }),
    encode: ({ name }) => [name],
    decode: (args) => ({ kind: "dropSchema", name: readArguments("dropSchema", args, text)[0] }),
  },
};
