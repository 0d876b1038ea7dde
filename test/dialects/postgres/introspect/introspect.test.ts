import { types } from "pg";
import { describe, expect, it } from "vitest";
import { introspect } from "../../../../packages/revise/src/dialects/postgres/introspect/introspect";
import { isReviseError } from "../../../../packages/revise/src/errors";
import { displayName } from "../../../../packages/revise/src/model/names";
import { columnKey } from "../../../../packages/revise/src/model/table-index";
import { defaultScope, read, withDatabase } from "./fixture";

describe("introspect", () => {
  it("reads an empty database as an empty model", async () => {
    const found = await read("");
    expect(found).toMatchObject({
      model: { namespaces: [], extensions: [], enumTypes: [], sequences: [], tables: [], views: [] },
      defaultSchema: "public",
      unmodelled: [],
    });
    expect(found.serverVersion).toBeGreaterThanOrEqual(140_000);
  });

  it("takes three round trips, and one each for what else needs the tables or extensions, whatever their number, and leaves no transaction open", async () => {
    await withDatabase(
      Array.from({ length: 20 }, (_, n) => `CREATE TABLE t${String(n)} (id serial PRIMARY KEY, a text)`).join(
        ";",
      ),
      async (connection) => {
        const found = await introspect(connection, defaultScope);
        expect(found.model.tables).toHaveLength(20);
        expect(connection.roundTrips()).toBe(3);
        await found.dependents();
        expect(connection.roundTrips()).toBe(4);
        expect(await found.extensionUses(["citext"])).toEqual([]);
        expect(connection.roundTrips()).toBe(5);
        await connection.query("CREATE TABLE afterwards (id int)");
        expect(await connection.query("SELECT pg_current_xact_id_if_assigned()::text AS x")).toEqual([
          { x: null },
        ]);
      },
    );
  });

  it("reads definitions in one spelling, however the session prints them", async () => {
    const sql = `
      CREATE TYPE mood AS ENUM ('fine');
      CREATE TABLE a (id serial PRIMARY KEY, mood mood DEFAULT 'fine', d date DEFAULT '2020-02-01', i interval DEFAULT '1 day 2:03',
        t timestamptz DEFAULT '2020-02-01 10:00Z', b bytea DEFAULT '\\x0001', f float8 DEFAULT 0.1::float8 + 0.2, CHECK (d > '2019-03-04'));
      CREATE INDEX i ON a (id) WHERE d > '2019-03-04';
      CREATE VIEW v AS SELECT id, d FROM a WHERE i > '3 mons'`;
    await withDatabase(sql, async (connection) => {
      const all = async (): Promise<unknown> => {
        const found = await introspect(connection, defaultScope);
        const extensionUses = await found.extensionUses(["citext"]);
        return { ...found, dependents: await found.dependents(), extensionUses };
      };
      const plain = await all();
      await connection.batch([
        "SET quote_all_identifiers = on",
        "SET datestyle = 'SQL, MDY'",
        "SET intervalstyle = 'sql_standard'",
        "SET extra_float_digits = 0",
        "SET bytea_output = 'escape'",
      ]);
      expect(await all()).toEqual(plain);
    });
  });

  it("reads the schemas that are asked for, and folds the default one", async () => {
    const sql = `
      CREATE SCHEMA app; CREATE SCHEMA other; CREATE TABLE a (id int); CREATE TABLE app.b (id int); CREATE TABLE other.c (id int);
      CREATE TYPE app.mood AS ENUM ('x', 'a b', 'it''s'); CREATE SEQUENCE app.s`;
    const names = async (schemas: readonly string[] | "all"): Promise<unknown> => {
      const { model } = await read(sql, { schemas });
      return [model.namespaces.map(({ name }) => name), model.tables.map(({ name }) => displayName(name))];
    };
    expect(await names([])).toEqual([[], ["a"]]);
    expect(await names(["app", "missing", "public"])).toEqual([["app"], ["a", "app.b"]]);
    expect(await names("all")).toEqual([
      ["app", "other"],
      ["a", "app.b", "other.c"],
    ]);
    const { model } = await read(sql, { schemas: ["app"] });
    expect(model.enumTypes).toEqual([
      { name: { schema: "app", name: "mood" }, values: ["x", "a b", "it's"] },
    ]);
    expect(model.sequences.map(({ name }) => displayName(name))).toEqual(["app.s"]);
  });

  it("takes the first existing schema of the search path for the default one", async () => {
    await withDatabase("CREATE SCHEMA tenant; CREATE TABLE tenant.a (id int)", async (connection) => {
      await connection.query("SET search_path = missing, tenant, public");
      const found = await introspect(connection, defaultScope);
      expect(found.defaultSchema).toBe("tenant");
      expect(found.model.tables.map(({ name }) => name)).toEqual([{ schema: null, name: "a" }]);
    });
  });

  it("says so where no schema of the search path exists", async () => {
    await withDatabase("", async (connection) => {
      await connection.query("SET search_path = nowhere");
      const error: unknown = await introspect(connection, defaultScope).catch((caught: unknown) => caught);
      expect(isReviseError(error, "database-error")).toBe(true);
      expect(String(error)).toContain("(nowhere)");
      await connection.query("CREATE SCHEMA nowhere");
      await introspect(connection, defaultScope);
    });
  });

  it("leaves out what extensions own, temporary tables, partitions and children", async () => {
    await withDatabase(
      `CREATE EXTENSION citext; CREATE EXTENSION pg_stat_statements;
       CREATE TABLE parent (id int); CREATE TABLE child () INHERITS (parent);
       CREATE TABLE whole (id int) PARTITION BY LIST (id); CREATE TABLE part PARTITION OF whole FOR VALUES IN (1)`,
      async (connection) => {
        await connection.query("CREATE TEMP TABLE passing (id serial)");
        const { model, unmodelled } = await introspect(connection, { schemas: "all" });
        expect(model.extensions).toEqual([{ name: "citext" }, { name: "pg_stat_statements" }]);
        expect(model.tables.map(({ name }) => name.name)).toEqual(["parent", "whole"]);
        expect([model.views, model.sequences]).toEqual([[], []]);
        expect(unmodelled.map(({ kind, name, table }) => [kind, name.name, table?.name])).toEqual([
          ["child table", "child", "parent"],
          ["partition", "part", "whole"],
          ["partitioning", "whole", "whole"],
        ]);
      },
    );
  });

  it("lists a child of several parents once", async () => {
    const { unmodelled } = await read(`
      CREATE TABLE one (id int); CREATE TABLE other (id int); CREATE TABLE kid () INHERITS (other, one);
      CREATE TABLE twin (); CREATE TABLE same (); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END';
      CREATE TRIGGER t BEFORE INSERT ON same EXECUTE FUNCTION f(); CREATE TRIGGER t BEFORE INSERT ON twin EXECUTE FUNCTION f()`);
    expect(unmodelled.map(({ kind, name, table }) => [kind, name.name, table?.name])).toEqual([
      ["child table", "kid", "one"],
      ["function", "f()", undefined],
      ["trigger", "t", "same"],
      ["trigger", "t", "twin"],
    ]);
  });

  it("reads sequences that stand alone, with all their options", async () => {
    const { model, unmodelled } = await read(`
      CREATE SEQUENCE s AS smallint START 5 INCREMENT 2 MINVALUE 3 MAXVALUE 99 CACHE 4 CYCLE;
      CREATE TABLE t (id serial, k int GENERATED ALWAYS AS IDENTITY, x text);
      CREATE SEQUENCE held OWNED BY t.x`);
    expect(model.sequences).toEqual([
      {
        name: { schema: null, name: "s" },
        options: {
          type: "smallint",
          start: "5",
          increment: "2",
          minimum: "3",
          maximum: "99",
          cache: "4",
          cycle: true,
        },
      },
    ]);
    expect(unmodelled).toEqual([
      {
        kind: "owned sequence",
        name: { schema: null, name: "held" },
        table: { schema: null, name: "t" },
      },
    ]);
  });

  it("reads views with what they depend on", async () => {
    const { model } = await read(
      `CREATE SCHEMA app; CREATE TABLE t (a int, b text); CREATE TABLE app.u (a int);
       CREATE VIEW v AS SELECT t.*, 1 AS one FROM t JOIN app.u USING (a);
       CREATE MATERIALIZED VIEW app.m AS SELECT a FROM v WHERE a > (SELECT max(a) FROM t);
       CREATE UNIQUE INDEX mi ON app.m (a) WHERE a > 1; COMMENT ON VIEW v IS 'seen'; COMMENT ON MATERIALIZED VIEW app.m IS 'kept'`,
      { schemas: ["app"] },
    );
    expect(model.views).toEqual([
      {
        name: { schema: null, name: "v" },
        materialized: false,
        definition: expect.stringMatching(/^SELECT t\.a,\n.*[^;]$/s) as string,
        indexes: [],
        dependsOn: [
          { schema: null, name: "t" },
          { schema: "app", name: "u" },
        ],
        comment: "seen",
      },
      {
        name: { schema: "app", name: "m" },
        materialized: true,
        definition: expect.stringContaining("FROM v") as string,
        indexes: [
          expect.objectContaining({ name: "mi", keys: [columnKey("a")], unique: true, where: "(a > 1)" }),
        ],
        dependsOn: [
          { schema: null, name: "t" },
          { schema: null, name: "v" },
        ],
        comment: "kept",
      },
    ]);
  });

  it("lists what has no place in the model", async () => {
    const { unmodelled } = await read(`
      CREATE EXTENSION postgres_fdw; CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
      CREATE TABLE t (a int, b int); CREATE FOREIGN TABLE f (a int) SERVER far;
      CREATE FUNCTION fn(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION fn() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE PROCEDURE pr() LANGUAGE sql AS ''; CREATE AGGREGATE agg(int) (sfunc = int4pl, stype = int);
      CREATE TRIGGER tr AFTER INSERT ON t EXECUTE FUNCTION fn(); CREATE POLICY po ON t;
      CREATE RULE ru AS ON INSERT TO t DO ALSO NOTHING; CREATE STATISTICS st ON a, b FROM t;
      CREATE DOMAIN d AS int; CREATE TYPE c AS (x int); CREATE TYPE r AS RANGE (subtype = float8);
      CREATE VIEW v AS SELECT 1 AS one`);
    expect(unmodelled).toEqual(
      [
        ["aggregate", "agg(integer)"],
        ["composite type", "c"],
        ["domain", "d"],
        ["foreign table", "f"],
        ["function", "fn()"],
        ["function", "fn(integer, text)"],
        ["policy", "po", "t"],
        ["procedure", "pr()"],
        ["range type", "r"],
        ["rule", "ru", "t"],
        ["statistics", "st", "t"],
        ["trigger", "tr", "t"],
      ].map(([kind, name, table]) => ({
        kind,
        name: { schema: null, name },
        table: table === undefined ? null : { schema: null, name: table },
      })),
    );
  });

  it("does not depend on the parsers that an application gave to the driver", async () => {
    const json = types.builtins.JSON;
    const parse = types.getTypeParser(json) as (text: string) => unknown;
    types.setTypeParser(json, (text: string) => text);
    try {
      const { model } = await read("CREATE TYPE e AS ENUM ('a', 'b')");
      expect(model.enumTypes[0]?.values).toEqual(["a", "b"]);
    } finally {
      types.setTypeParser(json, parse);
    }
  });
});
