/** Renames on a real server: what it prints of views afterwards is what `viewsAfterRenames` foretold. */
import { describe, expect, it } from "vitest";
import type { Connection } from "../../../../packages/revise/src/dialect/connection";
import type { FollowedViews } from "../../../../packages/revise/src/dialect/settlement";
import { compile } from "../../../../packages/revise/src/dialects/postgres/ddl/compile";
import { viewsAfterRenames } from "../../../../packages/revise/src/dialects/postgres/expressions/renamed-views";
import { introspect } from "../../../../packages/revise/src/dialects/postgres/introspect/introspect";
import { objectKey } from "../../../../packages/revise/src/model/names";
import type { Operation } from "../../../../packages/revise/src/operations/operation";
import { name } from "../fixture";
import { withDatabase } from "../introspect/fixture";

const tables = `
  CREATE SCHEMA app; CREATE SCHEMA "The ""Far""";
  CREATE TABLE alarm (id int PRIMARY KEY, name text, level int);
  CREATE TABLE app.alarm (id int PRIMARY KEY, name text, level int);
  CREATE TABLE app.place (id int PRIMARY KEY, name text, alarm int);
  CREATE TABLE "The ""Far""".alarm (id int PRIMARY KEY, name text);
  CREATE VIEW app.loud AS SELECT id, name FROM app.alarm WHERE level > 2;
  CREATE MATERIALIZED VIEW app.kept AS SELECT id, name FROM app.place;`;

const near = name("alarm");
const far = name("alarm", "app");
const place = name("place", "app");
const odd = name("alarm", 'The "Far"');

function column(table: typeof near, from: string, to: string): Operation {
  return { kind: "renameColumn", table, from, to };
}

const title = column(far, "name", "title");
const swap = [column(far, "name", "tmp"), column(far, "level", "name"), column(far, "tmp", "level")];

interface Case {
  readonly query: string;
  readonly renames: readonly Operation[];
  /** Whether only the server itself can see to the names. */
  readonly takesRights?: true;
}

const cases: Readonly<Record<string, Case>> = {
  "of the default schema": {
    query: "SELECT alarm.name, p.name AS place FROM alarm JOIN app.place p ON p.alarm = alarm.id",
    renames: [column(near, "name", "title"), { kind: "renameTable", from: near, to: "alert" }],
  },
  "of another schema": { query: "SELECT id, name, 'app.alarm' AS source FROM app.alarm", renames: [title] },
  "under an alias": {
    query: "SELECT alarm.name, a.name AS second FROM app.place alarm JOIN app.alarm a USING (id)",
    renames: [title],
  },
  twice: {
    query: "SELECT a.name, alarm.level FROM app.alarm JOIN app.alarm a USING (id) WHERE alarm.* IS NOT NULL",
    renames: [title, { kind: "renameTable", from: far, to: "Alert" }],
  },
  "that swap": { query: "SELECT DISTINCT name, level FROM app.alarm ORDER BY level", renames: swap },
  "into a name that joins another column": {
    query: "SELECT alarm.name AS a, place.name AS b FROM app.alarm JOIN app.place USING (id)",
    renames: [column(place, "name", "level"), column(far, "id", "number"), title],
  },
  "in subqueries and lists of columns": {
    query: `SELECT (SELECT max(s.name) FROM app.alarm s) AS most, a.x
            FROM app.alarm a(x, y) WHERE EXISTS (SELECT FROM app.alarm WHERE alarm.name = a.y) UNION SELECT name, id FROM app.alarm`,
    renames: [title],
  },
  "of a table to another schema": {
    query: "SELECT place.name FROM app.place",
    renames: [{ kind: "setSchema", object: { kind: "table", name: place }, to: 'The "Far"' }],
  },
  "of a table to the default schema": {
    query: "SELECT name FROM app.place",
    renames: [
      { kind: "setSchema", object: { kind: "table", name: place }, to: null },
      column(name("place"), "name", "title"),
    ],
  },
  "of views": {
    query: "SELECT l.name, kept.id FROM app.loud l JOIN app.kept USING (id)",
    renames: [
      { kind: "renameObject", object: { kind: "view", name: name("loud", "app") }, to: "noisy" },
      { kind: "renameObject", object: { kind: "materializedView", name: name("kept", "app") }, to: "held" },
    ],
  },
  "as a literal": { query: "SELECT name, 'app.alarm'::regclass AS oid FROM app.alarm", renames: [title] },
  "as a row": { query: "SELECT alarm AS alarm FROM app.alarm", renames: [title] },
  "of tables of one name": {
    query: `SELECT alarm.name, a.name AS b, o.name AS c FROM alarm JOIN app.alarm a USING (id) JOIN "The ""Far""".alarm o USING (id)`,
    renames: [title, column(near, "name", "label"), column(odd, "name", "word")],
    takesRights: true,
  },
  "beside a table of one name": {
    query: "SELECT alarm.name, a.name AS b FROM alarm JOIN app.alarm a USING (id)",
    renames: [title],
    takesRights: true,
  },
  "to a name that the query has": {
    query: "SELECT alarm.name, p.id AS alert FROM app.alarm, app.place p",
    renames: [title, { kind: "renameTable", from: far, to: "alert" }],
    takesRights: true,
  },
  "to the name of another": {
    query: "SELECT alarm.name, place.id FROM app.alarm, app.place",
    renames: [
      title,
      { kind: "renameTable", from: far, to: "tmp" },
      { kind: "renameTable", from: place, to: "alarm" },
      { kind: "renameTable", from: name("tmp", "app"), to: "place" },
    ],
    takesRights: true,
  },
  "behind a common table expression": {
    query: "WITH alarm AS (SELECT * FROM public.alarm) SELECT name FROM alarm",
    renames: [column(near, "name", "title")],
    takesRights: true,
  },
  "of locked rows": {
    query: "SELECT name FROM app.alarm FOR UPDATE OF alarm",
    renames: [title],
    takesRights: true,
  },
};

