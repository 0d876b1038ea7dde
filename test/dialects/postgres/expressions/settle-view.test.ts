import { describe, expect, it } from "vitest";
import { objectKey } from "../../../../packages/revise/src/model/names";
import { column, editTable, editView, settled, view } from "./settle-fixture";

describe("settle of views", () => {
  it("spells views as the database does, on each other, materialized ones and their indexes too", async () => {
    const found = await settled(
      `CREATE TABLE "user" (id int PRIMARY KEY, name text);
       CREATE VIEW v1 AS SELECT * FROM "user" WHERE name <> 'x';
       CREATE VIEW v2 AS SELECT id, count(*) AS n FROM v1 GROUP BY id;
       CREATE MATERIALIZED VIEW m AS SELECT * FROM v2;
       CREATE INDEX mi ON m (id) WHERE n > 1`,
      (model) => {
        const views = editView(
          editView(
            editView(
              model,
              "v1",
              `SELECT "user"."id", "user"."name" FROM "user" WHERE ("name") != 'x' -- end`,
            ),
            "v2",
            "select id, count(*) n from public.v1 group by 1",
          ),
          "m",
          "SELECT id, n FROM v2",
        );
        return {
          ...views,
          views: views.views.map((each) => ({
            ...each,
            indexes: each.indexes.map((index) => ({ ...index, where: '"n" > 1' })),
          })),
        };
      },
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired.views.map((each) => [each.name.name, each.definition])).toEqual(
      found.current.views.map((each) => [each.name.name, each.definition]),
    );
    expect(found.desired).toEqual(found.current);
    expect(found.roundTrips).toBe(1);
  });

  it("reads * as it will be after the revision", async () => {
    const sql = "CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT * FROM t";
    const same = await settled(sql, (model) => editView(model, "v", "SELECT * FROM t"));
    expect(same.desired).toEqual(same.current);
    const wider = await settled(sql, (model) =>
      editTable(editView(model, "v", "SELECT * FROM t"), "t", (table) => ({
        ...table,
        columns: [column("z", "int"), ...table.columns],
      })),
    );
    expect(wider.unsettled).toEqual([]);
    expect(wider.desired.views[0]?.definition).toBe("SELECT * FROM t");
  });

  it("settles a view on a table that changes where it does not see the change", async () => {
    const found = await settled(
      `CREATE TABLE t (id int PRIMARY KEY, b int); CREATE TABLE u (id int);
       CREATE VIEW v AS SELECT b FROM t; CREATE VIEW w AS SELECT t.id, t.b, count(u.id) AS n FROM t JOIN u ON u.id = t.id GROUP BY t.id;
       CREATE VIEW q AS SELECT b FROM public.t`,
      (model) => {
        const views = editView(
          editView(
            editView(model, "v", "select b from t"),
            "w",
            "SELECT t.id, t.b, count(u.id) AS n FROM t JOIN u ON u.id = t.id GROUP BY t.id",
          ),
          "q",
          'SELECT "b" FROM "public"."t"',
        );
        return editTable(views, "t", (table) => ({
          ...table,
          columns: [...table.columns, column("z", "int")],
        }));
      },
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired.views).toEqual(found.current.views);
  });

  it("reads a view on a view that is new or changes", async () => {
    const found = await settled(
      "CREATE TABLE t (a int); CREATE VIEW below AS SELECT a FROM t; CREATE VIEW above AS SELECT a FROM below",
      (model) => {
        const views = editView(
          editView(model, "below", "SELECT a, 1 AS one FROM fresh"),
          "above",
          "select a from below",
        );
        return { ...views, views: [...views.views, view("fresh", "SELECT a FROM t")] };
      },
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired.views.find((each) => each.name.name === "above")?.definition).toBe(
      found.current.views.find((each) => each.name.name === "above")?.definition,
    );
    expect(found.desired.views.find((each) => each.name.name === "below")?.definition).toBe(
      "SELECT a, 1 AS one FROM fresh",
    );
  });

  it("says what is wrong with a view", async () => {
    const found = await settled(
      "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM t",
      (model) => editView(editView(model, "v", "SELECT b FROM t"), "w", "select a from t"),
    );
    expect(found.unsettled).toMatchObject([
      {
        key: objectKey("view", { schema: null, name: "v" }),
        role: "view",
        reason: 'column "b" does not exist',
        rejected: true,
      },
    ]);
    expect(found.desired.views[1]).toEqual(found.current.views[1]);
  });
});
