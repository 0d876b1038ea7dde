import { displayName, objectKey, type ObjectKey, type QualifiedName } from "../model/names";
import type { TableIndex } from "../model/table-index";
import { fields, flag, optional, readArguments, text, withDefault } from "./arguments";
import { existenceOptions, mirrored, trailing, type CreateOptions, type DropOptions } from "./existence";
import { footprintOf, formerShape, relationName, tableKey } from "./footprint";
import { placed, updateIndexes, without } from "./model-edit";
import { encodeName, objectName } from "./object-name";
import { type MemberRename, memberRenameTraits } from "./renaming";
import { whenKnown } from "./reversal";
import { encodeIndex, tableIndex } from "./table-index/definition";
import { existenceOf, needsOf, releasesOf } from "./table-index/footprint";
import type { TraitsFor } from "./traits";

export interface CreateIndex extends CreateOptions {
  readonly kind: "createIndex";
  /** A table or a materialized view. */
  readonly table: QualifiedName;
  readonly index: TableIndex;
  readonly tablespace?: string;
  /** Of a partitioned table: the partitions get no such index. */
  readonly only?: true;
}

export interface DropIndex extends DropOptions {
  readonly kind: "dropIndex";
  readonly table: QualifiedName;
  readonly name: string;
  readonly concurrently: boolean;
  readonly definition?: TableIndex;
}

export interface RenameIndex extends MemberRename {
  readonly kind: "renameIndex";
}

export interface TableIndexOperationMap {
  createIndex: CreateIndex;
  dropIndex: DropIndex;
  renameIndex: RenameIndex;
}

/** An index stands on a table or on a materialized view; the one that is not there costs nothing. */
function owners(name: QualifiedName): readonly ObjectKey[] {
  return [tableKey(name), objectKey("view", name)];
}

type Traits<Kind extends keyof TableIndexOperationMap> = TraitsFor<Kind>[Kind];

const createIndex: Traits<"createIndex"> = {
  reverse: ({ table, index, ...options }) => ({
    reversible: true,
    operations: [
      {
        kind: "dropIndex",
        table,
        name: index.name,
        concurrently: index.concurrently,
        definition: index,
        ...mirrored(options),
      },
    ],
  }),
  describe: ({ table, index }) =>
    `Create ${index.unique ? "unique index" : "index"} ${index.name} on ${displayName(table)} (${describeKeys(index)})`,
  apply: (model, { table, index }) => updateIndexes(model, table, (indexes) => placed(indexes, index)),
  footprint: ({ table, index }) =>
    footprintOf({
      creates: existenceOf(table, index),
      needs: [...owners(table), ...needsOf(table, index)],
    }),
  encode: ({ table, index, tablespace, only, ...options }) => [
    encodeName(table),
    encodeIndex(index),
    ...trailing({
      ...existenceOptions(options),
      only,
      tablespace: tablespace ?? index.details?.tablespace,
    }),
  ],
  decode: (args) => {
    const [table, index, { tablespace, only, ifNotExists }] = readArguments(
      "createIndex",
      args,
      objectName,
      tableIndex,
      readCreateOptions,
    );
    return {
      kind: "createIndex",
      table,
      index,
      ...(tablespace !== undefined && { tablespace }),
      ...(only && { only }),
      ...(ifNotExists && { ifNotExists }),
    };
  },
};

const readCreateOptions = withDefault(
  fields({
    ifNotExists: withDefault(flag, false),
    only: withDefault(flag, false),
    tablespace: optional(text),
  }),
  { ifNotExists: false, only: false, tablespace: undefined },
);

const readDropOptions = withDefault(
  fields({
    concurrently: withDefault(flag, false),
    ifExists: withDefault(flag, false),
    cascade: withDefault(flag, false),
  }),
  { concurrently: false, ifExists: false, cascade: false },
);

const dropIndex: Traits<"dropIndex"> = {
  reverse: ({ table, name, definition, ...options }) =>
    whenKnown(
      definition,
      `the definition of index ${name} of ${displayName(table)} is not known`,
      (index) => [{ kind: "createIndex", table, index, ...mirrored(options) }],
    ),
  describe: ({ table, name }) => `Drop index ${name} on ${displayName(table)}`,
  apply: (model, { table, name }) => updateIndexes(model, table, (indexes) => without(indexes, name)),
  footprint: ({ table, name, definition }) =>
    footprintOf({
      drops: definition === undefined ? namesOf(table, name) : existenceOf(table, definition),
      needs: owners(table),
      releases: definition === undefined ? [formerShape(table)] : releasesOf(table, definition),
    }),
  encode: ({ table, name, concurrently, ...options }) => [
    encodeName(table),
    name,
    ...trailing({ concurrently, ...existenceOptions(options) }),
  ],
  decode: (args) => {
    const [table, name, { concurrently, ifExists, cascade }] = readArguments(
      "dropIndex",
      args,
      objectName,
      text,
      readDropOptions,
    );
    return {
      kind: "dropIndex",
      table,
      name,
      concurrently,
      ...(ifExists && { ifExists }),
      ...(cascade && { cascade }),
    };
  },
};

const renameIndex = memberRenameTraits("renameIndex", {
  phrase: (table, name) => `index ${name} on ${displayName(table)}`,
  keys: namesOf,
  needs: owners,
  apply: (model, { table, from, to }) =>
    updateIndexes(model, table, (indexes) => {
      const index = indexes.find(({ name }) => name === from);
      return index === undefined
        ? indexes
        : placed(without(indexes, from), { ...index, name: to, givenName: true });
    }),
});

function namesOf(table: QualifiedName, name: string): readonly ObjectKey[] {
  return [objectKey("index", table, name), relationName({ schema: table.schema, name })];
}

export const tableIndexTraits: TraitsFor<keyof TableIndexOperationMap> = {
  createIndex,
  dropIndex,
  renameIndex,
};

function describeKeys({ keys }: TableIndex): string {
  return keys.map(({ column, expression }) => column ?? expression).join(", ");
}
