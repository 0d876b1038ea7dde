/** Operations out of thin air, with names and texts as hostile as a database allows. */
import fc, { type Arbitrary } from "fast-check";
import {
  compressionMethods,
  storageStrategies,
  type Column,
  type ColumnStorage,
  type DefaultValue,
  type Generation,
} from "../../packages/revise/src/model/column";
import type { ColumnType } from "../../packages/revise/src/model/column-type";
import type { SequenceOptions } from "../../packages/revise/src/model/sequence";
import type { Table } from "../../packages/revise/src/model/table";
import type { View } from "../../packages/revise/src/model/view";
import type { AlterColumn } from "../../packages/revise/src/operations/column";
import type { Operation, BuiltinKind, OperationMap } from "../../packages/revise/src/operations/operation";

import {
  check,
  deferrable,
  exclusion,
  foreignKey,
  primaryKey,
  tableIndex,
  unique,
} from "./arbitrary-constraints";
import { objectKinds } from "./arbitrary-objects";
import {
  anyText,
  creation,
  joined,
  maybe,
  options,
  qualifiedName,
  removal,
  some,
  to,
} from "./arbitrary-text";

export const columnType: Arbitrary<ColumnType> = fc.oneof(
  fc.constantFrom<ColumnType>(
    { schema: null, name: "integer", args: [], dimensions: 0 },
    { schema: null, name: "varchar", args: ["255"], dimensions: 0 },
    { schema: null, name: "numeric", args: ["10", "2"], dimensions: 1 },
    { schema: null, name: "double precision", args: [], dimensions: 0 },
    { schema: null, name: "boolean", args: [], dimensions: 0 },
    { schema: null, name: "geometry", args: ["Point", "4326"], dimensions: 0 },
  ),
  fc.record({
    schema: maybe(anyText),
    name: anyText,
    args: some(anyText),
    dimensions: fc.integer({ min: 0, max: 2 }),
  }),
);

const numberText = fc.oneof(
  fc.integer().map(String),
  fc.bigInt().map(String),
  fc.double().map(String),
  fc.constantFrom("1.50", "1e3", "-0", "007", "NaN"),
);
export const defaultValue: Arbitrary<DefaultValue> = fc.oneof(
  fc.record({
    kind: fc.constant("literal" as const),
    text: fc.oneof(anyText, numberText, fc.constantFrom("true", "false", "")),
  }),
  fc.record({ kind: fc.constant("expression" as const), sql: anyText }),
);

const whole = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const fullOptions: Arbitrary<SequenceOptions> = fc.record({
  type: fc.constantFrom("smallint", "integer", "bigint"),
  start: whole,
  increment: whole.filter((text) => text !== "0"),
  minimum: whole,
  maximum: whole,
  cache: whole,
  cycle: fc.boolean(),
});
const someOptions: Arbitrary<Partial<SequenceOptions>> = fc
  .tuple(
    fullOptions,
    fc.subarray(["type", "start", "increment", "minimum", "maximum", "cache", "cycle"] as const),
  )
  .map(([options, keys]) => Object.fromEntries(keys.map((key) => [key, options[key]])));

export const generation: Arbitrary<Generation> = fc.oneof(
  fc.record({ kind: fc.constant("serial" as const), sequence: maybe(qualifiedName) }),
  fc.record({ kind: fc.constant("identity" as const), always: fc.boolean(), options: someOptions }),
  fc.record({ kind: fc.constant("expression" as const), expression: anyText, stored: fc.boolean() }),
);

const storage: Arbitrary<ColumnStorage> = fc
  .record(
    { strategy: fc.constantFrom(...storageStrategies), compression: fc.constantFrom(...compressionMethods) },
    { requiredKeys: [] },
  )
  .filter((one) => Object.keys(one).length > 0);

