import { createDatabase, type TestDatabase } from "@revise/testkit";
import { DataSource, EntitySchema, EntitySchemaOptions } from "typeorm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { autogenerate, type AutogenerateResult } from "../../packages/revise/src/autogenerate";
import { postgres } from "../../packages/revise/src/dialects/postgres/dialect";
import { counting } from "../dialects/postgres/introspect/fixture";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase("round trips");
  await database.query("CREATE TABLE notes (id integer PRIMARY KEY, body text NOT NULL)");
  await database.query("CREATE VIEW bodies AS SELECT body FROM notes");
});
afterAll(() => database.drop());

/** What the comparison finds, and the round trips that it took. */
async function compare(body: "text" | "integer"): Promise<[AutogenerateResult, number]> {
  const options = new EntitySchemaOptions<{ id: number; body: unknown }>();
  options.name = "notes";
  options.columns = { id: { type: "integer", primary: true }, body: { type: body } };
  const notes = new EntitySchema(options);
  const dataSource = new DataSource({ type: "postgres", url: database.url, entities: [notes] });
  await dataSource.initialize();
  try {
    const connection = counting(await database.connection());
    const result = await autogenerate({
      dataSource,
      connection,
      dialect: postgres,
      managed: new Set(),
      versionTable: { schema: null, name: "revise_version" },
      includeSchemas: false,
      unmanaged: "keep",
      renames: [],
    });
    return [result, connection.roundTrips()];
  } finally {
    await dataSource.destroy();
  }
}

describe("autogenerate", () => {
  it("asks what else needs the objects only where something changes", async () => {
    const [same, few] = await compare("text");
    expect([same.upgrade, few]).toEqual([[], 3]);
    const [changed, more] = await compare("integer");
    expect(changed.upgrade.map(({ kind }) => kind)).toEqual(["dropView", "alterColumn", "createView"]);
    expect(more).toBeGreaterThan(few);
  });
});
