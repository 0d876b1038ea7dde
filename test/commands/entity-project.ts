/** A project of one configuration file, over a database of its own, whose entities a test sets and changes. Both go with the test. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { DataSource, EntitySchema, EntitySchemaOptions } from "typeorm";
import { onTestFinished } from "vitest";
import { revision, upgrade } from "../../packages/revise/src";

type Entities = (EntitySchema | (new () => object))[];

export interface EntityProject {
  readonly database: TestDatabase;
  readonly cwd: string;
  readonly use: (entities: Entities) => void;
}

export async function openProject(name: string): Promise<EntityProject> {
  const database = await createDatabase(name);
  const cwd = mkdtempSync(join(tmpdir(), `revise-${name.replaceAll("_", "-")}-`));
  onTestFinished(async () => {
    rmSync(cwd, { recursive: true, force: true });
    await database.drop();
  });
  // The configuration is a file, and the entities are values of the test.
  const sources = globalThis as unknown as Record<string, () => DataSource>;
  writeFileSync(
    join(cwd, "revise.config.cjs"),
    `module.exports = { dataSource: () => globalThis[${JSON.stringify(cwd)}](), directory: "./revisions" };`,
  );
  const use = (entities: Entities): void => {
    sources[cwd] = () => new DataSource({ type: "postgres", url: database.url, entities });
  };
  return { database, cwd, use };
}

/** The same after its first revision has run, with what `besides` makes by hand. */
export async function openCreated(name: string, entities: Entities, besides: string): Promise<EntityProject> {
  const project = await openProject(name);
  const { database, cwd, use } = project;
  use(entities);
  await revision({ cwd, autogenerate: true, message: "create" });
  await upgrade({ cwd, target: "head" });
  await database.query(besides);
  return project;
}

export type Columns = Record<string, object>;

/** An entity of these columns; a view where `more` says so. */
export function entity(name: string, columns: Columns, more: object = {}): EntitySchema {
  const options = Object.assign(new EntitySchemaOptions<object>(), {
    name,
    tableName: name,
    columns,
    ...more,
  });
  return new EntitySchema<object>(options);
}

/** The same with the key `id`. */
export function table(name: string, columns: Columns, more: object = {}): EntitySchema {
  return entity(name, { id: { type: "int", primary: true }, ...columns }, more);
}
