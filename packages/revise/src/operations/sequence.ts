import { displayName, objectKey, sameName, type ObjectKey, type QualifiedName } from "../model/names";
import type { Sequence, SequenceOptions } from "../model/sequence";
import { readArguments, withDefault } from "./arguments";
import {
  createOptions,
  dropOptions,
  existenceOptions,
  mirrored,
  trailing,
  type CreateOptions,
  type DropOptions,
} from "./existence";
import { anySequence, footprintOf, formerSequence, relationName, schemaOf } from "./footprint";
import { placed, without } from "./model-edit";
import { encodeName, objectName } from "./object-name";
import type { Change } from "./operation";
import { type SchemaObjectRename, renameTraits } from "./renaming";
import { opposite, whenKnown } from "./reversal";
import { completeOptions, encodeOptions, sequenceOptions, withoutDefaults } from "./sequence/options";
import { renamedSequence } from "./sequence/renaming";
import type { TraitsFor } from "./traits";

export interface CreateSequence extends CreateOptions {
  readonly kind: "createSequence";
  readonly name: QualifiedName;
  readonly options: Partial<SequenceOptions>;
}

export interface DropSequence extends DropOptions {
  readonly kind: "dropSequence";
  readonly name: QualifiedName;
  readonly definition?: Sequence;
}

export interface AlterSequence {
  readonly kind: "alterSequence";
  readonly name: QualifiedName;
  readonly options: Change<Partial<SequenceOptions>>;
}

export interface RenameSequence extends SchemaObjectRename {
  readonly kind: "renameSequence";
}

export interface SequenceOperationMap {
  createSequence: CreateSequence;
  dropSequence: DropSequence;
  alterSequence: AlterSequence;
  renameSequence: RenameSequence;
}

function existenceOf(name: QualifiedName): readonly ObjectKey[] {
  return [objectKey("sequence", name), relationName(name)];
}

type Traits<Kind extends keyof SequenceOperationMap> = TraitsFor<Kind>[Kind];

const createSequence: Traits<"createSequence"> = {
  reverse: ({ name, options, ...existence }) => ({
    reversible: true,
    operations: [
      {
        kind: "dropSequence",
        name,
        definition: { name, options: completeOptions(options) },
        ...mirrored(existence),
      },
    ],
  }),
  describe: ({ name }) => `Create sequence ${displayName(name)}`,
  apply: (model, { name, options }) => ({
    ...model,
    sequences: placed(model.sequences, { name, options: completeOptions(options) }),
  }),
  footprint: ({ name }) =>
    footprintOf({ creates: [...existenceOf(name), anySequence], needs: schemaOf(name) }),
  encode: ({ name, options, ...existence }) => {
    const last = trailing(existenceOptions(existence));
    const isPlain = Object.keys(options).length === 0 && last.length === 0;
    return [encodeName(name), ...(isPlain ? [] : [encodeOptions(options)]), ...last];
  },
  decode: (args) => {
    const [name, options, existence] = readArguments(
      "createSequence",
      args,
      objectName,
      withDefault(sequenceOptions, {}),
      createOptions,
    );
    return { kind: "createSequence", name, options, ...existence };
  },
};

const dropSequence: Traits<"dropSequence"> = {
  reverse: ({ name, definition, ...existence }) =>
    whenKnown(definition, `the options of sequence ${displayName(name)} are not known`, ({ options }) => [
      { kind: "createSequence", name, options: withoutDefaults(options), ...mirrored(existence) },
    ]),
  describe: ({ name }) => `Drop sequence ${displayName(name)}`,
  apply: (model, { name }) => ({ ...model, sequences: without(model.sequences, name) }),
  footprint: ({ name }) =>
    footprintOf({ drops: [...existenceOf(name), formerSequence], releases: schemaOf(name) }),
  encode: ({ name, ...existence }) => [encodeName(name), ...trailing(existenceOptions(existence))],
  decode: (args) => {
    const [name, existence] = readArguments("dropSequence", args, objectName, dropOptions);
    return { kind: "dropSequence", name, ...existence };
  },
};

const alterSequence: Traits<"alterSequence"> = {
  reverse: ({ kind, name, options }) =>
    whenKnown(
      opposite(options),
      `the former options of sequence ${displayName(name)} are not known`,
      (former) => [{ kind, name, options: former }],
    ),
  describe: ({ name, options }) =>
    `Change sequence ${displayName(name)}: ${Object.entries(options.to)
      .map(([option, value]) => `${option} ${String(value)}`)
      .join(", ")}`,
  apply: (model, { name, options }) => ({
    ...model,
    sequences: model.sequences.map((sequence) =>
      sameName(sequence.name, name)
        ? { ...sequence, options: { ...sequence.options, ...options.to } }
        : sequence,
    ),
  }),
  footprint: ({ name }) => footprintOf({ needs: [objectKey("sequence", name), ...schemaOf(name)] }),
  encode: ({ name, options }) => [encodeName(name), encodeOptions(options.to)],
  decode: (args) => {
    const [name, to] = readArguments("alterSequence", args, objectName, sequenceOptions);
    return { kind: "alterSequence", name, options: { to } };
  },
};

export const sequenceTraits: TraitsFor<keyof SequenceOperationMap> = {
  createSequence,
  dropSequence,
  alterSequence,
  renameSequence: renameTraits("renameSequence", {
    noun: "sequence",
    keys: existenceOf,
    brings: () => [anySequence],
    ends: () => [formerSequence],
    apply: renamedSequence,
  }),
};
