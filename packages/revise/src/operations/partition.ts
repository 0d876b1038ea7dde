/** The partitions of a table that `createTable` made with `partitionBy`. */
import { displayName, type ObjectKey, type QualifiedName } from "../model/names";
import { fields, flag, optional, readArguments, text, withDefault } from "./arguments";
import { trailing } from "./existence";
import { changedShape, footprintOf, formerShape, relationName, schemaOf, tableKey } from "./footprint";
import { encodeName, objectName } from "./object-name";
import { whenKnown } from "./reversal";
import {
  createStandalone,
  dropStandalone,
  type CreateStandalone,
  type DropStandalone,
  type StandaloneWords,
} from "./standalone";
import type { TraitsFor } from "./traits";

export interface Partition {
  readonly name: QualifiedName;
  /** The table whose rows it holds. */
  readonly of: QualifiedName;
  /** What follows `FOR VALUES`, or `DEFAULT`. */
  readonly values: string;
  /** How the partition is divided in turn: `LIST (country)`. */
  readonly partitionBy?: string;
}

export type CreatePartition = CreateStandalone<"createPartition", Partition>;
export type DropPartition = DropStandalone<"dropPartition", Partition>;

export interface AttachPartition {
  readonly kind: "attachPartition";
  readonly table: QualifiedName;
  readonly partition: QualifiedName;
  readonly values: string;
}

export interface DetachPartition {
  readonly kind: "detachPartition";
  readonly table: QualifiedName;
  readonly partition: QualifiedName;
  readonly concurrently: boolean;
  /** The values it was attached for, where they are known. */
  readonly values?: string;
}

export interface PartitionOperationMap {
  createPartition: CreatePartition;
  dropPartition: DropPartition;
  attachPartition: AttachPartition;
  detachPartition: DetachPartition;
}

const read = fields({ of: objectName, values: text, partitionBy: optional(text) });

function keys(name: QualifiedName): readonly ObjectKey[] {
  return [tableKey(name), relationName(name)];
}

const partition: StandaloneWords<Partition> = {
  create: "createPartition",
  drop: "dropPartition",
  noun: "partition",
  guarded: true,
  keys,
  read: (value, place) => {
    const { partitionBy, ...rest } = read(value, place);
    return { ...rest, ...(partitionBy !== undefined && { partitionBy }) };
  },
  encode: ({ of, values, partitionBy }) => ({
    of: encodeName(of),
    values,
    ...(partitionBy !== undefined && { partitionBy }),
  }),
  needs: ({ name, of }) => [...schemaOf(name), tableKey(of), changedShape(of)],
  releases: ({ name, of }) => [...schemaOf(name), tableKey(of), formerShape(of)],
};

const attachPartition: TraitsFor<"attachPartition">["attachPartition"] = {
  reverse: ({ table, partition: part, values }) => ({
    reversible: true,
    operations: [{ kind: "detachPartition", table, partition: part, concurrently: false, values }],
  }),
  describe: ({ table, partition: part }) => `Attach partition ${displayName(part)} to ${displayName(table)}`,
  apply: (model) => model,
  footprint: ({ table, partition: part }) =>
    footprintOf({ needs: [tableKey(table), changedShape(table), tableKey(part), changedShape(part)] }),
  encode: ({ table, partition: part, values }) => [encodeName(table), encodeName(part), values],
  decode: (args) => {
    const [table, part, values] = readArguments("attachPartition", args, objectName, objectName, text);
    return { kind: "attachPartition", table, partition: part, values };
  },
};

const detachOptions = withDefault(fields({ concurrently: withDefault(flag, false) }), {
  concurrently: false,
});

const detachPartition: TraitsFor<"detachPartition">["detachPartition"] = {
  reverse: ({ table, partition: part, values }) =>
    whenKnown(values, `the values of partition ${displayName(part)} are not known`, (known) => [
      { kind: "attachPartition", table, partition: part, values: known },
    ]),
  describe: ({ table, partition: part }) =>
    `Detach partition ${displayName(part)} from ${displayName(table)}`,
  apply: (model) => model,
  footprint: ({ table, partition: part }) =>
    footprintOf({ needs: [tableKey(table), formerShape(table), tableKey(part)] }),
  encode: ({ table, partition: part, concurrently }) => [
    encodeName(table),
    encodeName(part),
    ...trailing({ concurrently }),
  ],
  decode: (args) => {
    const [table, part, options] = readArguments(
      "detachPartition",
      args,
      objectName,
      objectName,
      detachOptions,
    );
    return { kind: "detachPartition", table, partition: part, ...options };
  },
};

export const partitionTraits: TraitsFor<keyof PartitionOperationMap> = {
  createPartition: createStandalone(partition),
  dropPartition: dropStandalone(partition),
  attachPartition,
  detachPartition,
};