export function column(name: Arbitrary<string> = anyText): Arbitrary<Column> {
  return joined(
    fc.record({
      name,
      type: columnType,
      nullable: fc.boolean(),
      default: maybe(defaultValue),
      generation: maybe(generation),
      collation: maybe(qualifiedName),
      comment: maybe(anyText),
    }),
    fc.record({ storage }, { requiredKeys: [] }),
  ).map((item) => (item.generation === null ? item : { ...item, default: null }));
}

/** A table as `createTable` has it: constraints in the order of a revision file, no foreign keys, no indexes. */
export const bareTable: Arbitrary<Table> = fc.record({
  name: qualifiedName,
  columns: fc.uniqueArray(column(), { selector: (item) => item.name, maxLength: 4 }),
  constraints: fc
    .tuple(fc.option(primaryKey), some(unique), some(check), some(exclusion))
    .map(([key, ...others]) => [...(key === null ? [] : [key]), ...others.flat()])
    .map(uniqueByName),
  indexes: fc.constant([]),
  comment: maybe(anyText),
});

export function uniqueByName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return items.filter((item, index) => items.findIndex(({ name }) => name === item.name) === index);
}

export const view: Arbitrary<View> = fc.record({
  name: qualifiedName,
  materialized: fc.boolean(),
  definition: anyText,
  indexes: fc.constant([]),
  dependsOn: fc.constant([]),
  comment: maybe(anyText),
});

const values = fc.uniqueArray(anyText, { maxLength: 4 });

const alterColumn: Arbitrary<AlterColumn> = fc
  .record({
    type: to(columnType),
    using: to(anyText),
    nullable: to(fc.boolean()),
    default: to(maybe(defaultValue)),
    generation: to(maybe(generation)),
    collation: to(maybe(qualifiedName)),
    comment: to(maybe(anyText)),
    storage: to(storage),
    table: qualifiedName,
    column: anyText,
    facets: fc.subarray(
      ["type", "using", "nullable", "default", "generation", "collation", "comment", "storage"] as const,
      {
        minLength: 1,
      },
    ),
  })
  .map(({ table, column: name, facets, ...changes }) => {
    const kept = facets.includes("using") ? [...facets, "type" as const] : facets;
    const picked = Object.fromEntries(kept.map((facet) => [facet, changes[facet]]));
    return { kind: "alterColumn", table, column: name, ...picked };
  });

/** What rows and parameters may hold. */
export const anyValue: Arbitrary<unknown> = fc.oneof(
  anyText,
  fc.integer(),
  fc.double(),
  fc.bigInt(),
  fc.boolean(),
  fc.constantFrom(null, undefined, -0, Infinity, -Infinity, NaN, 1e21, 1e-7),
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") }),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  fc.array(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), { maxLength: 40 }),
  fc.array(anyText, { maxLength: 5 }),
  fc.array(fc.dictionary(anyText, fc.oneof(anyText, fc.integer())), { maxLength: 3 }),
  fc.array(fc.array(fc.integer(), { maxLength: 3 }), { maxLength: 3 }),
  fc.dictionary(anyText, fc.oneof(anyText, fc.boolean(), fc.integer(), fc.constant(null)), { maxKeys: 3 }),
);

const inTable = { table: qualifiedName };
const renaming = { from: anyText, to: anyText };
const moved = { from: qualifiedName, to: anyText };

