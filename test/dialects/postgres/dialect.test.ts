import { DataSource } from "typeorm";
import { describe, expect, it } from "vitest";
import { dialectFor } from "../../../packages/revise/src/dialects";
import { describeError } from "../../../packages/revise/src/dialects/postgres/errors";
import { versionTable } from "../../../packages/revise/src/dialects/postgres/version-table";
import { useDatabase } from "./fixture";

const database = useDatabase("dialect");

describe("dialectFor", () => {
  it("gives PostgreSQL", async () => {
    expect((await dialectFor("postgres")).name).toBe("postgres");
  });

  it("refuses what there is no dialect for, by name", async () => {
    await expect(dialectFor("mysql")).rejects.toMatchObject({
      code: "data-source-unsupported",
      message: 'The DataSource is of type "mysql".',
    });
  });
});

describe("versionTable", () => {
  it("creates, fills and reads a table of any name, twice without harm", async () => {
    const table = { schema: null, name: `my "version's" table` };
    const exists = versionTable.exists(table);
    const there = async (): Promise<unknown> => (await database().query(exists.sql, exists.parameters))[0];
    expect(await there()).toMatchObject({ exists: false });
    await database().query(versionTable.create(table));
    await database().query(versionTable.create(table));
    expect(await there()).toMatchObject({ exists: true });
    await database().query(versionTable.insert(table), ["b"]);
    await database().query(versionTable.insert(table), ["a"]);
    await database().query(versionTable.update(table), ["c", "b"]);
    expect(await database().query(versionTable.select(table))).toEqual([
      { version_num: "a" },
      { version_num: "c" },
    ]);
    await database().query(versionTable.delete(table), ["a"]);
    expect(await database().query(versionTable.select(table))).toEqual([{ version_num: "c" }]);
  });
});

describe("describeError", () => {
  it("gives the facts of the server's error, straight and through TypeORM", async () => {
    const plain: unknown = await database()
      .query("SELECT * FROM nowhere")
      .catch((error: unknown) => error);
    const facts = {
      kind: "other",
      message: 'relation "nowhere" does not exist',
      code: "42P01",
      detail: null,
      hint: null,
      position: 15,
    };
    expect(describeError(plain)).toEqual(facts);
    expect(describeError(new Error("wrapped", { cause: plain }))).toEqual(facts);

    const dataSource = await new DataSource({ type: "postgres", url: database().url }).initialize();
    const wrapped: unknown = await dataSource.query("SELECT * FROM nowhere").catch((error: unknown) => error);
    await dataSource.destroy();
    expect(describeError(wrapped)).toEqual(facts);
  });

  it("gives detail and hint", async () => {
    await database().query("CREATE TABLE u (a integer PRIMARY KEY); INSERT INTO u VALUES (1)");
    const error: unknown = await database()
      .query("INSERT INTO u VALUES (1)")
      .catch((reason: unknown) => reason);
    expect(describeError(error)).toMatchObject({
      code: "23505",
      detail: "Key (a)=(1) already exists.",
      position: null,
    });
  });

  it("knows what is no database error", () => {
    expect(describeError(new Error("x"))).toBeNull();
    expect(describeError(Object.assign(new Error("x"), { code: "ECONNREFUSED" }))).toBeNull();
    expect(describeError("x")).toBeNull();
    expect(describeError(null)).toBeNull();
  });
});
