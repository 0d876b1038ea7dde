import { fields, flag, invalid, optional, readArguments, text, withDefault } from "./arguments";
import { dropOptions, existenceOptions, trailing, type DropOptions } from "./existence";
import { anyExtension, extensionKey, footprintOf, formerExtension, schemaKey } from "./footprint";
import { placed, without } from "./model-edit";
import type { Change } from "./operation";
import { whenFacetsKnown } from "./reversal";
import type { TraitsFor } from "./traits";

/** Installs an extension unless it is there: TypeORM does so by itself whenever it connects. */
export interface CreateExtension {
  readonly kind: "createExtension";
  readonly name: string;
  /** The schema its objects go to, where not the first of the search path. */
  readonly schema?: string;
  readonly version?: string;
  /** Whether the extensions that it needs are installed with it. */
  readonly cascade?: true;
}

export interface DropExtension extends DropOptions {
  readonly kind: "dropExtension";
  readonly name: string;
}

/** Brings an extension to another version, or its objects to another schema. */
export interface AlterExtension {
  readonly kind: "alterExtension";
  readonly name: string;
  /** Null for the newest version that the server has. */
  readonly version?: Change<string | null>;
  readonly schema?: Change<string>;
}

export interface ExtensionOperationMap {
  createExtension: CreateExtension;
  dropExtension: DropExtension;
  alterExtension: AlterExtension;
}

const createOptions = withDefault(
  fields({ schema: optional(text), version: optional(text), cascade: withDefault(flag, false) }),
  { schema: undefined, version: undefined, cascade: false },
);
const readChanges = fields({ version: optional(text), schema: optional(text) });

export const extensionTraits: TraitsFor<keyof ExtensionOperationMap> = {
  createExtension: {
    reverse: ({ name }) => ({ reversible: true, operations: [{ kind: "dropExtension", name }] }),
    describe: ({ name }) => `Create extension ${name}`,
    apply: (model, { name }) => ({ ...model, extensions: placed(model.extensions, { name }) }),
    footprint: ({ name, schema }) =>
      footprintOf({
        creates: [extensionKey(name), anyExtension],
        needs: schema === undefined ? [] : [schemaKey(schema)],
      }),
    encode: ({ name, schema, version, cascade }) => [name, ...trailing({ schema, version, cascade })],
    decode: (args) => {
      const [name, { schema, version, cascade }] = readArguments(
        "createExtension",
        args,
        text,
        createOptions,
      );
      return {
        kind: "createExtension",
        name,
        ...(schema !== undefined && { schema }),
        ...(version !== undefined && { version }),
        ...(cascade && { cascade }),
      };
    },
  },
  dropExtension: {
    reverse: ({ name }) => ({ reversible: true, operations: [{ kind: "createExtension", name }] }),
    describe: ({ name }) => `Drop extension ${name}`,
    apply: (model, { name }) => ({ ...model, extensions: without(model.extensions, name) }),
    footprint: ({ name }) => footprintOf({ drops: [extensionKey(name), formerExtension] }),
    encode: ({ name, ...options }) => [name, ...trailing(existenceOptions(options))],
    decode: (args) => {
      const [name, options] = readArguments("dropExtension", args, text, dropOptions);
      return { kind: "dropExtension", name, ...options };
    },
  },
  alterExtension: {
    reverse: ({ kind, name, version, ...changes }) => {
      // Extensions have scripts for the way up alone.
      if (version !== undefined) {
        return { reversible: false, reason: `extension ${name} can't be brought back to a former version` };
      }
      return whenFacetsKnown(changes, `extension ${name}`, (former) => [{ kind, name, ...former }]);
    },
    describe: ({ name, version, schema }) =>
      `Change extension ${name}: ${[
        ...(version === undefined ? [] : [`version ${version.to ?? "newest"}`]),
        ...(schema === undefined ? [] : [`schema ${schema.to}`]),
      ].join(", ")}`,
    apply: (model) => model,
    footprint: ({ name, schema }) =>
      footprintOf({ needs: [extensionKey(name), ...(schema === undefined ? [] : [schemaKey(schema.to)])] }),
    encode: ({ name, version, schema }) => [
      name,
      { ...(version && { version: version.to ?? "newest" }), ...(schema && { schema: schema.to }) },
    ],
    decode: (args) => {
      const [name, { version, schema }] = readArguments("alterExtension", args, text, readChanges);
      if (version === undefined && schema === undefined) {
        throw invalid({ operation: "alterExtension", path: "second argument" }, "changes nothing");
      }
      return {
        kind: "alterExtension",
        name,
        ...(version !== undefined && { version: { to: version === "newest" ? null : version } }),
        ...(schema !== undefined && { schema: { to: schema } }),
      };
    },
  },
};
