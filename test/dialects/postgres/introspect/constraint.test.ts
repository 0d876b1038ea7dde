import { describe, expect, it } from "vitest";
import { majorVersion, read, tableOf, withDatabase } from "./fixture";
import { introspect } from "../../../../packages/revise/src/dialects/postgres/introspect/introspect";
import { addConstraint } from "../../../../packages/revise/src/dialects/postgres/ddl/constraint";
import type { Constraint } from "../../../../packages/revise/src/model/constraint";

async function constraints(sql: string, table = "t"): Promise<readonly Constraint[]> {
  return tableOf(await read(sql), table).constraints;
}

describe("constraints", () => {
  it("have their columns in the order of the key, and are sorted by name", async () => {
    const found = await constraints(`
      CREATE TABLE t (a int, b int, c int, CONSTRAINT z PRIMARY KEY (c, a), CONSTRAINT y UNIQUE (b, a) INCLUDE (c) DEFERRABLE)`);
    expect(found).toEqual([
      {
        kind: "unique",
        name: "y",
        givenName: true,
        columns: ["b", "a"],
        deferrable: "INITIALLY IMMEDIATE",
        include: ["c"],
        nullsNotDistinct: false,
      },
      {
        kind: "primaryKey",
        name: "z",
        givenName: true,
        columns: ["c", "a"],
        deferrable: null,
        include: [],
      },
    ]);
  });

  it("tell NULLS NOT DISTINCT", async ({ skip }) => {
    skip((await majorVersion()) < 15, "PostgreSQL 15");
    const [found] = await constraints("CREATE TABLE t (a int, UNIQUE NULLS NOT DISTINCT (a))");
    expect(found).toMatchObject({ nullsNotDistinct: true });
  });

  it("tell what is not enforced, so that it is made again as it was", async ({ skip }) => {
    skip((await majorVersion()) < 18, "PostgreSQL 18");
    const tables = "CREATE TABLE t (id int PRIMARY KEY, a int)";
    const found = await constraints(`${tables};
      ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED,
        ADD CONSTRAINT d CHECK (a > 1) NOT VALID, ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES t NOT ENFORCED`);
    expect(found).toMatchObject([
      { name: "c", notValid: true, notEnforced: true },
      { name: "d", notValid: true },
      { name: "f", notValid: true, notEnforced: true },
      { kind: "primaryKey" },
    ]);
    const made = found
      .slice(0, 3)
      .map((constraint) => addConstraint({ schema: null, name: "t" }, constraint));
    expect(await constraints([tables, ...made].join("; "))).toEqual(found);
  });

  it("tell everything of a foreign key", async () => {
    const only = (await majorVersion()) < 15 ? "" : "(b)";
    const found = await constraints(`
      CREATE SCHEMA app; CREATE TABLE app.p (x int, y int, PRIMARY KEY (y, x));
      CREATE TABLE t (id int PRIMARY KEY, a int, b int,
        CONSTRAINT f1 FOREIGN KEY (a, b) REFERENCES app.p (x, y) MATCH FULL ON DELETE SET NULL ${only} ON UPDATE CASCADE
          DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT f2 FOREIGN KEY (b) REFERENCES t);
      ALTER TABLE t ADD CONSTRAINT f3 FOREIGN KEY (a) REFERENCES t ON DELETE RESTRICT NOT VALID`);
    expect(found.slice(0, 3)).toEqual([
      {
        kind: "foreignKey",
        name: "f1",
        givenName: true,
        columns: ["a", "b"],
        references: { table: { schema: "app", name: "p" }, columns: ["x", "y"] },
        onDelete: "SET NULL",
        onDeleteColumns: only === "" ? [] : ["b"],
        onUpdate: "CASCADE",
        match: "FULL",
        deferrable: "INITIALLY DEFERRED",
        notValid: false,
      },
      expect.objectContaining({
        name: "f2",
        references: { table: { schema: null, name: "t" }, columns: ["id"] },
        onDelete: "NO ACTION",
        onUpdate: "NO ACTION",
        match: "SIMPLE",
        deferrable: null,
      }),
      expect.objectContaining({ name: "f3", onDelete: "RESTRICT", notValid: true }),
    ]);
  });

  it("give a foreign key to a partitioned table once", async () => {
    const found = await constraints(`
      CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
      CREATE TABLE t (p int REFERENCES p)`);
    expect(found.map((constraint) => constraint.name)).toEqual(["t_p_fkey"]);
  });

  it("give a check as the server spells it, without CHECK around it", async () => {
    const found = await constraints(`
      CREATE TABLE t (a int, b varchar, CONSTRAINT c1 CHECK (a>0 and b<>'x'), CONSTRAINT c2 CHECK (a < 9) NO INHERIT);
      ALTER TABLE t ADD CONSTRAINT c3 CHECK (a <> 5) NOT VALID;
      CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER c4 AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION noop()`);
    const base = { kind: "check", givenName: true };
    expect(found).toEqual([
      {
        ...base,
        name: "c1",
        expression: "((a > 0) AND ((b)::text <> 'x'::text))",
        noInherit: false,
        notValid: false,
      },
      { ...base, name: "c2", expression: "(a < 9)", noInherit: true, notValid: false },
      { ...base, name: "c3", expression: "(a <> 5)", noInherit: false, notValid: true },
    ]);
  });

  it("give an exclusion as what follows EXCLUDE", async () => {
    const found = await constraints(`
      CREATE EXTENSION btree_gist;
      CREATE TABLE t (room int, during tsrange,
        CONSTRAINT x EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (room > 1) DEFERRABLE INITIALLY DEFERRED)`);
    expect(found).toEqual([
      {
        kind: "exclusion",
        name: "x",
        givenName: true,
        expression: "USING gist (room WITH =, during WITH &&) WHERE ((room > 1))",
        deferrable: "INITIALLY DEFERRED",
      },
    ]);
  });

  it("give the storage parameters of an exclusion apart", async () => {
    const found = await constraints(`
      CREATE TABLE t (room int, "a)b" int, during tsrange,
        CONSTRAINT a EXCLUDE USING btree (room WITH =) INCLUDE ("a)b") WITH (fillfactor = 70) WHERE (room > 1),
        CONSTRAINT b EXCLUDE USING gist (during WITH &&) WITH (fillfactor = 80, buffering = off) DEFERRABLE)`);
    expect(found).toMatchObject([
      {
        expression: 'USING btree (room WITH =) INCLUDE ("a)b") WHERE ((room > 1))',
        index: { parameters: { fillfactor: "70" } },
      },
      {
        expression: "USING gist (during WITH &&)",
        index: { parameters: { fillfactor: "80", buffering: "off" } },
      },
    ]);
  });

  it("name the columns of a target that is not read", async () => {
    await withDatabase(
      "CREATE SCHEMA other; CREATE TABLE other.p (k int PRIMARY KEY); CREATE TABLE t (a int REFERENCES other.p)",
      async (connection) => {
        const [found] = tableOf(await introspect(connection, { schemas: [] }), "t").constraints;
        expect(found).toMatchObject({
          references: { table: { schema: "other", name: "p" }, columns: ["k"] },
        });
      },
    );
  });

  it("leave out NOT NULL constraints, and keys over a period, which are listed", async ({ skip }) => {
    skip((await majorVersion()) < 18, "PostgreSQL 18");
    const found = await read(`
      CREATE EXTENSION btree_gist;
      CREATE TABLE t (a int CONSTRAINT nn NOT NULL, during tsrange, CONSTRAINT k PRIMARY KEY (a, during WITHOUT OVERLAPS))`);
    expect(tableOf(found, "t").constraints).toEqual([]);
    expect(found.unmodelled.map(({ kind, name }) => [kind, name.name])).toEqual([["temporal key", "k"]]);
  });
});
