/** Operations on what is there, as autogenerate writes them: every change with both sides, every drop with its definition. */
import fc, { type Arbitrary } from "fast-check";
import type { Column } from "../../packages/revise/src/model/column";
import type { Constraint } from "../../packages/revise/src/model/constraint";
import type { EnumType } from "../../packages/revise/src/model/enum-type";
import { nameKey, type QualifiedName } from "../../packages/revise/src/model/names";
import { emptyModel, type SchemaModel } from "../../packages/revise/src/model/schema-model";
import type { Sequence } from "../../packages/revise/src/model/sequence";
import type { Table } from "../../packages/revise/src/model/table";
import type { TableIndex } from "../../packages/revise/src/model/table-index";
import type { View } from "../../packages/revise/src/model/view";
import { addition } from "../../packages/revise/src/operations/constraint/addition";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { completeOptions, withoutDefaults } from "../../packages/revise/src/operations/sequence/options";
import { bareTable, column, defaultValue, uniqueByName, view } from "./arbitrary";
import { check, exclusion, foreignKey, primaryKey, tableIndex, unique } from "./arbitrary-constraints";
import { qualifiedName } from "./arbitrary-text";

export interface Case {
  readonly model: SchemaModel;
  readonly operation: Operation;
}

const constraint: Arbitrary<Constraint> = fc.oneof(primaryKey, unique, foreignKey, check, exclusion);

/** A table that stands, whose constraints and indexes are on its own columns or on none. */
const table: Arbitrary<Table> = fc
  .record({
    bare: bareTable,
    constraints: fc.array(constraint, { maxLength: 3 }),
    indexes: fc.array(tableIndex),
  })
  .map(({ bare, constraints, indexes }) => ({
    ...bare,
    columns: sorted(bare.columns),
    constraints: sorted(uniqueByName(constraints)),
    indexes: sorted(uniqueByName(indexes)),
  }));

const enumType: Arbitrary<EnumType> = fc.record({
  name: qualifiedName,
  values: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1 }),
});

const sequence: Arbitrary<Sequence> = fc.record({
  name: qualifiedName,
  options: fc
    .record({ type: fc.constantFrom("integer" as const, "bigint" as const), cycle: fc.boolean() })
    .map(completeOptions),
});

export const model: Arbitrary<SchemaModel> = fc
  .record({
    tables: fc.array(table, { maxLength: 3 }),
    enumTypes: fc.array(enumType, { maxLength: 2 }),
    sequences: fc.array(sequence, { maxLength: 2 }),
    views: fc.array(view, { maxLength: 2 }),
  })
  .map((parts): SchemaModel => ({
    ...emptyModel,
    tables: distinct(parts.tables),
    enumTypes: distinct(parts.enumTypes),
    sequences: distinct(parts.sequences),
    // Tables and views share a name space.
    views: distinct(parts.views).filter(({ name }) =>
      parts.tables.every((item) => nameKey(item.name) !== nameKey(name)),
    ),
  }));

/** A model, and operations on what is in it, with both sides of every change as autogenerate knows them. */
export const cases: Arbitrary<Case> = fc
  .record({
    model,
    table,
    column: column(fc.constant("a column that is new")),
    replacement: column(),
    defaultTo: fc.option(defaultValue),
    constraint,
    index: tableIndex,
    enumType,
    sequence,
    view,
    fresh: qualifiedName,
  })
  .chain(({ model: before, ...parts }) => {
    const operations = [...onModel(before, parts), ...before.tables.flatMap((item) => onTable(item, parts))];
    return fc.constantFrom(...operations).map((operation) => ({ model: before, operation }));
  });

interface Parts {
  readonly table: Table;
  readonly column: Column;
  readonly replacement: Column;
  readonly constraint: Constraint;
  readonly index: TableIndex;
  readonly enumType: EnumType;
  readonly sequence: Sequence;
  readonly view: View;
  readonly fresh: QualifiedName;
}

function onModel(
  before: SchemaModel,
  { table: item, enumType: type, sequence: counter, view: query }: Parts,
): Operation[] {
  const isNew = <T extends { readonly name: QualifiedName }>(items: readonly T[], { name }: T): boolean =>
    items.every((other) => nameKey(other.name) !== nameKey(name));
  return [
    { kind: "createSchema", name: "a schema" },
    { kind: "createExtension", name: "citext" },
    ...(isNew(before.tables, item) ? [{ kind: "createTable", table: item } as const] : []),
    ...(isNew(before.enumTypes, type) ? [{ kind: "createEnum", type } as const] : []),
    ...(isNew(before.sequences, counter)
      ? [{ kind: "createSequence", name: counter.name, options: withoutDefaults(counter.options) } as const]
      : []),
    ...(isNew(before.views, query) ? [{ kind: "createView", view: query } as const] : []),
    ...before.enumTypes.flatMap(onEnum),
    ...before.sequences.flatMap((definition): Operation[] => [
      { kind: "dropSequence", name: definition.name, definition },
      { kind: "renameSequence", from: definition.name, to: "a name that is new" },
      {
        kind: "alterSequence",
        name: definition.name,
        options: { from: { cycle: definition.options.cycle }, to: { cycle: true } },
      },
    ]),
    ...before.views.map((definition): Operation => ({
      kind: "dropView",
      name: definition.name,
      materialized: definition.materialized,
      definition,
    })),
  ];
}

