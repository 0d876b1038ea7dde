import { createDatabase } from "@revise/testkit";
import { describe, expect, it } from "vitest";

describe("createDatabase", () => {
  it("gives an empty database of its own", async () => {
    const first = await createDatabase("same");
    const second = await createDatabase("same");
    try {
      await first.query("CREATE TABLE a (id int)");
      expect(await second.query("SELECT to_regclass('a') AS found")).toEqual([{ found: null }]);
    } finally {
      await first.drop();
      await second.drop();
    }
  });

  it("copies a template", async () => {
    const original = await createDatabase("original");
    const connection = await original.connection();
    await connection.query("CREATE TABLE a (id int)");
    await connection.release();
    const copy = await createDatabase("copy", { template: original.name });
    expect(await copy.query("SELECT id FROM a")).toEqual([]);
    await copy.drop();
    await original.drop();
  });

  it("gives the rows of each statement of a batch", async () => {
    const database = await createDatabase();
    const connection = await database.connection();
    expect(await connection.batch(["SELECT 1 AS a", "SELECT 2 AS b"])).toEqual([[{ a: 1 }], [{ b: 2 }]]);
    expect(await connection.query("SELECT $1::int AS a", [3])).toEqual([{ a: 3 }]);
    await database.drop();
  });

  it("speaks ICU collations and the contrib extensions", async () => {
    const database = await createDatabase();
    await database.query(
      `CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION citext; CREATE EXTENSION btree_gist`,
    );
    expect(await database.query(`SELECT 'a' < 'B' COLLATE "de-x-icu" AS less`)).toEqual([{ less: true }]);
    await database.drop();
  });
});
