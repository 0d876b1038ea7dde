/**
 * Pairs of operations that create and drop what the model does not hold, and entities can't declare: domains,
 * composite types, partitions; and on a table triggers and policies.
 */
import { displayName, type ObjectKey, type QualifiedName } from "../model/names";
import { readArguments, text, type Reader } from "./arguments";
import {
  createOptions,
  dropOptions,
  existenceOptions,
  flags,
  mirrored,
  trailing,
  type CreateOptions,
  type DropOptions,
} from "./existence";
import { changedShape, footprintOf, formerShape, tableKey } from "./footprint";
import { encodeName, objectName } from "./object-name";
import type { Operation } from "./operation";
import { whenKnown } from "./reversal";
import type { OperationTraits } from "./traits";

export interface CreateStandalone<Kind extends string, Definition> extends CreateOptions {
  readonly kind: Kind;
  readonly definition: Definition;
}

export interface DropStandalone<Kind extends string, Definition> extends DropOptions {
  readonly kind: Kind;
  readonly name: QualifiedName;
  readonly definition?: Definition;
}

interface Words<Definition> {
  readonly create: Operation["kind"];
  readonly drop: Operation["kind"];
  /** For sentences: `domain`. */
  readonly noun: string;
  readonly encode: (definition: Definition) => unknown;
  readonly needs: (definition: Definition) => readonly ObjectKey[];
  readonly releases: (definition: Definition) => readonly ObjectKey[];
}

export interface StandaloneWords<
  Definition extends { readonly name: QualifiedName },
> extends Words<Definition> {
  readonly read: Reader<Omit<Definition, "name">>;
  readonly keys: (name: QualifiedName) => readonly ObjectKey[];
  /** Whether the server knows IF NOT EXISTS for it. */
  readonly guarded: boolean;
}

export function createStandalone<Kind extends string, Definition extends { readonly name: QualifiedName }>(
  words: StandaloneWords<Definition>,
): OperationTraits<CreateStandalone<Kind, Definition>> {
  const readOptions = words.guarded ? createOptions : flags();
  return {
    reverse: ({ definition, ...options }) => ({
      reversible: true,
      operations: [
        { kind: words.drop, name: definition.name, definition, ...mirrored(options) } as unknown as Operation,
      ],
    }),
    describe: ({ definition }) => `Create ${words.noun} ${displayName(definition.name)}`,
    apply: (model) => model,
    footprint: ({ definition }) =>
      footprintOf({ creates: words.keys(definition.name), needs: words.needs(definition) }),
    encode: ({ definition, ...options }) => [
      encodeName(definition.name),
      words.encode(definition),
      ...trailing(existenceOptions(options)),
    ],
    decode: (args) => {
      const [name, rest, options] = readArguments(words.create, args, objectName, words.read, readOptions);
      return {
        kind: words.create as Kind,
        definition: { name, ...rest } as unknown as Definition,
        ...options,
      };
    },
  };
}

export function dropStandalone<Kind extends string, Definition extends { readonly name: QualifiedName }>(
  words: StandaloneWords<Definition>,
): OperationTraits<DropStandalone<Kind, Definition>> {
  return {
    reverse: ({ name, definition, ...options }) =>
      whenKnown(definition, `the definition of ${words.noun} ${displayName(name)} is not known`, (known) => [
        {
          kind: words.create,
          definition: known,
          ...(words.guarded ? mirrored(options) : {}),
        } as unknown as Operation,
      ]),
    describe: ({ name }) => `Drop ${words.noun} ${displayName(name)}`,
    apply: (model) => model,
    footprint: ({ name, definition }) =>
      footprintOf({
        drops: words.keys(name),
        releases: definition === undefined ? [] : words.releases(definition),
      }),
    encode: ({ name, ...options }) => [encodeName(name), ...trailing(existenceOptions(options))],
    decode: (args) => {
      const [name, options] = readArguments(words.drop, args, objectName, dropOptions);
      return { kind: words.drop as Kind, name, ...options };
    },
  };
}

export interface CreateOnTable<Kind extends string, Definition> {
  readonly kind: Kind;
  readonly table: QualifiedName;
  readonly definition: Definition;
}

export interface DropOnTable<Kind extends string, Definition> extends DropOptions {
  readonly kind: Kind;
  readonly table: QualifiedName;
  readonly name: string;
  readonly definition?: Definition;
}

export interface OnTableWords<Definition extends { readonly name: string }> extends Words<Definition> {
  readonly read: Reader<Definition>;
  readonly key: (table: QualifiedName, name: string) => ObjectKey;
}

export function createOnTable<Kind extends string, Definition extends { readonly name: string }>(
  words: OnTableWords<Definition>,
): OperationTraits<CreateOnTable<Kind, Definition>> {
  return {
    reverse: ({ table, definition }) => ({
      reversible: true,
      operations: [{ kind: words.drop, table, name: definition.name, definition } as unknown as Operation],
    }),
    describe: ({ table, definition }) => `Create ${words.noun} ${definition.name} on ${displayName(table)}`,
    apply: (model) => model,
    footprint: ({ table, definition }) =>
      footprintOf({
        creates: [words.key(table, definition.name)],
        needs: [tableKey(table), changedShape(table), ...words.needs(definition)],
      }),
    encode: ({ table, definition }) => [encodeName(table), words.encode(definition)],
    decode: (args) => {
      const [table, definition] = readArguments(words.create, args, objectName, words.read);
      return { kind: words.create as Kind, table, definition };
    },
  };
}

export function dropOnTable<Kind extends string, Definition extends { readonly name: string }>(
  words: OnTableWords<Definition>,
): OperationTraits<DropOnTable<Kind, Definition>> {
  return {
    reverse: ({ table, name, definition }) =>
      whenKnown(
        definition,
        `the definition of ${words.noun} ${name} on ${displayName(table)} is not known`,
        (known) => [{ kind: words.create, table, definition: known } as unknown as Operation],
      ),
    describe: ({ table, name }) => `Drop ${words.noun} ${name} on ${displayName(table)}`,
    apply: (model) => model,
    footprint: ({ table, name, definition }) =>
      footprintOf({
        drops: [words.key(table, name)],
        needs: [tableKey(table)],
        releases: [formerShape(table), ...(definition === undefined ? [] : words.releases(definition))],
      }),
    encode: ({ table, name, ...options }) => [
      encodeName(table),
      name,
      ...trailing(existenceOptions(options)),
    ],
    decode: (args) => {
      const [table, name, options] = readArguments(words.drop, args, objectName, text, dropOptions);
      return { kind: words.drop as Kind, table, name, ...options };
    },
  };
}