const view = name("v", "app");
const key = objectKey("view", view);

async function told(connection: Connection, renames: readonly Operation[]): Promise<FollowedViews> {
  const found = await introspect(connection, { schemas: "all" });
  const result = await viewsAfterRenames(connection, found, renames);
  expect(await introspect(connection, { schemas: "all" })).toEqual({
    ...found,
    dependents: expect.any(Function) as unknown,
    extensionUses: expect.any(Function) as unknown,
  });
  return result;
}

async function printed(connection: Connection): Promise<string | undefined> {
  const { model } = await introspect(connection, { schemas: "all" });
  return model.views.find((each) => each.name.name === "v")?.definition;
}

describe("a view follows names", () => {
  it.each(Object.entries(cases))("%s", async (_, { query, renames, takesRights = false }) => {
    await withDatabase(`${tables} CREATE VIEW app.v AS ${query}`, async (connection) => {
      const role = "renamed_views_reader";
      await connection.query(
        `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role}; END IF; END $$`,
      );
      await connection.query(`GRANT USAGE ON SCHEMA app, "The ""Far""" TO ${role}`);
      const free = await told(connection, renames);
      await connection.query(`SET ROLE ${role}`);
      const bound = await told(connection, renames);
      await connection.query("RESET ROLE");
      await connection.query(`DROP OWNED BY ${role}`);
      for (const { sql } of compile(renames)) await connection.query(sql);
      const after = await printed(connection);
      expect(free.queries.get(key)).toBe(after);
      expect(free.unknown).toEqual(new Map());
      if (takesRights) {
        expect(bound.queries.get(key)).toBe(undefined);
        expect(bound.unknown.get(key)).toMatch(/^permission denied for database/);
      } else {
        expect(bound).toEqual(free);
      }
    });
  });

  it("without a round trip where it reads nothing that gets another one", async () => {
    await withDatabase(`${tables} CREATE VIEW app.v AS SELECT id FROM app.alarm`, async (connection) => {
      const found = await introspect(connection, { schemas: "all" });
      const before = connection.roundTrips();
      const none = await viewsAfterRenames(connection, found, [column(odd, "name", "word")]);
      expect([none.queries.size, connection.roundTrips() - before]).toEqual([0, 0]);
      await viewsAfterRenames(connection, found, [title]);
      expect(connection.roundTrips() - before).toBe(1);
    });
  });
});
