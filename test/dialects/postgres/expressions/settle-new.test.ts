/** What is new and not refused: it waits for what the same revision makes, or cannot be tried. */
import { describe, expect, it } from "vitest";
import type { SchemaModel } from "../../../../packages/revise/src/model/schema-model";
import { columnKey } from "../../../../packages/revise/src/model/table-index";
import { settle } from "../../../../packages/revise/src/dialects/postgres/expressions/settle";
import { introspect } from "../../../../packages/revise/src/dialects/postgres/introspect/introspect";
import { defaultScope, withDatabase } from "../introspect/fixture";
import { before, exclusion, index, table, told, withColumns, withTable } from "./new-objects";
import {
  check,
  column,
  editColumn,
  editTable,
  expression,
  literal,
  sequence,
  settled,
  view,
} from "./settle-fixture";

const taken: readonly [string, (model: SchemaModel) => SchemaModel][] = [
  [
    "a type of a new extension",
    (model) => ({
      ...withTable(
        table([{ ...column("c", "citext"), default: literal("x") }], {
          constraints: [check("x", "c <> 'y'")],
          indexes: [index("i", { keys: [columnKey("c")] })],
        }),
      )(model),
      extensions: [{ name: "citext" }],
    }),
  ],
  [
    "a function of a new extension",
    (model) => ({
      ...withColumns({ ...column("u", "uuid"), default: expression("uuid_generate_v4()") })(model),
      extensions: [{ name: "uuid-ossp" }],
    }),
  ],
  [
    "an operator class of a new extension",
    (model) => ({
      ...withTable(
        table([column("d", "tsrange")], {
          constraints: [exclusion("x", "USING gist (id WITH =, d WITH &&)")],
        }),
      )(model),
      extensions: [{ name: "btree_gist" }],
    }),
  ],
  [
    "a new enum",
    (model) => ({
      ...withTable(
        table(
          [
            { ...column("m", "mood[]"), default: literal("{sad}") },
            { ...column("o", "mood"), default: expression("'sad'::mood") },
          ],
          { constraints: [check("x", "o <> 'sad'::mood")] },
        ),
      )(model),
      enumTypes: [...model.enumTypes, { name: { schema: null, name: "mood" }, values: ["sad"] }],
    }),
  ],
  [
    "a new enum in a new schema, of the name of another",
    (model) => ({
      ...withTable(
        table([{ ...column("m", "app.kind"), default: literal("z") }], {
          name: { schema: "app", name: "fresh" },
          constraints: [check("x", "m <> 'z'::app.kind")],
        }),
      )(model),
      namespaces: [...model.namespaces, { name: "app" }],
      enumTypes: [...model.enumTypes, { name: { schema: "app", name: "kind" }, values: ["z"] }],
    }),
  ],
  [
    "a new value of an enum",
    (model) => ({
      ...withColumns({ ...column("d", "kind"), default: literal("c") })(model),
      enumTypes: [{ name: { schema: null, name: "kind" }, values: ["a", "b", "c"] }],
    }),
  ],
  [
    "a table of its own name elsewhere",
    withTable(table([], { name: { schema: null, name: "Old" }, constraints: [check("c", '"Old".id > 0')] })),
  ],
  [
    "views of views of new tables",
    (model) => ({
      ...withTable(table([]))(model),
      views: [view("w", "SELECT * FROM v"), view("v", 'SELECT * FROM "public"."fresh"')],
    }),
  ],
  [
    "a view of a new column by its qualified name",
    (model) => ({
      ...withColumns(column("n", "int"))(model),
      views: [view("v", "SELECT public.old.n FROM public.old")],
    }),
  ],
  [
    "a view that compares what has another type by then",
    (model) => ({
      ...editColumn(model, "old", "id", { type: column("x", "text").type }),
      views: [view("v", "SELECT 1 FROM public.old o WHERE o.id LIKE 'x%'")],
    }),
  ],
  [
    "a sequence that is new",
    (model) => ({
      ...withColumns({ ...column("n", "bigint"), default: expression("nextval('later')") })(model),
      sequences: [sequence("later")],
    }),
  ],
];

describe("settle takes what is made in the same revision:", () => {
  it.each(taken)("%s", async (_, change) => {
    expect(told(await settled(before, change))).toEqual([]);
  });

  it("what a renamed table is called by then", async () => {
    await withDatabase(before, async (connection) => {
      const { model: existing } = await introspect(connection, defaultScope);
      const current = editTable(existing, "old", (old) => ({
        ...old,
        name: { schema: null, name: "novel" },
      }));
      const desired = { ...current, views: [view("v", "SELECT name FROM novel")] };
      const surroundings = { existing, wanted: desired, makesMore: false, altersColumns: true };
      expect((await settle(connection, current, desired, surroundings)).unsettled).toEqual([]);
    });
  });

  it("what an operation that nobody can look into may bring along", async () => {
    await withDatabase(before, async (connection) => {
      const { model } = await introspect(connection, defaultScope);
      const desired = withColumns({ ...column("d", "int"), default: expression("our_own()") })(model);
      const surroundings = { existing: model, wanted: desired, makesMore: true, altersColumns: true };
      const { unsettled } = await settle(connection, model, desired, surroundings);
      expect(unsettled).toMatchObject([{ rejected: false, fresh: true }]);
    });
  });
});

describe("settle of what is new", () => {
  it("evaluates nothing", async () => {
    const sql = `${before} CREATE SEQUENCE s; CREATE FUNCTION fail() RETURNS int LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END'`;
    await withDatabase(sql, async (connection) => {
      const { model } = await introspect(connection, defaultScope);
      const fresh = table(
        [
          { ...column("d", "bigint"), default: expression("nextval('s')") },
          { ...column("e", "int"), default: expression("fail()") },
        ],
        { constraints: [check("c", "fail() > id")] },
      );
      const desired = {
        ...withTable(fresh)(model),
        views: [view("v", "SELECT fail() AS x, nextval('s') AS y")],
      };
      expect((await settle(connection, model, desired)).unsettled).toEqual([]);
      expect(await connection.query("SELECT is_called FROM s")).toEqual([{ is_called: false }]);
      expect((await introspect(connection, defaultScope)).model).toEqual(model);
    });
  });

  it("leaves out what the comparison leaves out", async () => {
    await withDatabase(before, async (connection) => {
      const { model } = await introspect(connection, defaultScope);
      const desired = withTable(table([], { constraints: [check("c", "no_such()")] }))(model);
      const trips = connection.roundTrips();
      const surroundings = { existing: model, wanted: model, makesMore: false, altersColumns: true };
      expect((await settle(connection, model, desired, surroundings)).unsettled).toEqual([]);
      expect(connection.roundTrips()).toBe(trips);
    });
  });

  it("is a remark and no refusal where the role may not try", async () => {
    await withDatabase(before, async (connection, database) => {
      await connection.query(
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'settle_novice') THEN CREATE ROLE settle_novice; END IF; END $$",
      );
      await database.query(`REVOKE TEMPORARY ON DATABASE "${database.name}" FROM PUBLIC`);
      await connection.query("SET ROLE settle_novice");
      const { model } = await introspect(connection, defaultScope);
      const desired = withTable(table([], { constraints: [check("c", "idd > 0")] }))(model);
      expect((await settle(connection, model, desired)).unsettled).toMatchObject([
        { rejected: false, fresh: true, reason: expect.stringContaining("temporary tables") as string },
      ]);
      await connection.query("RESET ROLE");
      await connection.query("DROP ROLE settle_novice");
    });
  });
});
