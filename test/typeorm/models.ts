import type { ColumnOptions, DataSource, DataSourceOptions, MixedList, EntitySchema } from "typeorm";
import type { Column } from "../../packages/revise/src/model/column";
import { displayName } from "../../packages/revise/src/model/names";
import type { Table } from "../../packages/revise/src/model/table";
import type { MetadataModel } from "../../packages/revise/src/typeorm/metadata-model";
import { postgresTypes } from "../../packages/revise/src/dialects/postgres/types/type-system";
import { readMetadata } from "../../packages/revise/src/typeorm/read-metadata";
import { entityClass } from "./entity-class";
import type { Orm } from "./entity-class";

export type Entities = MixedList<(new () => object) | EntitySchema>;
export type PostgresOptions = Partial<Extract<DataSourceOptions, { type: "postgres" }>>;

/** A DataSource that leads nowhere: reading metadata must not connect. */
export function offline(orm: Orm, entities: Entities, options: PostgresOptions = {}): DataSource {
  return new orm.DataSource({
    type: "postgres",
    host: "192.0.2.1",
    database: "nowhere",
    ...options,
    entities,
  });
}

export function read(orm: Orm, entities: Entities, options: PostgresOptions = {}): Promise<MetadataModel> {
  return readMetadata(offline(orm, entities, options), postgresTypes, { defaultSchema: "public" });
}

export function tableOf({ model }: MetadataModel, name: string): Table {
  const table = model.tables.find((other) => displayName(other.name) === name);
  if (table === undefined)
    throw new Error(`no table ${name} among ${model.tables.map((t) => displayName(t.name)).join(", ")}`);
  return table;
}

export function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((other) => other.name === name);
  if (column === undefined) throw new Error(`no column ${name} in ${displayName(table.name)}`);
  return column;
}

/** The column that one `@Column` makes, in a table with a key. */
export async function readOneColumn(orm: Orm, options: ColumnOptions): Promise<Column> {
  const Thing = entityClass(
    "Thing",
    { id: orm.PrimaryGeneratedColumn(), x: orm.Column(options) },
    { decorators: [orm.Entity("thing")] },
  );
  return columnOf(tableOf(await read(orm, [Thing]), "thing"), "x");
}
