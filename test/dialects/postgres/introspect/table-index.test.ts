import { describe, expect, it } from "vitest";
import { columnKey, type TableIndex } from "../../../../packages/revise/src/model/table-index";
import { majorVersion, read, tableOf } from "./fixture";

async function indexes(sql: string, table = "t"): Promise<ReadonlyMap<string, TableIndex>> {
  return new Map(tableOf(await read(sql), table).indexes.map((index) => [index.name, index]));
}

describe("indexes", () => {
  it("leave out those that constraints own", async () => {
    const found = await indexes(`
      CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE); CREATE UNIQUE INDEX plain ON t (b, a)`);
    expect([...found.values()]).toEqual([
      {
        name: "plain",
        givenName: true,
        keys: [columnKey("b"), columnKey("a")],
        include: [],
        unique: true,
        nullsNotDistinct: false,
        method: "btree",
        where: null,
        parameters: {},
        concurrently: false,
        valid: true,
      },
    ]);
  });

  it("tell order, nulls, collations and operator classes that are not the default", async () => {
    const found = await indexes(`
      CREATE TABLE t (a int, b varchar, c text COLLATE "C");
      CREATE INDEX i ON t (a DESC, a DESC NULLS LAST, a NULLS FIRST, b varchar_pattern_ops, b COLLATE "C", c COLLATE "C", c COLLATE "POSIX")`);
    expect(found.get("i")?.keys).toEqual([
      { ...columnKey("a"), order: "DESC", nulls: "FIRST" },
      { ...columnKey("a"), order: "DESC" },
      { ...columnKey("a"), nulls: "FIRST" },
      { ...columnKey("b"), operatorClass: "varchar_pattern_ops" },
      { ...columnKey("b"), collation: { schema: null, name: "C" } },
      columnKey("c"),
      { ...columnKey("c"), collation: { schema: null, name: "POSIX" } },
    ]);
  });

  it("tell a default class of another type, and the parameters of a class", async () => {
    const found = await indexes(`
      CREATE EXTENSION citext; CREATE EXTENSION pg_trgm;
      CREATE TABLE t (a citext, b text, c jsonb);
      CREATE INDEX i1 ON t (a); CREATE INDEX i2 ON t (a text_ops);
      CREATE INDEX i3 ON t USING gist (b gist_trgm_ops (siglen = 32));
      CREATE INDEX i4 ON t USING gin (c); CREATE INDEX i5 ON t USING gin (c jsonb_path_ops)`);
    expect([...found.values()].map((index) => index.keys[0]?.operatorClass)).toEqual([
      null,
      "text_ops",
      "gist_trgm_ops (siglen='32')",
      null,
      "jsonb_path_ops",
    ]);
    expect(found.get("i4")?.method).toBe("gin");
  });

  it("give expressions and predicates as the server spells them", async () => {
    const found = await indexes(`
      CREATE TABLE t (a int, b varchar);
      CREATE INDEX i ON t (lower(b), (a + 1) DESC, a, lower(b) COLLATE "C", (b COLLATE "POSIX")) WHERE a > 1 AND b = 'x'`);
    const expression = (text: string): object => ({ ...columnKey("x"), column: null, expression: text });
    expect(found.get("i")).toMatchObject({
      keys: [
        expression("lower((b)::text)"),
        { ...expression("((a + 1))"), order: "DESC", nulls: "FIRST" },
        columnKey("a"),
        { ...expression("lower((b)::text)"), collation: { schema: null, name: "C" } },
        { ...columnKey("b"), collation: { schema: null, name: "POSIX" } },
      ],
      where: "((a > 1) AND ((b)::text = 'x'::text))",
    });
  });

  it("tell included columns, storage parameters and NULLS NOT DISTINCT", async ({ skip }) => {
    skip((await majorVersion()) < 15, "PostgreSQL 15");
    const found = await indexes(`
      CREATE TABLE t (a int, b int, c int);
      CREATE UNIQUE INDEX i ON t (a) INCLUDE (c, b) NULLS NOT DISTINCT WITH (fillfactor = 70, deduplicate_items = off)`);
    expect(found.get("i")).toMatchObject({
      keys: [columnKey("a")],
      include: ["c", "b"],
      nullsNotDistinct: true,
      parameters: { fillfactor: "70", deduplicate_items: "off" },
    });
  });

  it("tell an index that is not valid", async () => {
    const found = await indexes(`
      CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
      CREATE INDEX whole ON t (a); CREATE INDEX part ON ONLY t (a)`);
    expect([found.get("whole")?.valid, found.get("part")?.valid]).toEqual([true, false]);
  });
});