function onEnum(definition: EnumType): Operation[] {
  const { name, values } = definition;
  const [first = ""] = values;
  return [
    { kind: "dropEnum", name, definition },
    { kind: "renameEnum", from: name, to: "a name that is new" },
    { kind: "renameEnumValue", name, from: first, to: "new" },
    {
      kind: "addEnumValue",
      name,
      value: "new",
      position: { after: first },
      rebuild: { values: { from: values.toSpliced(1, 0, "new"), to: values }, usedBy: [] },
    },
    {
      kind: "alterEnum",
      name,
      values: { from: values, to: [...values, "x"].toReversed() },
      usedBy: [],
      mapping: {},
    },
  ];
}

function onTable(item: Table, { column: added, replacement, constraint: rule, index }: Parts): Operation[] {
  const { name } = item;
  return [
    { kind: "dropTable", name, definition: item },
    { kind: "renameTable", from: name, to: "a name that is new" },
    { kind: "alterTable", name, comment: { from: item.comment, to: "new" } },
    { kind: "addColumn", table: name, column: added },
    ...(item.constraints.some((other) => other.name === rule.name) ? [] : [addition(name, rule)]),
    ...(item.indexes.some((other) => other.name === index.name)
      ? []
      : [{ kind: "createIndex", table: name, index } as const]),
    ...item.constraints.flatMap((definition): Operation[] => [
      { kind: "dropConstraint", table: name, name: definition.name, definition },
      { kind: "renameConstraint", table: name, from: definition.name, to: "a name that is new" },
      ...(definition.kind === "foreignKey"
        ? [
            {
              kind: "alterForeignKey",
              table: name,
              name: definition.name,
              deferrable: {
                from: definition.deferrable,
                to: definition.deferrable === null ? "INITIALLY DEFERRED" : null,
              },
            } as const,
          ]
        : []),
    ]),
    ...item.indexes.flatMap((definition): Operation[] => [
      {
        kind: "dropIndex",
        table: name,
        name: definition.name,
        concurrently: definition.concurrently,
        definition,
      },
      { kind: "renameIndex", table: name, from: definition.name, to: "a name that is new" },
    ]),
    ...item.columns.flatMap((definition): Operation[] => [
      ...(isUsed(item, definition.name)
        ? []
        : [{ kind: "dropColumn", table: name, column: definition.name, definition } as const]),
      { kind: "renameColumn", table: name, from: definition.name, to: "a name that is new" },
      {
        kind: "alterColumn",
        table: name,
        column: definition.name,
        type: { from: definition.type, to: replacement.type },
        using: { from: null, to: "x::text" },
        nullable: { from: definition.nullable, to: replacement.nullable },
        default: { from: definition.default, to: replacement.default },
        generation: { from: definition.generation, to: replacement.generation },
        collation: { from: definition.collation, to: replacement.collation },
        comment: { from: definition.comment, to: replacement.comment },
      },
    ]),
  ];
}

function isUsed({ constraints, indexes }: Table, name: string): boolean {
  return (
    constraints.some(
      (rule) =>
        "columns" in rule && [...rule.columns, ...("include" in rule ? rule.include : [])].includes(name),
    ) ||
    indexes.some((index) => index.include.includes(name) || index.keys.some((key) => key.column === name))
  );
}

function sorted<T extends { readonly name: string | QualifiedName }>(items: readonly T[]): T[] {
  const key = ({ name }: T): string => (typeof name === "string" ? name : nameKey(name));
  return [...items].sort((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
}

function distinct<T extends { readonly name: QualifiedName }>(items: readonly T[]): T[] {
  return sorted(
    items.filter(
      (item, index) => items.findIndex(({ name }) => nameKey(name) === nameKey(item.name)) === index,
    ),
  );
}

/** The order of columns is the one thing that dropping and adding again doesn't keep. */
export function comparable(of: SchemaModel): SchemaModel {
  return { ...of, tables: of.tables.map((item) => ({ ...item, columns: sorted(item.columns) })) };
}
