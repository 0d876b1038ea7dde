import { beforeEach, describe, expect, it } from "vitest";
import { compile } from "../../../../packages/revise/src/dialects/postgres/ddl/compile";
import type { Operation } from "../../../../packages/revise/src/operations/operation";
import { expectSame, name, reset, run, useDatabase, value } from "../fixture";

const database = useDatabase("ddl_enum");

beforeEach(() => reset(database()));

describe("enums", () => {
  it("gain values beside a neighbour, twice without harm", async () => {
    const mood = name("mood");
    const operations: Operation[] = [
      { kind: "createEnum", type: { name: mood, values: ["b"] } },
      { kind: "addEnumValue", name: mood, value: "a's", position: { before: "b" } },
      { kind: "addEnumValue", name: mood, value: "c", position: { after: "b" } },
      { kind: "addEnumValue", name: mood, value: "d", position: null },
      { kind: "renameEnumValue", name: mood, from: "b", to: "B" },
      { kind: "renameEnum", from: mood, to: "Mood" },
    ];
    await expectSame(database(), operations, `CREATE TYPE "Mood" AS ENUM ('a''s', 'B', 'c', 'd')`);
    const again = compile(operations)[1];
    expect(again?.transactional).toBe("last");
    await run(database(), { kind: "addEnumValue", name: name("Mood"), value: "c", position: null });
    await run(database(), { kind: "dropEnum", name: name("Mood") });
  });

  it("are rebuilt with a mapping for rows, arrays and defaults", async () => {
    const long = "m".repeat(63);
    await database().query(`CREATE TYPE "${long}" AS ENUM ('a', 'b''s', 'c');
      CREATE TABLE t (one "${long}" NOT NULL DEFAULT 'b''s', many "${long}"[] DEFAULT '{c,a}', plain "${long}");
      INSERT INTO t VALUES ('a', '{a,"b''s",NULL}', NULL), ('b''s', '{}', 'b''s'); CREATE INDEX i ON t (one)`);
    const use = { table: name("t"), dimensions: 0, default: null };
    await run(database(), {
      kind: "alterEnum",
      name: name(long),
      values: { from: ["a", "b's", "c"], to: ["c", "a"] },
      mapping: { "b's": "c" },
      usedBy: [
        { ...use, column: "one", default: { kind: "literal", text: "b's" } },
        { ...use, column: "many", dimensions: 1, default: { kind: "literal", text: "{c,a}" } },
        { ...use, column: "plain" },
      ],
    });
    expect(await database().query("SELECT one::text, many::text, plain::text FROM t")).toEqual([
      { one: "a", many: "{a,c,NULL}", plain: null },
      { one: "c", many: "{}", plain: "c" },
    ]);
    expect(
      await value(database(), "SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum"),
    ).toBe("c,a");
    await database().query("INSERT INTO t (plain) VALUES ('a')");
    expect(await database().query("SELECT one::text, many::text FROM t WHERE plain = 'a'")).toEqual([
      { one: "c", many: "{c,a}" },
    ]);
  });

  it("stop at a row whose value has no place to go", async () => {
    await database().query(
      "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (c e); INSERT INTO t VALUES ('b')",
    );
    const operation: Operation = {
      kind: "alterEnum",
      name: name("e"),
      values: { to: ["a"] },
      mapping: {},
      usedBy: [{ table: name("t"), column: "c", dimensions: 0, default: null }],
    };
    await expect(run(database(), operation)).rejects.toThrow('invalid input value for enum e: "b"');
  });
});
