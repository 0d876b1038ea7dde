/** TypeORM's own query runner and manager in a revision join its transaction. */
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as typeorm from "typeorm";
import * as typeorm03 from "typeorm-0.3";
import type { Database } from "../../packages/revise/src/dialect/connection";
import type { Operations } from "../../packages/revise/src/operations/builder";
import { openDatabase } from "../../packages/revise/src/typeorm/database";
import { draw } from "../revisions/draw";
import { failure, rowsOf, tablesOf, upgrade } from "./run";

interface Note {
  id: number;
  text: string;
}

describe.each([
  ["1", typeorm],
  ["0.3", typeorm03 as unknown as typeof typeorm],
])("op.manager of TypeORM %s", (_, { DataSource, EntitySchema, EntitySchemaOptions }) => {
  const notes = new EntitySchema<Note>(
    Object.assign(new EntitySchemaOptions<Note>(), {
      name: "note",
      columns: { id: { type: Number, primary: true }, text: { type: String } },
    }),
  );
  let database: TestDatabase;
  let opened: Database;
  beforeAll(async () => {
    database = await createDatabase("manager");
    const dataSource = new DataSource({ type: "postgres", url: database.url, entities: [notes] });
    await dataSource.initialize();
    opened = await openDatabase(dataSource);
  });
  afterAll(async () => {
    await opened.close();
    await database.drop();
  });
  beforeEach(async () => {
    await database.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  });

  const fill = async (op: Operations): Promise<void> => {
    const manager = op.manager as typeorm.EntityManager;
    const runner = op.queryRunner as typeorm.QueryRunner;
    await op.execute("CREATE TABLE note (id integer PRIMARY KEY, text text)");
    await manager.getRepository(notes).save({ id: 1, text: "saved" });
    await manager.transaction((inner) => inner.getRepository(notes).save({ id: 2, text: "nested" }));
    await manager
      .transaction(async (inner) => {
        await inner.getRepository(notes).save({ id: 3, text: "undone" });
        throw new Error("undo");
      })
      .catch(() => undefined);
    await runner.query("INSERT INTO note VALUES (4, 'runner')");
    expect(await tablesOf(database)).not.toContain("note");
  };

  it("commits with the revision", async () => {
    const setting = { database, graph: draw("a1:"), bodies: { a1: { up: fill } } };
    await upgrade(setting, "head", { database: opened });
    expect(await database.query("SELECT * FROM note ORDER BY id")).toEqual([
      { id: 1, text: "saved" },
      { id: 2, text: "nested" },
      { id: 4, text: "runner" },
    ]);
    expect(await rowsOf(database)).toEqual(["a1"]);
  });

  it("is rolled back with it", async () => {
    const up = async (op: Operations): Promise<void> => {
      await fill(op);
      await op.execute("SELECT * FROM nowhere");
    };
    const setting = { database, graph: draw("a1:"), bodies: { a1: { up } } };
    const error = await failure(upgrade(setting, "head", { database: opened }));
    expect(error.message).toContain('relation "nowhere" does not exist');
    expect(await tablesOf(database)).toEqual(["revise_version"]);
  });

  it("works for itself in op.autocommit", async () => {
    const up = async (op: Operations): Promise<void> => {
      await op.execute("CREATE TABLE note (id integer PRIMARY KEY, text text)");
      await op.autocommit(async () => {
        await (op.manager as typeorm.EntityManager).getRepository(notes).save({ id: 1, text: "at once" });
        expect(await database.query("SELECT * FROM note")).toHaveLength(1);
      });
    };
    await upgrade({ database, graph: draw("a1:"), bodies: { a1: { up } } }, "head", { database: opened });
    expect(await rowsOf(database)).toEqual(["a1"]);
  });
});
