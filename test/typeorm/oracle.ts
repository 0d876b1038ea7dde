/**
 * TypeORM as the oracle: its `synchronize()` makes a database of the entities, the introspector reads it, and the
 * reader must ask for the same. What may differ is written down: expressions, which the server respells, and the list
 * of deliberate improvements that each set of entities states.
 */
import { createDatabase } from "@revise/testkit";
import { describe, expect, it } from "vitest";
import { arrange } from "../../packages/revise/src/compare/arrange";
import { compareModels } from "../../packages/revise/src/compare/compare-models";
import type { ArrangeContext } from "../../packages/revise/src/compare/comparison";
import type { Connection } from "../../packages/revise/src/dialect/connection";
import type { Unsettled } from "../../packages/revise/src/dialect/settlement";
import { postgres } from "../../packages/revise/src/dialects/postgres/dialect";
import { implicitSequenceName } from "../../packages/revise/src/dialects/postgres/identifiers";
import { introspect } from "../../packages/revise/src/dialects/postgres/introspect/introspect";
import type { Constraint } from "../../packages/revise/src/model/constraint";
import { displayName, objectKey } from "../../packages/revise/src/model/names";
import type { SchemaModel } from "../../packages/revise/src/model/schema-model";
import type { Table } from "../../packages/revise/src/model/table";
import type { TableIndex } from "../../packages/revise/src/model/table-index";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { isGeneratedName } from "../../packages/revise/src/typeorm/generated-name";
import type { MetadataModel } from "../../packages/revise/src/typeorm/metadata-model";
import { readMetadata } from "../../packages/revise/src/typeorm/read-metadata";
import type { EntitySet } from "./entity-sets";
import { entitySets } from "./entity-sets";
import type { Orm } from "./entity-class";

export function describeOracle(orm: Orm): void {
  const sets = Object.entries(entitySets(orm));
  describe("readMetadata against synchronize()", () => {
    it.each(sets.filter(([, { oursAlone }]) => oursAlone !== true))(
      "reads %s as TypeORM builds it",
      async (name, set) => {
        const { current, metadata, operations, unsettled } = await compareWithSynchronized(orm, name, set);
        expect(comparable(metadata.model, set)).toEqual(comparable(current, set));
        expect(unsettled).toEqual([]);
        expect(operations).toEqual([]);
        expect(await compareWithCreated(name, metadata, set)).toEqual([]);
      },
    );

    it.each(sets.filter(([, { oursAlone }]) => oursAlone === true))("creates %s", async (name, set) => {
      const source = new orm.DataSource({ type: "postgres", ...set.options, entities: set.entities });
      const metadata = await readMetadata(source, postgres.types, { defaultSchema: "public" });
      expect(await compareWithCreated(name, metadata, set)).toEqual([]);
    });
  });
}

interface Judgement {
  readonly current: SchemaModel;
  /** What is left to do once the server has respelt the expressions. */
  readonly operations: readonly Operation[];
  readonly unsettled: readonly Unsettled[];
}

/** What the entities ask for beside a database that `synchronize()` made. */
async function compareWithSynchronized(
  orm: Orm,
  name: string,
  set: EntitySet,
): Promise<Judgement & { readonly metadata: MetadataModel }> {
  const database = await createDatabase(`typeorm ${name}`);
  const source = new orm.DataSource({
    type: "postgres",
    url: database.url,
    ...set.options,
    entities: set.entities,
  });
  try {
    for (const sql of set.before ?? []) await database.query(sql);
    await source.initialize();
    await source.synchronize();
    const metadata = await readMetadata(source, postgres.types, { defaultSchema: "public" });
    return { ...(await judge(await database.connection(), metadata, set)), metadata };
  } finally {
    if (source.isInitialized) await source.destroy();
    await database.drop();
  }
}

/** What is left to do after we have created everything ourselves: nothing. */
async function compareWithCreated(
  name: string,
  metadata: MetadataModel,
  set: EntitySet,
): Promise<readonly Operation[]> {
  const database = await createDatabase(`ours ${name}`);
  try {
    const connection = await database.connection();
    const { operations } = await judge(connection, metadata, set);
    expect(operations).not.toEqual([]);
    for (const { sql, parameters } of postgres.compile(operations)) await connection.query(sql, parameters);
    return (await judge(connection, metadata, set)).operations;
  } finally {
    await database.drop();
  }
}

async function judge(connection: Connection, metadata: MetadataModel, set: EntitySet): Promise<Judgement> {
  const { model, defaultSchema } = await introspect(connection, { schemas: set.schemas ?? [] });
  const { desired, unsettled } = await postgres.settle(connection, model, metadata.model);
  const context = {
    ...metadata,
    defaultSchema,
    managed: new Set(),
    versionTable: { schema: null, name: "revise_version" },
    unmanaged: "keep",
    renames: [],
    incomparable: [],
    dependents: [],
    castExpression: () => null,
    sequenceName: implicitSequenceName,
    isGeneratedName,
  } satisfies ArrangeContext;
  const { operations } = arrange(compareModels(model, desired, context), context);
  const tables = model.tables.filter(
    ({ name: table }) => !metadata.houseTables.has(objectKey("table", table)),
  );
  return { current: { ...model, tables }, operations, unsettled };
}

/** One entry per object, without what only one side knows, so that a difference points at the object. */
function comparable(model: SchemaModel, set: EntitySet): Record<string, unknown> {
  const parts: Record<string, unknown> = {
    extensions: model.extensions.map(({ name }) => name).filter((name) => name !== "plpgsql"),
    namespaces: model.namespaces,
  };
  for (const type of model.enumTypes) parts[`enum ${displayName(type.name)}`] = type.values;
  for (const view of model.views) {
    parts[`view ${displayName(view.name)}`] = { materialized: view.materialized, comment: view.comment };
    for (const index of view.indexes)
      parts[`view ${displayName(view.name)} ${index.name}`] = comparableIndex(index);
  }
  for (const table of model.tables) Object.assign(parts, comparableTable(table, set));
  const improved = new Set(set.improvements?.map(({ object }) => object));
  return Object.fromEntries(Object.entries(parts).filter(([object]) => !improved.has(object)));
}

function comparableTable(table: Table, set: EntitySet): Record<string, unknown> {
  const name = displayName(table.name);
  const parts: Record<string, unknown> = { [`table ${name}`]: table.comment };
  for (const column of table.columns) {
    const { generation, default: value, collation, ...rest } = column;
    parts[`column ${name}.${column.name}`] = {
      ...rest,
      collation: collation?.name ?? null,
      default:
        set.respelt === true ? value !== null : value?.kind === "literal" ? literal(value.text) : value?.kind,
      generation: generation?.kind === "expression" ? "expression" : generation,
    };
  }
  for (const constraint of table.constraints) {
    parts[`constraint ${name} ${constraint.name}`] = comparableConstraint(constraint);
  }
  for (const index of table.indexes) parts[`index ${name} ${index.name}`] = comparableIndex(index);
  return parts;
}

/** jsonb has a spelling of its own; its text is compared as the value. */
function literal(text: string): unknown {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return { text };
  }
}

function comparableConstraint(constraint: Constraint): unknown {
  const unnamed = { ...constraint, givenName: true };
  return "expression" in unnamed ? { ...unnamed, expression: "" } : unnamed;
}

function comparableIndex(index: TableIndex): unknown {
  return { ...index, givenName: true, concurrently: false, where: index.where === null ? null : "" };
}
