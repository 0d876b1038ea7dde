/** What the server says to the trials, and that they leave nothing behind. */
import { describe, expect, it } from "vitest";
import { settle } from "../../../../packages/revise/src/dialects/postgres/expressions/settle";
import { introspect } from "../../../../packages/revise/src/dialects/postgres/introspect/introspect";
import { objectKey } from "../../../../packages/revise/src/model/names";
import { withDatabase } from "../introspect/fixture";
import {
  check,
  column,
  editChecks,
  editColumn,
  editTable,
  editView,
  expression,
  literal,
  sequence,
  settled,
} from "./settle-fixture";

describe("settle on the server", () => {
  it("says what the server rejects, and settles the rest", async () => {
    const found = await settled(
      "CREATE TABLE t (a int DEFAULT 1, b interval DEFAULT '1:00', CONSTRAINT c CHECK (a > 0), CONSTRAINT d CHECK (a < 9))",
      (model) => {
        const defaults = editColumn(model, "t", "a", { default: expression("no_such(1)") });
        return editChecks(editColumn(defaults, "t", "b", { default: literal("1 hour") }), "t", {
          c: "a >",
          d: "a<9",
        });
      },
    );
    const table = { schema: null, name: "t" };
    expect(found.unsettled).toMatchObject([
      {
        key: objectKey("column", table, "a"),
        role: "default",
        reason: "function no_such(integer) does not exist",
        rejected: true,
      },
      {
        key: objectKey("constraint", table, "c"),
        role: "check",
        reason: 'syntax error at or near ")"',
        rejected: true,
      },
    ]);
    expect(found.desired.tables[0]?.columns[1]).toEqual(found.current.tables[0]?.columns[1]);
    expect(found.desired.tables[0]?.constraints[1]).toMatchObject({ expression: "(a < 9)" });
    expect(found.roundTrips).toBe(2);
  });

  it("does not complain about what the revision itself will create", async () => {
    const found = await settled(
      `CREATE TYPE kind AS ENUM ('a'); CREATE TABLE t (a int, k kind, CONSTRAINT c CHECK (a > 0), CONSTRAINT d CHECK (k <> 'a'));
       CREATE VIEW v AS SELECT a FROM t`,
      (model) => {
        const columns = editTable(model, "t", (table) => ({
          ...table,
          columns: [...table.columns, column("m", "mood"), column("z", "text"), column("g", "ltree")],
          constraints: [
            ...table.constraints,
            check("n1", "m <> 'sad'"),
            check("n2", "z <> ''"),
            check("n3", "a < nextval('later')"),
            check("n4", "g is not null"),
          ],
        }));
        const checks = editChecks(columns, "t", { c: "a>0", d: "k <> 'b'" });
        return {
          ...editView(checks, "v", "SELECT a, fresh.x FROM t, fresh"),
          extensions: [{ name: "ltree" }],
          enumTypes: [
            { name: { schema: null, name: "kind" }, values: ["a", "b"] },
            { name: { schema: null, name: "mood" }, values: ["sad"] },
          ],
          sequences: [sequence("later")],
          tables: [
            ...checks.tables,
            {
              name: { schema: null, name: "fresh" },
              columns: [column("x", "int")],
              constraints: [],
              indexes: [],
              comment: null,
            },
          ],
        };
      },
    );
    expect(found.unsettled).toEqual([]);
    expect(found.desired.tables[0]?.constraints[0]).toMatchObject({ name: "c", expression: "(a > 0)" });
  });

  it("leaves nothing behind and consumes nothing", async () => {
    await withDatabase(
      "CREATE SEQUENCE s; CREATE TABLE t (a int DEFAULT nextval('s'), b int DEFAULT 1); CREATE VIEW v AS SELECT a FROM t",
      async (connection) => {
        const { model } = await introspect(connection, { schemas: [] });
        const changed = editView(
          editColumn(editColumn(model, "t", "a", { default: expression("nextval('s') + 1") }), "t", "b", {
            default: expression("nextval('s')"),
          }),
          "v",
          "SELECT nextval('s') AS a",
        );
        const { unsettled } = await settle(connection, model, changed);
        expect(unsettled).toEqual([]);
        expect(await connection.query("SELECT last_value::int, is_called FROM s")).toEqual([
          { last_value: 1, is_called: false },
        ]);
        expect((await introspect(connection, { schemas: [] })).model).toEqual(model);
        expect(
          await connection.query(
            "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() UNION ALL SELECT typname FROM pg_type WHERE typnamespace = pg_my_temp_schema()",
          ),
        ).toEqual([]);
        expect(await connection.query("SELECT current_setting('lock_timeout') AS x")).toEqual([{ x: "0" }]);
      },
    );
  });

  it("lets no text end the transaction", async () => {
    await withDatabase("CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t", async (connection) => {
      const { model } = await introspect(connection, { schemas: [] });
      const { unsettled } = await settle(
        connection,
        model,
        editView(model, "v", "SELECT 1 AS a; COMMIT; DROP TABLE t CASCADE"),
      );
      expect(unsettled).toHaveLength(1);
      expect((await introspect(connection, { schemas: [] })).model).toEqual(model);
    });
  });

  it("explains where temporary tables are not to be had", async () => {
    await withDatabase("CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0))", async (connection, database) => {
      await database.query(
        `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'settle_reader') THEN CREATE ROLE settle_reader; END IF; END $$`,
      );
      await database.query(`REVOKE TEMPORARY ON DATABASE "${database.name}" FROM PUBLIC`);
      await connection.query("SET ROLE settle_reader");
      const { model } = await introspect(connection, { schemas: [] });
      const { desired, unsettled } = await settle(connection, model, editChecks(model, "t", { c: "a>0" }));
      expect(unsettled).toMatchObject([
        {
          key: objectKey("constraint", { schema: null, name: "t" }, "c"),
          role: "check",
          reason: expect.stringContaining("permission denied to create temporary tables") as string,
          rejected: false,
        },
      ]);
      expect(desired.tables[0]?.constraints[0]).toMatchObject({ expression: "a>0" });
      await connection.query("RESET ROLE");
      await connection.query("DROP ROLE settle_reader");
    });
  });

  it("throws where the connection is lost", async () => {
    await withDatabase("CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0))", async (connection) => {
      const { model } = await introspect(connection, { schemas: [] });
      const dead = { ...connection, batch: () => Promise.reject(new Error("ECONNRESET")) };
      await expect(settle(dead, model, editChecks(model, "t", { c: "a>0" }))).rejects.toThrow("ECONNRESET");
    });
  });
});