const perKind: { readonly [Kind in BuiltinKind]: Arbitrary<Omit<OperationMap[Kind], "kind">> } = {
  createSchema: fc.record({ name: anyText }),
  dropSchema: joined(fc.record({ name: anyText }), removal),
  createExtension: joined(fc.record({ name: anyText }), options("cascade")),
  dropExtension: joined(fc.record({ name: anyText }), removal),
  createEnum: fc.record({ type: fc.record({ name: qualifiedName, values }) }),
  dropEnum: joined(fc.record({ name: qualifiedName }), removal),
  renameEnum: fc.record(moved),
  addEnumValue: fc.record({
    name: qualifiedName,
    value: anyText,
    position: fc.oneof(
      fc.constant(null),
      anyText.map((before) => ({ before })),
      anyText.map((after) => ({ after })),
    ),
  }),
  renameEnumValue: fc.record({ name: qualifiedName, ...renaming }),
  alterEnum: fc.record({
    name: qualifiedName,
    values: fc.record({ to: values }),
    usedBy: some(
      joined(
        fc.record({
          table: qualifiedName,
          column: anyText,
          dimensions: fc.integer({ min: 0, max: 1 }),
          default: maybe(defaultValue),
        }),
        fc.record({ storage }, { requiredKeys: [] }),
      ),
    ),
    mapping: fc.dictionary(anyText, anyText, { maxKeys: 3 }),
  }),
  createSequence: joined(fc.record({ name: qualifiedName, options: someOptions }), creation),
  dropSequence: joined(fc.record({ name: qualifiedName }), removal),
  alterSequence: fc.record({ name: qualifiedName, options: fc.record({ to: someOptions }) }),
  renameSequence: fc.record(moved),
  createTable: joined(fc.record({ table: bareTable }), creation).map((one) => ({
    ...one,
    table: one.ifNotExists
      ? {
          ...one.table,
          constraints: one.table.constraints.filter((item) => !("notValid" in item && item.notValid)),
        }
      : one.table,
  })),
  dropTable: joined(fc.record({ name: qualifiedName }), removal),
  renameTable: fc.record(moved),
  alterTable: fc.record({ name: qualifiedName, comment: to(maybe(anyText)) }),
  addColumn: joined(fc.record({ ...inTable, column: column() }), options("ifNotExists", "restore")),
  dropColumn: joined(fc.record({ ...inTable, column: anyText }), options("ifExists", "cascade", "remember")),
  renameColumn: fc.record({ ...inTable, ...renaming }),
  alterColumn,
  addPrimaryKey: fc.record({ ...inTable, constraint: primaryKey }),
  addUnique: fc.record({ ...inTable, constraint: unique }),
  addForeignKey: fc.record({ ...inTable, constraint: foreignKey }),
  addCheck: fc.record({ ...inTable, constraint: check }),
  addExclusion: fc.record({ ...inTable, constraint: exclusion }),
  dropConstraint: joined(fc.record({ ...inTable, name: anyText }), removal),
  validateConstraint: fc.record({ ...inTable, name: anyText }),
  alterForeignKey: fc.record({ ...inTable, name: anyText, deferrable: to(deferrable) }),
  renameConstraint: fc.record({ ...inTable, ...renaming }),
  createIndex: joined(fc.record({ ...inTable, index: tableIndex }), options("ifNotExists", "only")),
  dropIndex: joined(fc.record({ ...inTable, name: anyText, concurrently: fc.boolean() }), removal),
  renameIndex: fc.record({ ...inTable, ...renaming }),
  createView: joined(fc.record({ view }), creation).map((one) =>
    one.ifNotExists ? { ...one, view: { ...one.view, materialized: true } } : one,
  ),
  dropView: joined(fc.record({ name: qualifiedName, materialized: fc.boolean() }), removal),
  replaceView: fc.record({ view: to(view.map((one) => ({ ...one, materialized: false }))) }),
  ...objectKinds,
  execute: fc.record({ sql: anyText, parameters: fc.array(anyValue, { maxLength: 4 }) }),
  bulkInsert: fc.record({ ...inTable, rows: fc.array(fc.dictionary(anyText, anyValue), { maxLength: 3 }) }),
};

/** Any operation, as far as a revision file can state it. */
export const operation: Arbitrary<Operation> = fc.oneof(
  ...Object.entries(perKind).map(([kind, arbitrary]) =>
    (arbitrary as Arbitrary<object>).map((rest) => ({ ...rest, kind }) as Operation),
  ),
);
