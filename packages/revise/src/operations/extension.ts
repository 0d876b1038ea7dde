import { readArguments, text } from "./arguments";
import { anyExtension, extensionKey, footprintOf, formerExtension } from "./footprint";
import { placed, without } from "./model-edit";
import type { TraitsFor } from "./traits";

export interface CreateExtension {
  readonly kind: "createExtension";
  readonly name: string;
}

export interface DropExtension {
  readonly kind: "dropExtension";
  readonly name: string;
}

export interface ExtensionOperationMap {
  createExtension: CreateExtension;
  dropExtension: DropExtension;
}

export const extensionTraits: TraitsFor<keyof ExtensionOperationMap> = {
  createExtension: {
    reverse: ({ name }) => ({ reversible: true, operations: [{ kind: "dropExtension", name }] }),
    describe: ({ name }) => `Create extension ${name}`,
    apply: (model, { name }) => ({ ...model, extensions: placed(model.extensions, { name }) }),
    footprint: ({ name }) => footprintOf({ creates: [extensionKey(name), anyExtension] }),
    encode: ({ name }) => [name],
    decode: (args) => ({ kind: "createExtension", name: readArguments("createExtension", args, text)[0] }),
  },
  dropExtension: {
    reverse: ({ name }) => ({ reversible: true, operations: [{ kind: "createExtension", name }] }),
    describe: ({ name }) => `Drop extension ${name}`,
    apply: (model, { name }) => ({ ...model, extensions: without(model.extensions, name) }),
    footprint: ({ name }) => footprintOf({ drops: [extensionKey(name), formerExtension] }),
    encode: ({ name }) => [name],
    decode: (args) => ({ kind: "dropExtension", name: readArguments("dropExtension", args, text)[0] }),
  },
};
